import type { Truth } from '../../../kernel/truth.js';
import type { Answer, Facts } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { BreastfeedingClause, CapacityClause, PregnancyClause, ScreeningClause } from '../ruleset.js';
import { no, silent, yes, type ClauseResult } from './result.js';

export const answerEvidence = (fact: string, answer: Answer, about?: string): Evidence => ({
  fact,
  ...(about === undefined ? {} : { about }),
  value: answer.value,
  on: answer.on,
  recordedAt: answer.recordedAt,
  source: answer.source,
});

/** An answer that was given does not get too old to count against the treatment; too old to clear it is for `needsData`. */
const answered = (answer: Answer | null | undefined, wanted: Exclude<Truth, 'unknown'>, evidence: (answer: Answer) => Evidence): ClauseResult => {
  if (!answer) return silent;
  return answer.value === wanted ? yes(evidence(answer)) : no;
};

export const screening = (clause: ScreeningClause, facts: Facts): ClauseResult =>
  answered(facts.screening[clause.screening], clause.is, (answer) => answerEvidence('screening', answer, clause.screening));

export const pregnancy = (clause: PregnancyClause, facts: Facts): ClauseResult =>
  answered(facts.pregnancy, clause.pregnancy, (answer) => answerEvidence('pregnancy', answer));

export const breastfeeding = (clause: BreastfeedingClause, facts: Facts): ClauseResult =>
  answered(facts.breastfeeding, clause.breastfeeding, (answer) => answerEvidence('breastfeeding', answer));

export const capacityForPregnancy = (clause: CapacityClause, facts: Facts): ClauseResult =>
  answered(facts.capacityForPregnancy, clause.capacityForPregnancy, (answer) => answerEvidence('capacity-for-pregnancy', answer));
