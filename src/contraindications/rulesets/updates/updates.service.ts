import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { createConflictFailure, createNotFoundFailure } from '../../../kernel/failure.js';
import { createId } from '../../../kernel/id.js';
import { treatments, type Treatment } from '../../../kernel/treatment.js';
import { findViolatedConstraint } from '../../../platform/database/index.js';
import { getCurrentPrincipal, toActor } from '../../../platform/http/index.js';
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
    const inForce = await Promise.all(treatments.map((treatment) => this.published.getPublished(treatment)));
    const [declines, drafts] = await Promise.all([this.updates.listLastDeclines(), this.updates.listDrafts()]);
    return { updates: inForce.map((ruleset) => this.getUpdate(ruleset, declines, drafts)) };
  }

  /**
   * Drafts the clinic's rules with the updates of the shipped rules. Where both the clinic and the release changed a rule, the clinic's version stays. The
   * draft decides nothing: a dermatologist previews and publishes it like any other draft.
   */
  async draft(named: string): Promise<RulesetResponse> {
    const treatment = requireTreatment(named);
    await this.rulesets.lockTreatment(treatment);
    const ruleset = await this.published.getPublished(treatment);
    if (!this.knowledge.isBehind(ruleset)) throw createNothingNewFailure();
    const revision = this.knowledge.getNewestRulesRevision(treatment);
    const open = findDraft(ruleset, revision, await this.updates.listDrafts());
    if (open) throw createConflictFailure('A draft of this revision has been made already: go on with it.', { rulesetId: open.id });
    const stored = await this.rulesets.insertDraft({
      id: createId(),
      treatment,
      content: { treatment, title: ruleset.content.title, rules: this.mergeShipped(ruleset).rules },
      basedOn: ruleset.id,
      shippedRevision: revision,
      createdBy: getCurrentPrincipal().id,
      at: this.clock.now(),
    });
    return toResponse(stored);
  }

  /**
   * Records the decision not to take the newest revision, with its author, time and reason. The clinic's rules do not change, and the revision is no longer
   * shown as undecided.
   */
  async decline(named: string, { revision, reason }: RulesetRevisionDeclineInput): Promise<RulesetUpdate> {
    const treatment = requireTreatment(named);
    const ruleset = await this.published.getPublished(treatment);
    if (!this.knowledge.isBehind(ruleset)) throw createNothingNewFailure();
    const newest = this.knowledge.getNewestRulesRevision(treatment);
    if (revision !== newest) throw createConflictFailure(`The newest revision is ${newest}, not ${revision}: look at that one first.`);
    const decision: StoredDecline = { treatment, revision, reason: reason.trim(), declinedBy: getCurrentPrincipal().id, declinedAt: this.clock.now() };
    try {
      await this.updates.decline(createId(), decision);
    } catch (error) {
      if (findViolatedConstraint(error) === 'shipped_revision_declines_once') throw createConflictFailure('It was decided already not to take this revision.');
      throw error;
    }
    return this.getUpdate({ ...ruleset, declinedRevision: revision }, [decision], await this.updates.listDrafts());
  }

  /**
   * The undecided urgent revisions to show with a check, for people who may decide about rules. They are taken from the ruleset that the check has read,
   * without a further query.
   */
  getUrgentUpdates(ruleset: RulesetInForce): { updates?: UndecidedUpdate[] } {
    if (!getCurrentPrincipal().permissions.has('ruleset.read')) return {};
    const urgent = this.knowledge.listUndecided(ruleset).filter((shippedRevision) => shippedRevision.urgent);
    return urgent.length === 0 ? {} : { updates: urgent.map(({ treatment, revision, title }) => ({ treatment, revision, urgent: true, title })) };
  }

  private getUpdate(ruleset: RulesetInForce, declines: readonly StoredDecline[], drafts: readonly UpdateDraft[]): RulesetUpdate {
    const { treatment } = ruleset;
    const undecided = this.knowledge.listUndecided(ruleset);
    const behind = this.knowledge.isBehind(ruleset);
    const newest = this.knowledge.getNewestRulesRevision(treatment);
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
        ? { revision: declined.revision, reason: declined.reason, declinedBy: toActor(declined.declinedBy), declinedAt: declined.declinedAt.toISOString() }
        : null,
      draftId: findDraft(ruleset, newest, drafts)?.id ?? null,
      revisions: this.listRevisionsSince(ruleset),
      rules: behind ? this.mergeShipped(ruleset).updates : [],
    };
  }

  private listRevisionsSince(standing: Standing): ShippedRulesetRevision[] {
    const undecided = new Set(this.knowledge.listUndecided(standing));
    return this.knowledge
      .listSince(standing.treatment, standing.shippedRevision)
      .map((shippedRevision) => {
        const { treatment: _treatment, ruleIds, ...revision } = shippedRevision;
        return { ...revision, ruleIds: [...ruleIds], undecided: undecided.has(shippedRevision) };
      })
      .sort((one, other) => other.revision - one.revision);
  }

  private mergeShipped({ treatment, shippedRevision, content }: RulesetInForce) {
    return merge(content.rules, this.knowledge.getRuleset(treatment).rules, this.knowledge.getHashes(treatment, shippedRevision));
  }
}

/** The draft that was made from a revision and the ruleset in force. */
const findDraft = ({ id }: RulesetInForce, revision: number, drafts: readonly UpdateDraft[]): UpdateDraft | undefined =>
  drafts.find(({ basedOn, shippedRevision }) => basedOn === id && shippedRevision === revision);

const requireTreatment = (named: string): Treatment => {
  const treatment = treatments.find((treatment) => treatment === named);
  if (!treatment) throw createNotFoundFailure('treatment');
  return treatment;
};

const createNothingNewFailure = (): Error => createConflictFailure('The clinic’s rules came from the newest shipped revision: there is nothing to decide.');
