import { and, not, type Truth } from '../../../kernel/truth.js';
import type { Facts, LabFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { Moment } from '../moment.js';
import type { LabLimitClause, LabOnFileClause, LabReferenceClause, LabWordClause } from '../ruleset.js';
import { labUnclear } from '../questions.js';
import { no, silent, unclear, yes, type ClauseResult } from './result.js';

const valueOf = ({ value, comparator, text }: LabFact): Pick<Evidence, 'value'> => {
  if (value !== null) return { value: comparator === null ? value : `${comparator}${value}` };
  return text === null ? {} : { value: text };
};

export const labEvidence = (fact: LabFact): Evidence => ({
  fact: 'lab',
  about: fact.analyte,
  ...(fact.code ? { code: fact.code } : {}),
  ...valueOf(fact),
  ...(fact.value !== null && fact.unit !== null ? { unit: fact.unit } : {}),
  on: fact.on,
  recordedAt: fact.recordedAt,
  source: fact.source,
});

/** The newest result while it is young enough: an older one counts neither for nor against. */
const fresh = (analyte: string, facts: Facts, moment: Moment, maxAgeDays: number | undefined): LabFact | null => {
  const fact = facts.labs[analyte];
  return fact && moment.isFresh(fact.on, maxAgeDays) ? fact : null;
};

/**
 * Whether the true value is within the limits. A figure with a comparator leaves a half-line of values, its end
 * included for `<=` and `>=`: less than 20 is certainly less than 100, and leaves open whether it is less than 10.
 */
const insideLimits = ({ ge, gt, le, lt }: LabLimitClause, value: number, comparator: LabFact['comparator']): Truth => {
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

export const labLimit = (clause: LabLimitClause, facts: Facts, moment: Moment, maxAgeDays: number | undefined): ClauseResult => {
  const fact = fresh(clause.lab, facts, moment, maxAgeDays);
  if (!fact || fact.value === null) return silent;
  const truth = insideLimits(clause, fact.value, fact.comparator);
  if (truth === 'unknown') return unclear(labUnclear(fact));
  return truth === 'yes' ? yes(labEvidence(fact)) : no;
};

export const labWord = (clause: LabWordClause, facts: Facts, moment: Moment, maxAgeDays: number | undefined): ClauseResult => {
  const fact = fresh(clause.lab, facts, moment, clause.withinDays ?? maxAgeDays);
  if (!fact || fact.text === null) return silent;
  return fact.text.toLowerCase() === clause.is.toLowerCase() ? yes(labEvidence(fact)) : no;
};

export const labReference = (clause: LabReferenceClause, facts: Facts, moment: Moment, maxAgeDays: number | undefined): ClauseResult => {
  const fact = fresh(clause.lab, facts, moment, maxAgeDays);
  if (!fact) return silent;
  if (fact.interpretation === null) return fact.comparator === null ? silent : unclear(labUnclear(fact));
  return fact.interpretation === 'N' ? no : yes(labEvidence(fact));
};

export const labOnFile = (clause: LabOnFileClause, facts: Facts): ClauseResult => {
  const found = clause.labOnFile.map((analyte) => facts.labs[analyte]).filter((fact) => fact !== undefined);
  return found.length > 0 ? yes(...found.map(labEvidence)) : no;
};
