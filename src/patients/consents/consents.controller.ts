import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  AnswersStoredFile,
  Audited,
  Creates,
  Example,
  Fails,
  FileAnswer,
  Id,
  Live,
  PageQuery,
  shows,
  TakesFile,
  Versioned,
  type Page,
} from '../../platform/http/index.js';
import { ConsentDocumentInput, ConsentInError, ConsentInput, ConsentResponse, ConsentWithdrawal, documentTypes, EndedConsent } from './consent.dto.js';
import { ConsentsService } from './consents.service.js';

const DOCUMENT_BYTES = 10_485_760;

@ApiTags('Consents')
@Controller('v1')
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  /** Record a consent that the patient has signed */
  @Post('patients/:patientId/consents')
  @Access('consent.write')
  @Audited('consent.create', shows.path())
  @Versioned()
  @Example('To mesotherapy', {
    kind: 'treatment',
    treatment: 'mesotherapy',
    documentVersion: 'mesotherapy-2026-01',
    language: 'en-IN',
    signatory: { name: 'Asha Rao', relationship: 'self' },
    signedAt: '2026-01-20T10:30:00+05:30',
  })
  @Example('To photographs for the record, with the text and a witness', {
    kind: 'photography-record',
    documentVersion: 'photographs-2026-01',
    language: 'en-IN',
    signatory: { name: 'Asha Rao', relationship: 'self' },
    signedAt: '2026-01-20T10:30:00+05:30',
    text: 'I agree that my scalp is photographed before, during and after the treatment, and that the pictures are kept with my record.',
    witness: { name: 'Meera Iyer', role: 'nurse' },
  })
  @Creates(ConsentResponse, (consent) => `/v1/consents/${consent.id}`)
  @Fails('invalid-transition')
  createConsent(@Param('patientId', Id) patientId: string, @Body() consent: ConsentInput): Promise<ConsentResponse> {
    return this.consents.record(patientId, consent);
  }

  /** List a patient’s consents */
  @Get('patients/:patientId/consents')
  @Access('consent.read')
  @Audited('consent.list', shows.path())
  @AnswersPage(ConsentResponse)
  listConsents(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<ConsentResponse>> {
    return this.consents.list(patientId, query);
  }

  /** Read a consent */
  @Get('consents/:consentId')
  @Access('consent.read')
  @Audited('consent.read', shows.result())
  @Versioned()
  @Live()
  @Answers(ConsentResponse)
  getConsent(@Param('consentId', Id) consentId: string): Promise<ConsentResponse> {
    return this.consents.get(consentId);
  }

  /**
   * Add the signature or the signed paper to a consent
   * @remarks Once: what was added is never replaced.
   */
  @Put('consents/:consentId/document')
  @Access('consent.write')
  @Audited('consent.add-document', shows.result())
  @Versioned()
  @TakesFile({ atMostBytes: DOCUMENT_BYTES })
  @Example('The signed paper, scanned', { file: 'consent.pdf' })
  @Answers(ConsentResponse)
  @Fails('conflict', 'invalid-transition')
  addConsentDocument(@Param('consentId', Id) consentId: string, @Body() document: ConsentDocumentInput): Promise<ConsentResponse> {
    return this.consents.addDocument(consentId, document);
  }

  /** Read the signature or the signed paper of a consent */
  @Get('consents/:consentId/document')
  @Access('consent.read')
  @Audited('consent.read-document', shows.result())
  @AnswersStoredFile(documentTypes, 'The file as it is kept: what is seen on it is as it was added.')
  getConsentDocument(@Param('consentId', Id) consentId: string): Promise<FileAnswer> {
    return this.consents.document(consentId);
  }

  /**
   * Withdraw a consent
   * @remarks Ends every consent of its kind (to the same treatment) that was signed until then, those recorded later and those of records that are
   * merged later too. Of a consent to the publication of photographs, `published` names those that are public still.
   */
  @Post('consents/:consentId/withdraw')
  @Access('consent.write')
  @Audited('consent.withdraw', shows.result())
  @Versioned()
  @Example('Changed her mind', { reason: 'Changed her mind' })
  @Answers(EndedConsent)
  @Fails('invalid-transition')
  withdrawConsent(@Param('consentId', Id) consentId: string, @Body() withdrawal: ConsentWithdrawal): Promise<EndedConsent> {
    return this.consents.withdraw(consentId, withdrawal);
  }

  /**
   * Say that a consent was entered in error
   * @remarks It stays readable and counts for nothing. What was recorded with it, such as a photograph, stays on record.
   */
  @Post('consents/:consentId/entered-in-error')
  @Access('consent.write')
  @Audited('consent.enter-in-error', shows.result())
  @Versioned()
  @Example('Of another patient', { reason: 'Signed by another patient' })
  @Answers(EndedConsent)
  @Fails('invalid-transition')
  enterConsentInError(@Param('consentId', Id) consentId: string, @Body() error: ConsentInError): Promise<EndedConsent> {
    return this.consents.enterInError(consentId, error);
  }
}
