import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import { ConsultationResponse } from '../consultation.dto.js';
import { AmendmentInput, ConsultationVersionResponse, SignatureInput } from './signing.dto.js';
import { SignedVersions } from './signed-versions.service.js';
import { SigningService } from './signing.service.js';

@ApiTags('Consultations')
@Controller('v1/consultations/:consultationId')
export class SigningController {
  constructor(
    private readonly signing: SigningService,
    private readonly versions: SignedVersions,
  ) {}

  /**
   * Sign a consultation
   * @remarks Only the responsible dermatologist signs. Another dermatologist can take over the consultation, and must give the reason. Everything that is
   * missing is reported at once. The signed history updates the patient's lists: `listChanges` has the entries that were added and updated, and those that the
   * history did not mention. A signed version never changes. Anyone can recompute its `contentHash` (docs/integration.md).
   */
  @Post('sign', {
    permission: 'consultation.sign',
    audit: { action: 'consultation.sign', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(ConsultationResponse, 'The signed consultation.'),
    problems: ['invalid-transition', 'consultation-incomplete', 'not-responsible'],
    examples: {
      'As the one responsible': {},
      'Taking over': { takeOverReason: 'The colleague responsible is on leave' },
    },
  })
  signConsultation(@Param('consultationId', Id) consultationId: string, @Body() signature: SignatureInput): Promise<ConsultationResponse> {
    return this.signing.sign(consultationId, signature);
  }

  /**
   * Amend a signed consultation
   * @remarks The amendment makes a new signed version with a reason and the difference to the version before. Every earlier version stays readable as it was
   * signed.
   */
  @Post('amendments', {
    permission: 'consultation.sign',
    audit: { action: 'consultation.amend', patients: shows.result() },
    rescreens: shows.result(),
    amends: true,
    response: respond.created(ConsultationResponse, (consultation) => `/v1/consultations/${consultation.id}/versions`, 'The amended consultation.'),
    problems: ['invalid-transition', 'consultation-incomplete', 'not-responsible'],
    examples: {
      'A forgotten medicine': {
        reason: 'The patient brought her list of medicines',
        changes: { recommendation: { note: 'Stop aspirin for 14 days first' } },
      },
    },
  })
  amendConsultation(@Param('consultationId', Id) consultationId: string, @Body() amendment: AmendmentInput): Promise<ConsultationResponse> {
    return this.signing.amend(consultationId, amendment);
  }

  /** List the signed versions of a consultation */
  @Get('versions', {
    permission: 'consultation.read',
    audit: { action: 'consultation.versions', patients: shows.items('patientId') },
    response: respond.page(ConsultationVersionResponse),
  })
  listConsultationVersions(@Param('consultationId', Id) consultationId: string, @Query() query: PageQuery): Promise<Page<ConsultationVersionResponse>> {
    return this.versions.list(consultationId, query);
  }

  /**
   * Mark a consultation as entered in error
   * @remarks The consultation stays readable, with every version. Checks, series and charts ignore it, its blood tests and its trichoanalyses.
   */
  @Post('entered-in-error', {
    permission: 'consultation.sign',
    audit: { action: 'consultation.entered-in-error', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(ConsultationResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong person': { reason: 'Recorded for another person' },
    },
  })
  enterConsultationInError(@Param('consultationId', Id) consultationId: string, @Body() { reason }: EnteredInErrorInput): Promise<ConsultationResponse> {
    return this.signing.enterInError(consultationId, reason);
  }
}
