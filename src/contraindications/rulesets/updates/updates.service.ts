import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { conflict, notFound } from '../../../kernel/failure.js';
import { newId } from '../../../kernel/id.js';
import { treatments, type Treatment } from '../../../kernel/treatment.js';
import { violatedConstraint } from '../../../platform/database/index.js';
import { currentPrincipal, actor } from '../../../platform/http/index.js';
import type { RulesetResponse } from '../ruleset.dto.js';
import { toResponse } from '../ruleset.response.js';
import { RulesetsRepository, type RulesetInForce } from '../rulesets.repository.js';
import { RulesetsService } from '../rulesets.service.js';
import { merge } from './merge.js';
import { ShippedKnowledge, type Standing } from './shipped-knowledge.js';
import type { RulesetRevisionDeclineInput, RulesetUpdate, RulesetUpdates, ShippedRulesetRevision, UndecidedUpdate } from './update.dto.js';
import { UpdatesRepository, type StoredDecline, type UpdateDraft } from './updates.repository.js';

/** Compares a clinic's rules with later shipped revisions, drafts merged rules, and records decisions not to take a revision. */
@Injectable()
export class UpdatesService {
  constructor(
    private readonly knowledge: ShippedKnowledge,
    private readonly updates: UpdatesRepository,
    private readonly rulesets: RulesetsRepository,
    private readonly published: RulesetsService,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<RulesetUpdates> {
    const inForce = await Promise.all(treatments.map((treatment) => this.published.published(treatment)));
    const [declines, drafts] = await Promise.all([this.updates.lastDeclines(), this.updates.drafts()]);
    return { updates: inForce.map((ruleset) => this.updateOf(ruleset, declines, drafts)) };
  }

  /**
   * Drafts the clinic's rules with the updates of the shipped rules. Where both the clinic and the release changed a rule, the clinic's version stays. The
   * draft decides nothing: a dermatologist previews and publishes it like any other draft.
   */
  async draft(named: string): Promise<RulesetResponse> {
    const treatment = known(named);
    await this.rulesets.inTurn(treatment);
    const ruleset = await this.published.published(treatment);
    if (!this.knowledge.isBehind(ruleset)) throw nothingNew();
    const revision = this.knowledge.newestOfRules(treatment);
    const open = draftOf(ruleset, revision, await this.updates.drafts());
    if (open) throw conflict('A draft of this revision has been made already: go on with it.', { rulesetId: open.id });
    const stored = await this.rulesets.insertDraft({
      id: newId(),
      treatment,
      content: { treatment, title: ruleset.content.title, rules: this.merged(ruleset).rules },
      basedOn: ruleset.id,
      shippedRevision: revision,
      createdBy: currentPrincipal().id,
      at: this.clock.now(),
    });
    return toResponse(stored);
  }

  /**
   * Records the decision not to take the newest revision, with its author, time and reason. The clinic's rules do not change, and the revision is no longer
   * shown as undecided.
   */
  async decline(named: string, { revision, reason }: RulesetRevisionDeclineInput): Promise<RulesetUpdate> {
    const treatment = known(named);
    const ruleset = await this.published.published(treatment);
    if (!this.knowledge.isBehind(ruleset)) throw nothingNew();
    const newest = this.knowledge.newestOfRules(treatment);
    if (revision !== newest) throw conflict(`The newest revision is ${newest}, not ${revision}: look at that one first.`);
    const decision: StoredDecline = { treatment, revision, reason: reason.trim(), declinedBy: currentPrincipal().id, declinedAt: this.clock.now() };
    try {
      await this.updates.decline(newId(), decision);
    } catch (error) {
      if (violatedConstraint(error) === 'shipped_revision_declines_once') throw conflict('It was decided already not to take this revision.');
      throw error;
    }
    return this.updateOf({ ...ruleset, declinedRevision: revision }, [decision], await this.updates.drafts());
  }

  /**
   * The undecided urgent revisions to show with a check, for people who may decide about rules. They are taken from the ruleset that the check has read,
   * without a further query.
   */
  toldWith(ruleset: RulesetInForce): { updates?: UndecidedUpdate[] } {
    if (!currentPrincipal().permissions.has('ruleset.read')) return {};
    const urgent = this.knowledge.undecided(ruleset).filter((shippedRevision) => shippedRevision.urgent);
    return urgent.length === 0 ? {} : { updates: urgent.map(({ treatment, revision, title }) => ({ treatment, revision, urgent: true, title })) };
  }

  private updateOf(ruleset: RulesetInForce, declines: readonly StoredDecline[], drafts: readonly UpdateDraft[]): RulesetUpdate {
    const { treatment } = ruleset;
    const undecided = this.knowledge.undecided(ruleset);
    const behind = this.knowledge.isBehind(ruleset);
    const newest = this.knowledge.newestOfRules(treatment);
    const declined = declines.find((decline) => decline.treatment === treatment);
    return {
      treatment,
      rulesetId: ruleset.id,
      rulesetVersion: ruleset.version,
      clinicRevision: ruleset.shippedRevision,
      shippedRevision: newest,
      undecided: undecided.length > 0,
      urgent: undecided.some(({ urgent }) => urgent),
      declined: declined
        ? { revision: declined.revision, reason: declined.reason, declinedBy: actor(declined.declinedBy), declinedAt: declined.declinedAt.toISOString() }
        : null,
      draftId: draftOf(ruleset, newest, drafts)?.id ?? null,
      revisions: this.revisionsSince(ruleset),
      rules: behind ? this.merged(ruleset).updates : [],
    };
  }

  private revisionsSince(standing: Standing): ShippedRulesetRevision[] {
    const undecided = new Set(this.knowledge.undecided(standing));
    return this.knowledge
      .since(standing.treatment, standing.shippedRevision)
      .map((shippedRevision) => {
        const { treatment: _treatment, ruleIds, ...revision } = shippedRevision;
        return { ...revision, ruleIds: [...ruleIds], undecided: undecided.has(shippedRevision) };
      })
      .sort((one, other) => other.revision - one.revision);
  }

  private merged({ treatment, shippedRevision, content }: RulesetInForce) {
    return merge(content.rules, this.knowledge.rulesetOf(treatment).rules, this.knowledge.hashesAt(treatment, shippedRevision));
  }
}

/** The draft that was made from a revision and the ruleset in force. */
const draftOf = ({ id }: RulesetInForce, revision: number, drafts: readonly UpdateDraft[]): UpdateDraft | undefined =>
  drafts.find(({ basedOn, shippedRevision }) => basedOn === id && shippedRevision === revision);

const known = (named: string): Treatment => {
  const treatment = treatments.find((treatment) => treatment === named);
  if (!treatment) throw notFound('treatment');
  return treatment;
};

const nothingNew = (): Error => conflict('The clinic’s rules came from the newest shipped revision: there is nothing to decide.');
