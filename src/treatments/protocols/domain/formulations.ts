/** What the protocol suggests for the causes of a patient's hair loss, and what of it is left out for this patient. */
import { parseSubstances } from '../../../terminology/substances/index.js';
import type { Formulation } from './protocol.js';

/** Whom it is suggested to. */
export interface PatientToSuggest {
  /** Conditions that go on, by ICD-10 code. */
  conditions: readonly string[];
  /** Not excluded by the sex at birth, the age, an operation or an answer; contraception does not exclude it. */
  couldBecomePregnant: boolean;
}

export interface SuggestedFormulation {
  cause: string;
  substances: string[];
  /** What the protocol has for this cause, and is not suggested to somebody who could become pregnant. */
  leftOut: string[];
  source: string;
}

/**
 * Whether words name a 5-alpha-reductase inhibitor: finasteride and dutasteride can harm an unborn boy (summaries of product characteristics).
 * Words that may mean one count as one.
 */
export const harmsTheUnborn = (words: string): boolean => parseSubstances(words).found.some(({ groups }) => groups.includes('five-alpha-reductase-inhibitor'));

const bare = (code: string): string => code.replaceAll('.', '').toUpperCase();

/** Formulations for the causes that the patient has; what harms an unborn child only for those who cannot become pregnant. */
export const suggestFormulations = (formulations: readonly Formulation[], { conditions, couldBecomePregnant }: PatientToSuggest): SuggestedFormulation[] =>
  formulations
    .filter(({ codes }) => codes.some((code) => conditions.some((condition) => bare(condition).startsWith(bare(code)))))
    .map(({ cause, substances, source }) => {
      const leftOut = couldBecomePregnant ? substances.filter(harmsTheUnborn) : [];
      return { cause, substances: substances.filter((substance) => !leftOut.includes(substance)), leftOut, source };
    });
