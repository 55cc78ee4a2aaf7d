import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersFile,
  Audited,
  Id,
  preferredLanguage,
  preferredMediaType,
  Reads,
  Sends,
  shows,
  type FileAnswer,
  type Reader,
} from '../../platform/http/index.js';
import { LanguageQuery } from '../facts-catalogue/fact.dto.js';
import { ExplanationResponse } from './explanation.dto.js';
import { ExplanationService } from './explanation.service.js';
import { languages } from './languages.js';
import { wordsIn, type Words } from './words.js';

const acceptLanguage = { name: 'Accept-Language', required: false, description: 'Languages that the reader knows, such as `hi-IN, en;q=0.5`.' };

const wordsFor = ({ language }: LanguageQuery, reader: Reader): Words => wordsIn(language ?? preferredLanguage(reader.language, languages));

@ApiTags('Contraindications')
@Controller('v1/contraindication-checks')
export class ExplanationController {
  constructor(private readonly explanations: ExplanationService) {}

  /**
   * Explain a check in plain words
   * @remarks In English or Hindi, as JSON with its parts or, where `Accept` likes it better, as `text/plain`. The Hindi texts await review by a
   * clinician who speaks it. Rules that a clinic wrote itself are named as it named them.
   */
  @Get(':checkId/explanation')
  @Access('check.read')
  @Audited('check.explanation', shows.result('patientId'))
  @ApiHeader(acceptLanguage)
  @ApiResponse({
    status: 200,
    description: 'The explanation.',
    content: { 'application/json': { schema: { $ref: getSchemaPath(ExplanationResponse) } }, 'text/plain': { schema: { type: 'string' } } },
  })
  @Sends<ExplanationResponse>('Content-Language', 'The language of the answer.', ({ language }) => language)
  @Answers(ExplanationResponse)
  explainContraindicationCheck(
    @Param('checkId', Id) checkId: string,
    @Query() query: LanguageQuery,
    @Reads() reader: Reader,
  ): Promise<ExplanationResponse | FileAnswer> {
    const words = wordsFor(query, reader);
    const asText = preferredMediaType(reader.mediaType, ['application/json', 'text/plain']) === 'text/plain';
    return asText ? this.explanations.explainAsText(checkId, words) : this.explanations.explain(checkId, words);
  }

  /**
   * Read a check as a document
   * @remarks In English or Hindi, as PDF/A: the outcome, what speaks against the treatment, what a dermatologist has decided, what to do next
   * and when to look again. Usually one page.
   */
  @Get(':checkId/document')
  @Access('check.read')
  @Audited('check.document', shows.result('patientId'))
  @ApiHeader(acceptLanguage)
  @AnswersFile(['application/pdf'], 'The document, as PDF/A-2a.')
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags that the caller has: an unchanged document is answered 304.' })
  @ApiResponse({ status: 304, description: 'Not changed.' })
  getContraindicationCheckDocument(@Param('checkId', Id) checkId: string, @Query() query: LanguageQuery, @Reads() reader: Reader): Promise<FileAnswer> {
    return this.explanations.document(checkId, wordsFor(query, reader));
  }
}
