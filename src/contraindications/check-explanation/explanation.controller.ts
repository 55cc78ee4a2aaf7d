import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, negotiateLanguage, negotiateMediaType, Reads, shows, type FileAnswer, type Reader, Get, respond } from '../../platform/http/index.js';
import { LanguageQuery } from '../facts-catalogue/fact.dto.js';
import { CheckExplanationResponse } from './explanation.dto.js';
import { ExplanationService } from './explanation.service.js';
import { languages } from '../../kernel/language.js';
import { getMessages, type Messages } from '../../messages/index.js';

const findContentLanguage = (answer: CheckExplanationResponse | FileAnswer): string | null => ('language' in answer ? answer.language : null);

const chooseMessages = ({ language }: LanguageQuery, reader: Reader): Messages<'checks'> =>
  getMessages('checks', language ?? negotiateLanguage(reader.language, languages));

@ApiTags('Contraindications')
@Controller('v1/contraindication-checks')
export class ExplanationController {
  constructor(private readonly explanations: ExplanationService) {}

  /**
   * Explain a check in plain words
   * @remarks The explanation is in English or Hindi. The answer is JSON with its parts, or `text/plain` where `Accept` prefers it. The Hindi texts await review
   * by a clinician who speaks Hindi. Rules that a clinic wrote itself keep the titles that the clinic gave them.
   */
  @Get(':checkId/explanation', {
    permission: 'check.read',
    audit: { action: 'check.explanation', patients: shows.result('patientId') },
    negotiatesLanguage: true,
    response: respond.okOrText(CheckExplanationResponse, 'The explanation.'),
    sends: { name: 'Content-Language', description: 'The language of the answer.', value: findContentLanguage },
  })
  explainContraindicationCheck(
    @Param('checkId', Id) checkId: string,
    @Query() query: LanguageQuery,
    @Reads() reader: Reader,
  ): Promise<CheckExplanationResponse | FileAnswer> {
    const messages = chooseMessages(query, reader);
    const asText = negotiateMediaType(reader.mediaType, ['application/json', 'text/plain']) === 'text/plain';
    return asText ? this.explanations.explainAsText(checkId, messages) : this.explanations.explain(checkId, messages);
  }

  /**
   * Read a check as a document
   * @remarks The document is PDF/A in English or Hindi, usually one page. It contains the outcome, the findings against the treatment, the dermatologist's
   * decisions, the next steps and the day on which to check again.
   */
  @Get(':checkId/document', {
    permission: 'check.read',
    audit: { action: 'check.document', patients: shows.result('patientId') },
    negotiatesLanguage: true,
    response: respond.document('application/pdf', 'The document, as PDF/A-2a.'),
  })
  getContraindicationCheckDocument(@Param('checkId', Id) checkId: string, @Query() query: LanguageQuery, @Reads() reader: Reader): Promise<FileAnswer> {
    return this.explanations.renderDocument(checkId, chooseMessages(query, reader));
  }
}
