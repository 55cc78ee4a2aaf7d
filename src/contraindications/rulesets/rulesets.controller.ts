import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type Page, Get, respond, Post, Put } from '../../platform/http/index.js';
import { DraftsService } from './drafts.service.js';
import {
  PublishedRuleset,
  RulesetPublicationInput,
  RulesetContent,
  RulesetDraftInput,
  RulesetQuery,
  RulesetResponse,
  RulesetValidation,
} from './ruleset.dto.js';
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
   * @remarks Every rule names its origin: the documents of the treatment (`seed`), or common medical knowledge (`literature`), which the clinic's dermatologist
   * should confirm.
   */
  @Get('', {
    permission: 'ruleset.read',
    audit: 'none',
    response: respond.page(RulesetResponse),
  })
  listRulesets(@Query() query: RulesetQuery): Promise<Page<RulesetResponse>> {
    return this.rulesets.list(query);
  }

  /**
   * Draft a ruleset
   * @remarks A draft is written anew, or is a copy of another ruleset (`basedOn`), and may change until it is published. A draft may contain errors; `validate`
   * lists them.
   */
  @Post('', {
    permission: 'ruleset.write',
    audit: 'none',
    versioned: 'revision',
    response: respond.created(RulesetResponse, (ruleset) => `/v1/contraindication-rulesets/${ruleset.id}`),
    examples: {
      'A single rule': rulesetExamples.draft,
      'A copy': rulesetExamples.copy,
    },
  })
  createRuleset(@Body() draft: RulesetDraftInput): Promise<RulesetResponse> {
    return this.drafts.create(draft);
  }

  /** Read a ruleset */
  @Get(':rulesetId', {
    permission: 'ruleset.read',
    audit: 'none',
    versioned: 'revision',
    response: respond.ok(RulesetResponse),
  })
  getRuleset(@Param('rulesetId', Id) rulesetId: string): Promise<RulesetResponse> {
    return this.rulesets.get(rulesetId);
  }

  /** Replace the content of a draft */
  @Put(':rulesetId', {
    permission: 'ruleset.write',
    audit: 'none',
    versioned: 'revision',
    response: respond.ok(RulesetResponse, 'The changed draft.'),
    problems: ['invalid-transition'],
    examples: {
      'A single rule': rulesetExamples.content,
    },
  })
  replaceRuleset(@Param('rulesetId', Id) rulesetId: string, @Body() content: RulesetContent): Promise<RulesetResponse> {
    return this.drafts.replace(rulesetId, content);
  }

  /**
   * Validate a ruleset
   * @remarks Lists all errors of the ruleset at once, each with its place and the reason. A published ruleset is valid.
   */
  @Post(':rulesetId/validate', {
    permission: 'ruleset.read',
    audit: 'none',
    storesNothing: true,
    response: respond.ok(RulesetValidation, 'Whether it could be published, and what is wrong with it.'),
  })
  validateRuleset(@Param('rulesetId', Id) rulesetId: string): Promise<RulesetValidation> {
    return this.drafts.validate(rulesetId);
  }

  /**
   * Publish a ruleset
   * @remarks A dermatologist's decision, with a reason. The draft replaces the published ruleset of its treatment at once, and never changes after that. A
   * background job then screens all open plans by the new rules, and puts plans that became contraindicated on hold. `jobId` and `Location` name the job to
   * follow.
   */
  @Post(':rulesetId/publish', {
    permission: 'ruleset.publish',
    audit: { action: 'ruleset.publish', patients: shows.nobody() },
    versioned: 'revision',
    response: respond.ok(PublishedRuleset, 'The published ruleset.'),
    problems: ['invalid-transition', 'conflict'],
    sends: { name: 'Location', description: 'The job that screens the open plans.', value: ({ jobId }: PublishedRuleset) => `/v1/jobs/${jobId}` },
    examples: {
      Agreed: { reason: 'Agreed by the clinic’s dermatologists on 20 November' },
    },
  })
  publishRuleset(@Param('rulesetId', Id) rulesetId: string, @Body() { reason }: RulesetPublicationInput): Promise<PublishedRuleset> {
    return this.drafts.publish(rulesetId, reason);
  }
}
