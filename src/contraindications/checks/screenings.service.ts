import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { evaluate, type Facts, type FactsRead, type Outcome, type Ruleset } from '../engine/index.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import type { StoredRuleset } from '../rulesets/rulesets.repository.js';
import { carryOverrides } from './carry-over.js';
import type { ContraindicationCheckResponse } from './check.dto.js';
import { toResponse } from './check.response.js';
import { ChecksRepository, getUseNamedBefore, type DecidedCheck, type StoredCheck } from './checks.repository.js';
import { computeEffectiveOutcome, computeEffectiveOutcomes, listOverriddenRules } from './effective-outcome.js';
import { KnownFactsService, type Planned } from './known-facts.service.js';
import type { NamedIndications } from './planned-indications.js';
import { PlannedIngredients, resolvePlannedUse } from './planned-ingredients.js';
import { listRuleDifferences, RulesetComparison, type Comparison } from './ruleset-comparison.js';

/** A patient and plan to check again. */
export interface Subject {
  patientId: string;
  treatment: Treatment;
  plannedOn: string;
  /** The previous check, from which ingredients and overrides are taken over. */
  checkId: string;
  /** The indications that the plan states; where it states none, those of the previous check are used. */
  indications?: NamedIndications | null;
}

/** The result of a screening, not stored yet. */
export interface Screened {
  outcomeBefore: Outcome;
  outcomeNow: Outcome;
  /** Whether any rule has another outcome than in the previous check, with valid overrides counted. */
  changed: boolean;
  check: ContraindicationCheckResponse;
  /** The check and the facts to store. */
  record: { check: StoredCheck; facts: Facts };
}

export interface ScreeningContext {
  timeZone: string;
  /** The person or program in whose name the check is made. */
  checkedBy: string;
}

/** A patient whose outcome the draft would change. */
export interface Changed<S extends Subject> extends Comparison {
  subject: S;
}

interface Gathered<S extends Subject, Before extends DecidedCheck> {
  subject: S;
  before: Before;
  factsNow: () => Facts;
}

const findPlannedIndications = ({ indications }: Subject, before: DecidedCheck): NamedIndications | null => indications ?? before.indications;

/** The planned ingredients, from the present contents of the products, and the planned indications. */
const resolvePlanned = (subject: Subject, before: DecidedCheck, contents: Parameters<typeof resolvePlannedUse>[1]): Planned => ({
  ...resolvePlannedUse(getUseNamedBefore(before), contents),
  indications: findPlannedIndications(subject, before),
});

/** The number of comparisons before other requests are served. */
const BEFORE_YIELDING = 100;

const visitEachYielding = async <T>(all: readonly T[], work: (item: T) => void): Promise<void> => {
  for (const [index, one] of all.entries()) {
    if (index % BEFORE_YIELDING === BEFORE_YIELDING - 1) await setImmediate();
    work(one);
  }
};

/** Checks many patients by their present facts; facts and previous checks of all of them are read in one round trip. */
@Injectable()
export class ScreeningsService {
  constructor(
    private readonly checks: ChecksRepository,
    private readonly known: KnownFactsService,
    private readonly rulesets: RulesetsService,
    private readonly planned: PlannedIngredients,
    private readonly clock: Clock,
  ) {}

