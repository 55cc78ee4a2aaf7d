import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import { evaluate, type Facts, type Outcome, type Treatment } from '../engine/index.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import type { StoredRuleset } from '../rulesets/rulesets.repository.js';
import { carriedOver } from './carry-over.js';
import type { CheckResponse } from './check.dto.js';
import { toResponse } from './check.response.js';
import { ChecksRepository, type EarlierCheck, type StoredCheck } from './checks.repository.js';
import { effectiveOutcome, effectiveOutcomes, rulesOverridden } from './effective-outcome.js';
import { KnownFactsService } from './known-facts.service.js';

/** Somebody who is to be checked anew. */
export interface Subject {
  patientId: string;
  treatment: Treatment;
  plannedOn: string;
  /** The check that counted so far: what is to be used, and what was overridden, are taken over from it. */
  checkId: string;
}

/** What came of it; not kept yet. */
export interface Screened {
  outcomeBefore: Outcome;
  outcomeNow: Outcome;
  /** Whether any rule says something else than in the check before, overrides that hold counted. */
  changed: boolean;
  check: CheckResponse;
  /** What is to be kept of it. */
  record: { check: StoredCheck; facts: Facts };
}

/** How one ruleset in place of another would change what is said of somebody. */
export interface Comparison {
  outcomeBefore: Outcome;
  outcomeAfter: Outcome;
  rules: { ruleId: string; before: Outcome | null; after: Outcome | null }[];
}

export interface ScreeningContext {
  timeZone: string;
  /** In whose name it is done. */
  checkedBy: string;
}

/**
 * Checks many people at once with what is known of them at this moment: facts and earlier checks are read in one round trip for
 * all of them.
 */
@Injectable()
export class ScreeningsService {
  constructor(
    private readonly checks: ChecksRepository,
    private readonly known: KnownFactsService,
    private readonly rulesets: RulesetsService,
    private readonly clock: Clock,
  ) {}

  /** In the order of the subjects. */
  async screen(subjects: readonly Subject[], { timeZone, checkedBy }: ScreeningContext): Promise<Screened[]> {
    const [gathered, rulesets] = await Promise.all([this.gather(subjects, timeZone), this.publishedFor(subjects)]);
    const evaluatedAt = this.clock.now();
    return gathered.map(({ subject, before, facts }): Screened => {
      const ruleset = rulesets.get(subject.treatment)!;
      const { patientId, treatment, plannedOn } = subject;
      const { validUntil, ...evaluation } = evaluate(ruleset.content, facts, { plannedOn, timeZone });
      const check: StoredCheck = {
        id: newId(),
        patientId,
        consultationId: null,
        treatment,
        plannedOn,
        ingredients: before.ingredients,
        products: before.products,
        outcome: evaluation.outcome,
        findings: evaluation.findings,
        contradictions: evaluation.contradictions,
        earliestClearOn: evaluation.earliestClearOn,
        rulesetId: ruleset.id,
        rulesetVersion: ruleset.version,
        checkedBy,
        evaluatedAt,
        validUntil: new Date(validUntil),
        timeZone,
        overrides: carriedOver(before, { rulesetId: ruleset.id, findings: evaluation.findings }),
      };
      const [was, is] = [
        effectiveOutcomes(before.outcomes, rulesOverridden(before.overrides)),
        effectiveOutcomes(check.findings, rulesOverridden(check.overrides)),
      ];
      return {
        outcomeBefore: effectiveOutcome(before.outcomes, rulesOverridden(before.overrides)),
        outcomeNow: effectiveOutcome(check.findings, rulesOverridden(check.overrides)),
        changed: differences(was, is).length > 0,
        check: toResponse(check),
        record: { check, facts },
      };
    });
  }

  async keep(screened: readonly Screened[]): Promise<void> {
    await this.checks.insert(screened.map(({ record }) => ({ ...record, onSessionDay: false })));
  }

  /** What a draft would say in place of what the published rules say, both of what is known now; an override does not outlive its rules. */
  async compare(subjects: readonly Subject[], draft: StoredRuleset['content'], timeZone: string): Promise<Comparison[]> {
    const [gathered, rulesets] = await Promise.all([this.gather(subjects, timeZone), this.publishedFor(subjects)]);
    return gathered.map(({ subject: { treatment, plannedOn }, before, facts }) => {
      const published = rulesets.get(treatment)!;
      const now = evaluate(published.content, facts, { plannedOn, timeZone }).findings;
      const held = carriedOver(before, { rulesetId: published.id, findings: now });
      const then = evaluate(draft, facts, { plannedOn, timeZone }).findings;
      return {
        outcomeBefore: effectiveOutcome(now, rulesOverridden(held)),
        outcomeAfter: effectiveOutcome(then, new Set()),
        rules: differences(effectiveOutcomes(now, rulesOverridden(held)), effectiveOutcomes(then, new Set())),
      };
    });
  }

  private async gather(subjects: readonly Subject[], timeZone: string): Promise<{ subject: Subject; before: EarlierCheck; facts: Facts }[]> {
    const [factsOf, earlier] = await Promise.all([
      this.known.ofMany(
        subjects.map(({ patientId }) => patientId),
        timeZone,
      ),
      this.checks.earlier(subjects.map(({ checkId }) => checkId)),
    ]);
    const before = new Map(earlier.map((check) => [check.id, check]));
    return subjects.map((subject) => {
      const check = before.get(subject.checkId)!;
      return { subject, before: check, facts: factsOf.get(subject.patientId)!(check.ingredients) };
    });
  }

  private async publishedFor(subjects: readonly Subject[]): Promise<Map<Treatment, StoredRuleset>> {
    const treatments = [...new Set(subjects.map(({ treatment }) => treatment))];
    return new Map(await Promise.all(treatments.map(async (treatment) => [treatment, await this.rulesets.published(treatment)] as const)));
  }
}

/** The rules that say something else; null for a rule that one of the two does not have, which says as little as one that is clear. */
const differences = (was: ReadonlyMap<string, Outcome>, is: ReadonlyMap<string, Outcome>): Comparison['rules'] =>
  [...new Set([...was.keys(), ...is.keys()])]
    .map((ruleId) => ({ ruleId, before: was.get(ruleId) ?? null, after: is.get(ruleId) ?? null }))
    .filter(({ before, after }) => (before ?? 'clear') !== (after ?? 'clear'));
