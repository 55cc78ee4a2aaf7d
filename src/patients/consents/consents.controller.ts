import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FileAnswer, Id, PageQuery, shows, type Page, Post, respond, Get, Put } from '../../platform/http/index.js';
import { ConsentDocumentInput, ConsentInError, ConsentInput, ConsentResponse, ConsentWithdrawal, EndedConsent } from './consent.dto.js';
import { documentTypes } from './domain/consent-content.js';
import { ConsentsService } from './consents.service.js';

const DOCUMENT_BYTES = 10_485_760;

@ApiTags('Consents')
@Controller('v1')
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  /** Record a consent that the patient has signed */
  @Post('patients/:patientId/consents', {
    permission: 'consent.write',
    audit: { action: 'consent.create', patients: shows.path() },
    versioned: true,
    response: respond.created(ConsentResponse, (consent) => `/v1/consents/${consent.id}`),
    problems: ['invalid-transition'],
    examples: {
      'To mesotherapy': {
        kind: 'treatment',
        treatment: 'mesotherapy',
        documentVersion: 'mesotherapy-2026-01',
        language: 'en-IN',
        signatory: { name: 'Asha Rao', relationship: 'self' },
        signedAt: '2026-01-20T10:30:00+05:30',
      },
      'To photographs for the record, with the text and a witness': {
        kind: 'photography-record',
        documentVersion: 'photographs-2026-01',
        language: 'en-IN',
        signatory: { name: 'Asha Rao', relationship: 'self' },
        signedAt: '2026-01-20T10:30:00+05:30',
        text: 'I agree that my scalp is photographed before, during and after the treatment, and that the pictures are kept with my record.',
        witness: { name: 'Meera Iyer', role: 'nurse' },
      },
    },
  })
  createConsent(@Param('patientId', Id) patientId: string, @Body() consent: ConsentInput): Promise<ConsentResponse> {
    return this.consents.record(patientId, consent);
  }

  /** List a patient’s consents */
  @Get('patients/:patientId/consents', {
    permission: 'consent.read',
    audit: { action: 'consent.list', patients: shows.path() },
    response: respond.page(ConsentResponse),
  })
  listConsents(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<ConsentResponse>> {
    return this.consents.list(patientId, query);
  }

  /** Read a consent */
  @Get('consents/:consentId', {
    permission: 'consent.read',
    audit: { action: 'consent.read', patients: shows.result() },
    versioned: true,
    live: true,
    response: respond.ok(ConsentResponse),
  })
  getConsent(@Param('consentId', Id) consentId: string): Promise<ConsentResponse> {
    return this.consents.get(consentId);
  }

  /**
   * Add the signature or the signed paper to a consent
   * @remarks A document is added once and never replaced.
   */
  @Put('consents/:consentId/document', {
    permission: 'consent.write',
    audit: { action: 'consent.add-document', patients: shows.result() },
    versioned: true,
    takesFile: { atMostBytes: DOCUMENT_BYTES },
    response: respond.ok(ConsentResponse),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'The signed paper, scanned': { file: 'consent.pdf' },
    },
  })
  replaceConsentDocument(@Param('consentId', Id) consentId: string, @Body() document: ConsentDocumentInput): Promise<ConsentResponse> {
    return this.consents.addDocument(consentId, document);
  }

  /** Read the signature or the signed paper of a consent */
  @Get('consents/:consentId/document', {
    permission: 'consent.read',
    audit: { action: 'consent.read-document', patients: shows.result() },
    response: respond.storedFile(documentTypes, 'The file as it is kept: what is seen on it is as it was added.'),
  })
  getConsentDocument(@Param('consentId', Id) consentId: string): Promise<FileAnswer> {
    return this.consents.getDocument(consentId);
  }

  /**
   * Withdraw a consent
   * @remarks Ends every consent of its kind (for the same treatment) that was signed until then. Consents that are recorded later and those of records that are
   * merged later end as well. For a consent to the publication of photographs, `published` names the photographs that are still published.
   */
  @Post('consents/:consentId/withdraw', {
    permission: 'consent.write',
    audit: { action: 'consent.withdraw', patients: shows.result() },
    versioned: true,
    response: respond.ok(EndedConsent),
    problems: ['invalid-transition'],
    examples: {
      'Changed her mind': { reason: 'Changed her mind' },
    },
  })
  withdrawConsent(@Param('consentId', Id) consentId: string, @Body() withdrawal: ConsentWithdrawal): Promise<EndedConsent> {
    return this.consents.withdraw(consentId, withdrawal);
  }

  /**
   * Mark a consent as entered in error
   * @remarks The consent stays readable, but permits nothing any more. Records that were made with it, such as photographs, stay on record.
   */
  @Post('consents/:consentId/entered-in-error', {
    permission: 'consent.write',
    audit: { action: 'consent.enter-in-error', patients: shows.result() },
    versioned: true,
    response: respond.ok(EndedConsent),
    problems: ['invalid-transition'],
    examples: {
      'Of another patient': { reason: 'Signed by another patient' },
    },
  })
  enterConsentInError(@Param('consentId', Id) consentId: string, @Body() error: ConsentInError): Promise<EndedConsent> {
    return this.consents.enterInError(consentId, error);
  }
}
