import type { Facts, LabFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { Moment } from '../moment.js';
import type { LabLimitClause, LabOnFileClause, LabReferenceClause, LabWordClause } from '../ruleset.js';
import { no, silent, yes, type ClauseResult } from './result.js';

export const labEvidence = (fact: LabFact): Evidence => ({
  fact: 'lab',
  about: fact.analyte,
  ...(fact.code ? { code: fact.code } : {}),
  ...(fact.value === null ? (fact.text === null ? {} : { value: fact.text }) : { value: fact.value }),
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

export const labLimit = (clause: LabLimitClause, facts: Facts, moment: Moment, maxAgeDays: number | undefined): ClauseResult => {
  const fact = fresh(clause.lab, facts, moment, maxAgeDays);
  if (!fact || fact.value === null) return silent;
  const { value } = fact;
  const inside =
    (clause.ge === undefined || value >= clause.ge) &&
    (clause.gt === undefined || value > clause.gt) &&
    (clause.le === undefined || value <= clause.le) &&
    (clause.lt === undefined || value < clause.lt);
  return inside ? yes(labEvidence(fact)) : no;
};

export const labWord = (clause: LabWordClause, facts: Facts, moment: Moment, maxAgeDays: number | undefined): ClauseResult => {
  const fact = fresh(clause.lab, facts, moment, clause.withinDays ?? maxAgeDays);
  if (!fact || fact.text === null) return silent;
  return fact.text.toLowerCase() === clause.is.toLowerCase() ? yes(labEvidence(fact)) : no;
};

export const labReference = (clause: LabReferenceClause, facts: Facts, moment: Moment, maxAgeDays: number | undefined): ClauseResult => {
  const fact = fresh(clause.lab, facts, moment, maxAgeDays);
  if (!fact || fact.interpretation === null) return silent;
  return fact.interpretation === 'N' ? no : yes(labEvidence(fact));
};

export const labOnFile = (clause: LabOnFileClause, facts: Facts): ClauseResult => {
  const found = clause.labOnFile.map((analyte) => facts.labs[analyte]).filter((fact) => fact !== undefined);
  return found.length > 0 ? yes(...found.map(labEvidence)) : no;
};
