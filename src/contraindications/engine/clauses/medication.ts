import { toTruth, combineWithOr, evaluateWithin, type Truth } from '../../../kernel/truth.js';
import { meansMedicine } from '../codes.js';
import { fromDayNumber } from '../../../kernel/day.js';
import type { Evidence } from '../evaluation.js';
import type { MedicationFact } from '../facts.js';
import type { KnownMedication } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { MedicationClause } from '../ruleset.js';
import { createMissingLastTaken } from '../questions.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { combineAny, no, silent, answerUnclear, answerYes } from './result.js';
import type { ClauseResult } from './clause-result.js';

/** The use of a medicine on a day. A course that has ended by then was last taken on its last day. */
interface Taking {
  inUse: boolean;
  lastTaken: KnownMedication['lastTaken'];
}

/** The evidence of a medicine as it was recorded, whatever the day. */
export const createMedicineEvidence = (fact: MedicationFact): Evidence => ({
  fact: 'medication',
  ...(fact.atc === null ? {} : { code: { system: 'atc', code: fact.atc } }),
  text: fact.name,
  value: fact.inUse ? 'in use' : 'stopped',
  recordedAt: fact.recordedAt,
  source: fact.source,
});

const getTaking = ({ fact, lastTaken, endsOn }: KnownMedication, date: EvaluationDate): Taking => {
  if (endsOn === null) return { inUse: fact.inUse, lastTaken };
  return date.isPast(endsOn) ? { inUse: false, lastTaken: { first: endsOn, last: endsOn } } : { inUse: true, lastTaken: null };
};

const createEvidence = ({ fact: { atc, substance, name, recordedAt, source } }: KnownMedication, { inUse, lastTaken }: Taking): Evidence => {
  const code = atc === null ? { system: 'hairline', code: substance! } : { system: 'atc', code: atc };
  const value = inUse ? 'in use' : 'stopped';
  return lastTaken === null
    ? { fact: 'medication', code, text: name, value, recordedAt, source }
    : { fact: 'medication', code, text: name, value, on: fromDayNumber(lastTaken.last), recordedAt, source };
};

/** The whole days from a past day until this day. Registers the days on which a comparison with the two limits changes. */
const countDaysSince = (then: number, from: number, to: number, date: EvaluationDate): number => {
  if (Number.isFinite(from) && Number.isFinite(then)) date.hasCome(then + from);
  if (Number.isFinite(then)) date.isPast(then + to);
  return date.day - then;
};

/**
 * Whether the last dose was within the two limits of days before the day of the check. A medicine in use without a stated last day counts as taken on that very
 * day.
 */
const compareLastDose = ({ inUse, lastTaken }: Taking, from: number, to: number, date: EvaluationDate): Truth => {
  if (lastTaken === null) return inUse ? toTruth(from <= 0) : 'unknown';
  return evaluateWithin({ min: countDaysSince(lastTaken.last, from, to, date), max: countDaysSince(lastTaken.first, from, to, date) }, from, to);
};

/** Compiles a clause about medicines, by ATC code or by a group that the code belongs to. Days are calendar days: from the 1st to the 15th are 14 days. */
export const compileMedication = (clause: MedicationClause, { maxAge, exact, indexes }: CompileContext): CompiledClause => {
  const number = indexes.medications.add(meansMedicine(clause.medication));
  const windows: [from: number, to: number][] = [
    ...(clause.lastTakenWithinDays === undefined ? [] : [[-Infinity, clause.lastTakenWithinDays] as [number, number]]),
    ...(clause.lastTakenDaysAgo === undefined ? [] : [clause.lastTakenDaysAgo]),
  ];
  const read = (medicine: KnownMedication, date: EvaluationDate): ClauseResult => {
    const taking = getTaking(medicine, date);
    if ((clause.status === 'active' && !taking.inUse) || (clause.lastTaken === 'not-stated' && taking.lastTaken !== null)) return no;
    const truth = windows.length === 0 ? 'yes' : combineWithOr(windows.map(([from, to]) => compareLastDose(taking, from, to, date)));
    if (truth === 'unknown') return answerUnclear(() => [createMissingLastTaken(medicine.fact)]);
    return truth === 'yes' ? answerYes(() => [createEvidence(medicine, taking)]) : no;
  };
  return (known, date) => {
    const matching = known.listMedications(number);
    const result = matching.length === 0 ? no : combineAny(matching.map((medicine) => read(medicine, date)));
    if (result.truth !== 'no') return result;
    return !exact || known.isComplete('medications', date, maxAge.history) ? no : silent;
  };
};