  /** Screens the subjects, and answers in their order. */
  async screen(subjects: readonly Subject[], { timeZone, checkedBy }: ScreeningContext): Promise<Screened[]> {
    const [gathered, rulesets] = await Promise.all([
      this.gather(subjects, timeZone, (ids) => this.checks.listEarlier(ids)),
      this.getPublishedRulesets(subjects),
    ]);
    const evaluatedAt = this.clock.now();
    return gathered.map(({ subject, before, factsNow }): Screened => {
      const facts = factsNow();
      const ruleset = rulesets.get(subject.treatment)!;
      const { patientId, treatment, plannedOn } = subject;
      const { validUntil, ...evaluation } = evaluate(ruleset.content, facts, { plannedOn, timeZone });
      const check: StoredCheck = {
        id: createId(),
        patientId,
        consultationId: null,
        treatment,
        plannedOn,
        ingredients: facts.ingredients,
        namedIngredients: getUseNamedBefore(before).named,
        products: before.products,
        indications: findPlannedIndications(subject, before),
        outcome: evaluation.outcome,
        findings: evaluation.findings,
        contradictions: evaluation.contradictions,
        unread: evaluation.unread,
        dismissed: evaluation.dismissed,
        earliestClearOn: evaluation.earliestClearOn,
        rulesetId: ruleset.id,
        rulesetVersion: ruleset.version,
        checkedBy,
        evaluatedAt,
        validUntil: new Date(validUntil),
        timeZone,
        overrides: carryOverrides(before, { rulesetId: ruleset.id, findings: evaluation.findings }),
      };
      const [was, is] = [
        computeEffectiveOutcomes(before.outcomes, listOverriddenRules(before.overrides)),
        computeEffectiveOutcomes(check.findings, listOverriddenRules(check.overrides)),
      ];
      return {
        outcomeBefore: computeEffectiveOutcome(before.outcomes, listOverriddenRules(before.overrides)),
        outcomeNow: computeEffectiveOutcome(check.findings, listOverriddenRules(check.overrides)),
        changed: listRuleDifferences(was, is).length > 0,
        check: toResponse(check),
        record: { check, facts },
      };
    });
  }

  async keep(screened: readonly Screened[]): Promise<void> {
    await this.checks.insert(screened.map(({ record }) => ({ ...record, onSessionDay: false })));
  }

  /** Prepares the comparison of a draft with the rules in force. */
  async createComparison(draft: Ruleset): Promise<RulesetComparison> {
    return new RulesetComparison(await this.rulesets.getPublished(draft.treatment), draft);
  }

  /** Finds the subjects whose outcome by the draft differs from that by the published rules, for the present facts. */
  async listChanged<S extends Subject>(comparison: RulesetComparison, subjects: readonly S[], timeZone: string): Promise<Changed<S>[]> {
    const touched: Gathered<S, DecidedCheck>[] = [];
    const decided = await this.gather(subjects, timeZone, (ids) => this.checks.listDecided(ids), comparison.readFirst);
    await visitEachYielding(decided, (gathered) => {
      if (!comparison.leavesOutcomeAlone(gathered.before, gathered.factsNow(), { plannedOn: gathered.subject.plannedOn, timeZone })) touched.push(gathered);
    });
    if (touched.length === 0) return [];
    const changed: Changed<S>[] = [];
    const [factsOf, contents] = await Promise.all([
      this.known.readMany(
        touched.map(({ subject }) => subject.patientId),
        timeZone,
        comparison.readByAll,
      ),
      this.planned.getContents(touched.map(({ before }) => getUseNamedBefore(before))),
    ]);
    await visitEachYielding(touched, ({ subject, before }) => {
      const facts = factsOf.get(subject.patientId)!(resolvePlanned(subject, before, contents));
      const compared = comparison.compare(before, facts, { plannedOn: subject.plannedOn, timeZone });
      if (compared.outcomeBefore !== compared.outcomeAfter) changed.push({ ...compared, subject });
    });
    return changed;
  }

  /** Reads, for each subject, the previous check by `find`, and a function that derives the present facts when called. */
  private async gather<S extends Subject, Before extends DecidedCheck>(
    subjects: readonly S[],
    timeZone: string,
    find: (checkIds: readonly string[]) => Promise<Before[]>,
    read?: FactsRead,
  ): Promise<Gathered<S, Before>[]> {
    const [factsOf, found] = await Promise.all([
      this.known.readMany(
        subjects.map(({ patientId }) => patientId),
        timeZone,
        read,
      ),
      find(subjects.map(({ checkId }) => checkId)),
    ]);
    const byId = new Map(found.map((check) => [check.id, check]));
    const contents = await this.planned.getContents(found.map(getUseNamedBefore));
    return subjects.map((subject) => {
      const before = byId.get(subject.checkId)!;
      return { subject, before, factsNow: () => factsOf.get(subject.patientId)!(resolvePlanned(subject, before, contents)) };
    });
  }

  private async getPublishedRulesets(subjects: readonly Subject[]): Promise<Map<Treatment, StoredRuleset>> {
    const treatments = [...new Set(subjects.map(({ treatment }) => treatment))];
    return new Map(await Promise.all(treatments.map(async (treatment) => [treatment, await this.rulesets.getPublished(treatment)] as const)));
  }
}
