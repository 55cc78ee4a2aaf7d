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
   * Read the updates of the shipped rules
   * @remarks Each treatment has the shipped revision that the clinic's rules came from, the later revisions, and the differences from the clinic's rules, rule
   * by rule. The draft takes over a changed rule that the clinic left unchanged. A rule that the clinic has changed too is a `conflict`, shown in both
   * versions; the draft keeps the clinic's version.
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
   * Draft the clinic's rules with the updates
   * @remarks The draft is an ordinary one: validate, preview and publish it. Publishing the draft is the decision; until then urgent revisions are shown on
   * each check. People who may draft rulesets and people who may publish them can make this draft, because nobody writes a rule here. A declined revision may
   * still be taken over.
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
   * Decline an update of the shipped rules
   * @remarks A dermatologist's decision about the newest revision, with a reason. The decision is stored with its author, time and reason. The declined
   * revision is no longer shown as undecided; a later revision is shown again.
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
