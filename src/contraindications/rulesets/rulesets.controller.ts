import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Id, Unaudited, type Page } from '../../platform/http/index.js';
import { RulesetQuery, RulesetResponse } from './ruleset.dto.js';
import { RulesetsService } from './rulesets.service.js';

@ApiTags('Contraindications')
@Controller('v1/contraindication-rulesets')
export class RulesetsController {
  constructor(private readonly rulesets: RulesetsService) {}

  /**
   * List the rulesets
   * @remarks Every rule says where it comes from: what the documents of the treatment say (`seed`), or common medical
   * knowledge (`literature`), which the clinic's dermatologist is to confirm.
   */
  @Get()
  @Access('ruleset.read')
  @Unaudited()
  @AnswersPage(RulesetResponse)
  listRulesets(@Query() query: RulesetQuery): Promise<Page<RulesetResponse>> {
    return this.rulesets.list(query);
  }

  /** Read a ruleset */
  @Get(':rulesetId')
  @Access('ruleset.read')
  @Unaudited()
  @Answers(RulesetResponse)
  getRuleset(@Param('rulesetId', Id) rulesetId: string): Promise<RulesetResponse> {
    return this.rulesets.get(rulesetId);
  }
}
