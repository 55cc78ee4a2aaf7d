import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  Example,
  Fails,
  Id,
  Sends,
  shows,
  StoresNothing,
  Unaudited,
  Versioned,
  type Page,
} from '../../platform/http/index.js';
import { DraftsService } from './drafts.service.js';
import { PublishedRuleset, PublishInput, RulesetContent, RulesetDraftInput, RulesetQuery, RulesetResponse, RulesetValidation } from './ruleset.dto.js';
import { rulesetExamples } from './rulesets.examples.js';
import { RulesetsService } from './rulesets.service.js';

@ApiTags('Contraindications')
@Controller('v1/contraindication-rulesets')
export class RulesetsController {
  constructor(
    private readonly rulesets: RulesetsService,
    private readonly drafts: DraftsService,
  ) {}

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

  /**
   * Draft a ruleset
   * @remarks Written anew, or as a copy of another one (`basedOn`), and changed until it is published. A draft may be wrong: `validate` says how.
   */
  @Post()
  @Access('ruleset.write')
  @Unaudited()
  @Versioned('revision')
  @Example('A single rule', rulesetExamples.draft)
  @Example('A copy', rulesetExamples.copy)
  @Creates(RulesetResponse, (ruleset) => `/v1/contraindication-rulesets/${ruleset.id}`)
  createRuleset(@Body() draft: RulesetDraftInput): Promise<RulesetResponse> {
    return this.drafts.create(draft);
  }

  /** Read a ruleset */
  @Get(':rulesetId')
  @Access('ruleset.read')
  @Unaudited()
  @Versioned('revision')
  @Answers(RulesetResponse)
  getRuleset(@Param('rulesetId', Id) rulesetId: string): Promise<RulesetResponse> {
    return this.rulesets.get(rulesetId);
  }

  /** Replace what a draft says */
  @Put(':rulesetId')
  @Access('ruleset.write')
  @Unaudited()
  @Versioned('revision')
  @Example('A single rule', rulesetExamples.content)
  @Answers(RulesetResponse, 'The changed draft.')
  @Fails('invalid-transition')
  replaceRuleset(@Param('rulesetId', Id) rulesetId: string, @Body() content: RulesetContent): Promise<RulesetResponse> {
    return this.drafts.replace(rulesetId, content);
  }

  /**
   * Validate a ruleset
   * @remarks Names everything that is wrong with it at once, each with its place and the reason. What is published is valid.
   */
  @Post(':rulesetId/validate')
  @Access('ruleset.read')
  @Unaudited()
  @StoresNothing()
  @Answers(RulesetValidation, 'Whether it could be published, and what is wrong with it.')
  validateRuleset(@Param('rulesetId', Id) rulesetId: string): Promise<RulesetValidation> {
    return this.drafts.validate(rulesetId);
  }

  /**
   * Publish a ruleset
   * @remarks A dermatologist's decision, with a reason. It takes the place of the published ruleset of its treatment in the same moment, and never
   * changes after that. All open plans are then screened by it in the background, and those that turned contraindicated are put on hold:
   * `jobId` and `Location` say where to follow that.
   */
  @Post(':rulesetId/publish')
  @Access('ruleset.publish')
  @Audited('ruleset.publish', shows.nobody())
  @Versioned('revision')
  @Example('Agreed', { reason: 'Agreed by the clinic’s dermatologists on 20 November' })
  @Answers(PublishedRuleset, 'The published ruleset.')
  @Sends('Location', 'The job that screens the open plans.', ({ jobId }: PublishedRuleset) => `/v1/jobs/${jobId}`)
  @Fails('invalid-transition', 'conflict')
  publishRuleset(@Param('rulesetId', Id) rulesetId: string, @Body() { reason }: PublishInput): Promise<PublishedRuleset> {
    return this.drafts.publish(rulesetId, reason);
  }
}
