import { or, within, type Truth } from '../../../kernel/truth.js';
import type { Facts, MedicationFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { Moment } from '../moment.js';
import type { MedicationClause } from '../ruleset.js';
import { lastTakenUnclear } from '../questions.js';
import { anyOf, no, unclear, yes, type ClauseResult } from './result.js';

const evidence = (fact: MedicationFact): Evidence => ({
  fact: 'medication',
  ...(fact.atc === null ? {} : { code: { system: 'atc', code: fact.atc } }),
  text: fact.name,
  value: fact.inUse ? 'in use' : 'stopped',
  ...(fact.lastTaken ? { on: fact.lastTaken.last } : {}),
  recordedAt: fact.recordedAt,
  source: fact.source,
});

/** Whether the last dose was between so many days before the day of the check. One in use whose last day nobody stated is taken on that very day. */
const takenBetween = (fact: MedicationFact, from: number, to: number, moment: Moment): Truth => {
  if (fact.lastTaken === null) return fact.inUse ? within({ min: 0, max: 0 }, from, to) : 'unknown';
  const turns = [from, to + 1];
  const min = moment.daysSince(fact.lastTaken.last, turns);
  const max = fact.lastTaken.first === null ? Infinity : moment.daysSince(fact.lastTaken.first, turns);
  return within({ min, max }, from, to);
};

/** A medicine by the prefix of its ATC code. Days are calendar days: taken on the 1st, planned on the 15th is 14. */
export const medication = (clause: MedicationClause, facts: Facts, moment: Moment): ClauseResult => {
  const results = facts.medications
    .filter((fact) => fact.atc !== null && clause.medication.some((prefix) => fact.atc!.toUpperCase().startsWith(prefix)))
    .filter((fact) => clause.status === undefined || fact.inUse)
    .filter((fact) => clause.lastTaken === undefined || fact.lastTaken === null)
    .map((fact): ClauseResult => {
      const windows: Truth[] = [];
      if (clause.lastTakenWithinDays !== undefined) windows.push(takenBetween(fact, -Infinity, clause.lastTakenWithinDays, moment));
      if (clause.lastTakenDaysAgo) windows.push(takenBetween(fact, ...clause.lastTakenDaysAgo, moment));
      const truth = windows.length === 0 ? 'yes' : or(windows);
      if (truth === 'unknown') return unclear(lastTakenUnclear(fact));
      return truth === 'yes' ? yes(evidence(fact)) : no;
    });
  return results.length === 0 ? no : anyOf(results);
};
