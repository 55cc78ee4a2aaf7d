import { dayNumber } from '../../../kernel/day.js';
import { and, not, truthOf, type Truth } from '../../../kernel/truth.js';
import { canonicalLimit } from '../limits.js';
import type { LabFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { LabLimitClause, LabOnFileClause, LabReferenceClause, LabWordClause } from '../ruleset.js';
import { labUnclear, resultOutdated } from '../questions.js';
import type { Ask, Making } from './ask.js';
import { anyOf, no, silent, unclear, yes } from './result.js';
import type { ClauseResult } from './clause-result.js';

export const labEvidence = ({ analyte, code, value, comparator, unit, text, on, recordedAt, source }: LabFact): Evidence => {
  const evidence: Evidence = { fact: 'lab', about: analyte };
  if (code) evidence.code = code;
  if (value !== null) evidence.value = comparator === null ? value : `${comparator}${value}`;
  else if (text !== null) evidence.value = text;
  if (value !== null && unit !== null) evidence.unit = unit;
  evidence.on = on;
  evidence.recordedAt = recordedAt;
  evidence.source = source;
  return evidence;
};

/**
 * Asks the newest result. While it is young enough it says yes or no. One that is too old denies nothing, and one that would
 * say yes asks for a new one: the calendar heals nobody. Of several of one moment that differ, one that says yes is enough.
 */
const askNewest =
  (analyte: string, maxAgeDays: number | undefined, read: (fact: LabFact) => ClauseResult): Ask =>
  ({ facts }, moment) => {
    const fact = facts.labs[analyte];
    if (!fact) return silent;
    const said = fact.others === undefined ? read(fact) : anyOf([fact, ...fact.others].map(read));
    if (moment.isFresh(dayNumber(fact.on), maxAgeDays)) return said;
    return said.truth === 'yes' || said.open ? unclear(() => [resultOutdated(fact, maxAgeDays ?? 0)]) : silent;
  };

/** What a laboratory could not decide: neither positive nor negative. */
const INDETERMINATE = 'indeterminate';

type Limits = Pick<LabLimitClause, 'ge' | 'gt' | 'le' | 'lt'>;

/**
 * Whether the true value is within the limits. A figure with a comparator leaves a half-line of values, its end
 * included for `<=` and `>=`: less than 20 is certainly less than 100, and leaves open whether it is less than 10.
 */
const insideLimits = ({ ge, gt, le, lt }: Limits, value: number, comparator: LabFact['comparator']): Truth => {
  if (comparator === null) {
    const reaches = (ge === undefined || value >= ge) && (gt === undefined || value > gt);
    return truthOf(reaches && (le === undefined || value <= le) && (lt === undefined || value < lt));
  }
  const from = comparator === '<' || comparator === '<=' ? -Infinity : value;
  const to = comparator === '>' || comparator === '>=' ? Infinity : value;
  const [withoutFrom, withoutTo] = [comparator === '>', comparator === '<'];
  /** Whether all values reach the limit; or lie past it, when `strictly`. */
  const above = (limit: number, strictly: boolean): Truth => {
    if (from > limit || (from === limit && (!strictly || withoutFrom))) return 'yes';
    return to < limit || (to === limit && (strictly || withoutTo)) ? 'no' : 'unknown';
  };
  return and([
    ge === undefined ? 'yes' : above(ge, false),
    gt === undefined ? 'yes' : above(gt, true),
    le === undefined ? 'yes' : not(above(le, true)),
    lt === undefined ? 'yes' : not(above(lt, false)),
  ]);
};

/** The limits in the analyte's canonical unit, in which results are kept. */
const canonical = ({ lab, unit, ge, gt, le, lt }: LabLimitClause): Limits => {
  const limit = (value: number | undefined): number | undefined => (value === undefined ? undefined : canonicalLimit(lab, value, unit));
  return { ge: limit(ge), gt: limit(gt), le: limit(le), lt: limit(lt) };
};

export const labLimit = (clause: LabLimitClause, { maxAge }: Making): Ask => {
  const limits = canonical(clause);
  return askNewest(clause.lab, maxAge.lab, (fact) => {
    if (fact.value === null) return silent;
    const truth = insideLimits(limits, fact.value, fact.comparator);
    if (truth === 'unknown') return unclear(() => [labUnclear(fact)]);
    return truth === 'yes' ? yes(() => [labEvidence(fact)]) : no;
  });
};

export const labWord = (clause: LabWordClause, { maxAge }: Making): Ask =>
  askNewest(clause.lab, clause.withinDays ?? maxAge.lab, (fact) => {
    if (fact.text === null) return silent;
    const word = fact.text.toLowerCase();
    // What the laboratory could not tell never passes for a no.
    if (word === INDETERMINATE) return unclear(() => [labUnclear(fact)]);
    return word === clause.is ? yes(() => [labEvidence(fact)]) : no;
  });

export const labReference = (clause: LabReferenceClause, { maxAge }: Making): Ask =>
  askNewest(clause.lab, maxAge.lab, (fact) => {
    if (fact.interpretation === null) return fact.comparator === null ? silent : unclear(() => [labUnclear(fact)]);
    return fact.interpretation === 'N' ? no : yes(() => [labEvidence(fact)]);
  });

/** Results of any age. None on file is a plain no: it is the file that is asked about, not the person. */
export const labOnFile =
  ({ labOnFile: analytes }: LabOnFileClause): Ask =>
  ({ facts }) => {
    const found = analytes.map((analyte) => facts.labs[analyte]).filter((fact) => fact !== undefined);
    return found.length > 0 ? yes(() => found.map(labEvidence)) : no;
  };
