import { computeDayNumber } from '../../../kernel/day.js';
import { combineWithAnd, negateTruth, toTruth, type Truth } from '../../../kernel/truth.js';
import { toCanonicalLimit } from '../limits.js';
import type { LabFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { LabLimitClause, LabOnFileClause, LabReferenceClause, LabWordClause } from '../ruleset.js';
import { createMissingFigure, createMissingRecentResult } from '../questions.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { combineAll, combineAny, no, answerNo, silent, answerUnclear, answerYes } from './result.js';
import type { ClauseResult } from './clause-result.js';

export const createLabEvidence = ({ analyte, code, value, comparator, unit, text, preliminary, on, recordedAt, source }: LabFact): Evidence => {
  const evidence: Evidence = { fact: 'lab', about: analyte };
  if (code) evidence.code = code;
  if (value !== null) evidence.value = comparator === null ? value : `${comparator}${value}`;
  else if (text !== null) evidence.value = text;
  if (value !== null && unit !== null) evidence.unit = unit;
  if (preliminary) evidence.preliminary = true;
  evidence.on = on;
  evidence.recordedAt = recordedAt;
  evidence.source = source;
  return evidence;
};

/** The result of a clause for a preliminary laboratory result: it counts where it is against the treatment, and otherwise only once the result is final. */
const toPreliminaryResult = (said: ClauseResult, fact: LabFact, against: boolean): ClauseResult => {
  if (said.truth === 'unknown' || (said.truth === 'yes') === against) return said.truth === 'no' ? answerNo(() => [createLabEvidence(fact)]) : said;
  return silent;
};

/**
 * Compiles a clause about the newest result. A recent result is `yes` or `no`. A result that is too old is never `no`; where it would be `yes`, a new result is
 * asked for, because a value does not improve merely by ageing. Of several results that all count, one against the treatment is enough.
 */
const askNewest = (analyte: string, { against }: CompileContext, maxAgeDays: number | undefined, read: (fact: LabFact) => ClauseResult): CompiledClause => {
  const ask = (fact: LabFact, date: EvaluationDate): ClauseResult => {
    const said = fact.preliminary ? toPreliminaryResult(read(fact), fact, against) : read(fact);
    if (date.isFresh(computeDayNumber(fact.on), maxAgeDays)) return said;
    return said.truth === 'yes' || said.open ? answerUnclear(() => [createMissingRecentResult(fact, maxAgeDays ?? 0)]) : silent;
  };
  const together = against ? combineAny : combineAll;
  return ({ facts }, date) => {
    const fact = facts.labs[analyte];
    if (!fact) return silent;
    const said = ask(fact, date);
    if (fact.others === undefined) return said;
    // A preliminary result without a statement does not weaken the other results.
    const others = fact.others.map((other) => ({ one: other, says: ask(other, date) })).filter(({ one, says }) => !one.preliminary || says !== silent);
    return together([said, ...others.map(({ says }) => says)]);
  };
};

/** The word for a result that is neither positive nor negative. */
const INDETERMINATE = 'indeterminate';

type Limits = Pick<LabLimitClause, 'ge' | 'gt' | 'le' | 'lt'>;

/**
 * Whether the true value is within the limits. A figure with a comparator means a half-line of values, including its end for `<=` and `>=`: "less than 20" is
 * certainly less than 100, and may or may not be less than 10.
 */
const compareValueWithLimits = ({ ge, gt, le, lt }: Limits, value: number, comparator: LabFact['comparator']): Truth => {
  if (comparator === null) {
    const reaches = (ge === undefined || value >= ge) && (gt === undefined || value > gt);
    return toTruth(reaches && (le === undefined || value <= le) && (lt === undefined || value < lt));
  }
  const from = comparator === '<' || comparator === '<=' ? -Infinity : value;
  const to = comparator === '>' || comparator === '>=' ? Infinity : value;
  const [withoutFrom, withoutTo] = [comparator === '>', comparator === '<'];
  /** Whether all values are at or above the limit; with `strictly`, above it. */
  const above = (limit: number, strictly: boolean): Truth => {
    if (from > limit || (from === limit && (!strictly || withoutFrom))) return 'yes';
    return to < limit || (to === limit && (strictly || withoutTo)) ? 'no' : 'unknown';
  };
  return combineWithAnd([
    ge === undefined ? 'yes' : above(ge, false),
    gt === undefined ? 'yes' : above(gt, true),
    le === undefined ? 'yes' : negateTruth(above(le, true)),
    lt === undefined ? 'yes' : negateTruth(above(lt, false)),
  ]);
};

/** Converts the limits to the analyte's canonical unit, in which results are stored. */
const toCanonicalLimits = ({ lab, unit, ge, gt, le, lt }: LabLimitClause): Limits => {
  const limit = (value: number | undefined): number | undefined => (value === undefined ? undefined : toCanonicalLimit(lab, value, unit));
  return { ge: limit(ge), gt: limit(gt), le: limit(le), lt: limit(lt) };
};

export const compileLabLimit = (clause: LabLimitClause, context: CompileContext): CompiledClause => {
  const limits = toCanonicalLimits(clause);
  return askNewest(clause.lab, context, context.maxAge.lab, (fact) => {
    if (fact.value === null) return silent;
    const truth = compareValueWithLimits(limits, fact.value, fact.comparator);
    if (truth === 'unknown') return answerUnclear(() => [createMissingFigure(fact)]);
    return truth === 'yes' ? answerYes(() => [createLabEvidence(fact)]) : no;
  });
};

export const compileLabWord = (clause: LabWordClause, context: CompileContext): CompiledClause =>
  askNewest(clause.lab, context, clause.withinDays ?? context.maxAge.lab, (fact) => {
    if (fact.text === null) return silent;
    const word = fact.text.toLowerCase();
    // An indeterminate result never counts as a no.
    if (word === INDETERMINATE) return answerUnclear(() => [createMissingFigure(fact)]);
    return word === clause.is ? answerYes(() => [createLabEvidence(fact)]) : no;
  });

export const compileLabReference = (clause: LabReferenceClause, context: CompileContext): CompiledClause =>
  askNewest(clause.lab, context, context.maxAge.lab, (fact) => {
    if (fact.interpretation === null) return fact.comparator === null ? silent : answerUnclear(() => [createMissingFigure(fact)]);
    return fact.interpretation === 'N' ? no : answerYes(() => [createLabEvidence(fact)]);
  });

/**
 * Compiles a clause about results of any age, and preliminary ones where they count against the treatment. Without a recorded result the clause is `no`,
 * because it asks about the record and not about the person.
 */
export const compileLabOnFile =
  ({ labOnFile: analytes }: LabOnFileClause, { against }: CompileContext): CompiledClause =>
  ({ facts }) => {
    const onFile = analytes.map((analyte) => facts.labs[analyte]).filter((fact) => fact !== undefined);
    const found = onFile.filter(({ preliminary }) => against || !preliminary);
    return found.length > 0 ? answerYes(() => found.map(createLabEvidence)) : no;
  };
