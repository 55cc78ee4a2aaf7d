import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { negotiateLanguage, Reads, type Reader, Get, respond } from '../../platform/http/index.js';
import { languages } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { FactCatalogueResponse, LanguageQuery } from './fact.dto.js';
import { toFactCatalogueResponse } from './fact.response.js';

@ApiTags('Contraindications')
@Controller('v1')
export class FactsController {
  /**
   * Read the catalogue of facts that rules can use
   * @remarks For editors of rules and for front ends that ask questions. Each fact has its meaning, its values, the clauses that read it, and the operations of
   * this API that record it. The catalogue is the same for every clinic.
   */
  @Get('contraindication-facts', {
    permission: 'ruleset.read',
    audit: 'none',
    negotiatesLanguage: true,
    response: respond.ok(FactCatalogueResponse, 'The catalogue.'),
    sends: { name: 'Content-Language', description: 'The language of the answer.', value: ({ language }) => language },
  })
  listContraindicationFacts(@Query() { language }: LanguageQuery, @Reads() reader: Reader): FactCatalogueResponse {
    return toFactCatalogueResponse(getMessages('checks', language ?? negotiateLanguage(reader.language, languages)));
  }
}
