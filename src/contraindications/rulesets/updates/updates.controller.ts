import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { shows, Get, respond, Post } from '../../../platform/http/index.js';
import { RulesetResponse } from '../ruleset.dto.js';
import { rulesetExamples } from '../rulesets.examples.js';
import { RulesetRevisionDeclineInput, RulesetUpdate, RulesetUpdates } from './update.dto.js';
import { UpdatesService } from './updates.service.js';

@ApiTags('Contraindications')
@Controller('v1/contraindication-rulesets/updates')
export class UpdatesController {
  constructor(private readonly updates: UpdatesService) {}

  /**
   * Read what is new of the shipped rules
   * @remarks For each treatment: which shipped revision the clinic's rules came from, what was shipped since, and rule by rule how it differs from the
   * clinic's own. A rule that the clinic left as it was is taken over; one that it changed too is a `conflict`, with both versions, and its own stays.
   */
  @Get('', {
    permission: 'ruleset.read',
    audit: 'none',
    response: respond.ok(RulesetUpdates, 'What is new, for each treatment.'),
  })
  listRulesetUpdates(): Promise<RulesetUpdates> {
    return this.updates.list();
  }

  /**
   * Draft the clinic's rules with what is new
   * @remarks A draft like any other: validate, preview and publish it. Publishing it is the decision; until then what is urgent is told on each check.
   * Both those who draft and those who publish rulesets may have it made: nobody writes a rule here. What was declined may still be taken.
   */
  @Post(':treatment/draft', {
    permission: 'ruleset.read',
    audit: 'none',
    versioned: 'revision',
    response: respond.created(RulesetResponse, (ruleset) => `/v1/contraindication-rulesets/${ruleset.id}`, 'The draft.'),
    problems: ['conflict'],
  })
  draftRulesetUpdate(@Param('treatment') treatment: string): Promise<RulesetResponse> {
    return this.updates.draft(treatment);
  }

  /**
   * Decide not to take what is new
   * @remarks A dermatologist's decision about the newest revision, with a reason; who, when and why is kept. Nothing is told of that revision any more; a
   * later one is told again.
   */
  @Post(':treatment/decline', {
    permission: 'ruleset.publish',
    audit: { action: 'ruleset.decline-update', patients: shows.nobody() },
    response: respond.ok(RulesetUpdate, 'Where the clinic stands now.'),
    problems: ['conflict'],
    examples: {
      'Stricter already': rulesetExamples.decline,
    },
  })
  declineRulesetUpdate(@Param('treatment') treatment: string, @Body() input: RulesetRevisionDeclineInput): Promise<RulesetUpdate> {
    return this.updates.decline(treatment, input);
  }
}
