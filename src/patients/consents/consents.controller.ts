import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Audited, Creates, Example, Fails, Id, PageQuery, shows, Versioned, type Page } from '../../platform/http/index.js';
import { ConsentInput, ConsentResponse, ConsentWithdrawal } from './consent.dto.js';
import { ConsentsService } from './consents.service.js';

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
  @Creates(ConsentResponse, (consent) => `/v1/consents/${consent.id}`)
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
  @Answers(ConsentResponse)
  getConsent(@Param('consentId', Id) consentId: string): Promise<ConsentResponse> {
    return this.consents.get(consentId);
  }

  /** Withdraw a consent */
  @Post('consents/:consentId/withdraw')
  @Access('consent.write')
  @Audited('consent.withdraw', shows.result())
  @Versioned()
  @Example('Changed her mind', { reason: 'Changed her mind' })
  @Answers(ConsentResponse)
  @Fails('invalid-transition')
  withdrawConsent(@Param('consentId', Id) consentId: string, @Body() withdrawal: ConsentWithdrawal): Promise<ConsentResponse> {
    return this.consents.withdraw(consentId, withdrawal);
  }
}
