import { Controller, Get, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access, Answers, preferredLanguage, Reads, Sends, Unaudited, type Reader } from '../../platform/http/index.js';
import { languages } from '../explanation/languages.js';
import { wordsIn } from '../explanation/words.js';
import { FactCatalogueResponse, LanguageQuery } from './fact.dto.js';
import { factCatalogueIn } from './fact.response.js';

@ApiTags('Contraindications')
@Controller('v1')
export class FactsController {
  /**
   * Read the catalogue of facts that rules can use
   * @remarks For editors of rules and for front ends that ask questions: of each fact its meaning and values, the clauses that ask for it, and
   * the calls of this API by which it is recorded. It is the same for every clinic.
   */
  @Get('contraindication-facts')
  @Access('ruleset.read')
  @Unaudited()
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'Languages that the reader knows, such as `hi-IN, en;q=0.5`.' })
  @Sends<FactCatalogueResponse>('Content-Language', 'The language of the answer.', ({ language }) => language)
  @Answers(FactCatalogueResponse, 'The catalogue.')
  listContraindicationFacts(@Query() { language }: LanguageQuery, @Reads() reader: Reader): FactCatalogueResponse {
    return factCatalogueIn(wordsIn(language ?? preferredLanguage(reader.language, languages)));
  }
}
