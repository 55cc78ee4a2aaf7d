/** Selects what the protocol suggests for the causes of a patient's hair loss, and what it does not suggest to this patient. */
import { parseSubstances } from '../../../terminology/substances/index.js';
import type { Formulation } from './protocol.js';

/** The facts of the patient on which the suggestion depends. */
export interface PatientToSuggest {
  /** The ICD-10 codes of the patient's present conditions. */
  conditions: readonly string[];
  /** Whether a pregnancy is not excluded by the sex at birth, the age, an operation or an answer; contraception does not exclude it. */
  couldBecomePregnant: boolean;
}

export interface SuggestedFormulation {
  cause: string;
  substances: string[];
  /** The substances of the protocol for this cause that are not suggested to somebody who could become pregnant. */
  leftOut: string[];
  source: string;
}

/**
 * Whether a text names a 5-alpha-reductase inhibitor. Finasteride and dutasteride can harm an unborn boy (summaries of product
 * characteristics). An ambiguous name counts as one.
 */
export const harmsTheUnborn = (words: string): boolean => parseSubstances(words).found.some(({ groups }) => groups.includes('five-alpha-reductase-inhibitor'));

const withoutDot = (code: string): string => code.replaceAll('.', '').toUpperCase();

/**
 * Suggests formulations for the patient's causes of hair loss. Substances that harm an unborn child are suggested only to those who cannot
 * become pregnant.
 */
export const suggestFormulations = (formulations: readonly Formulation[], { conditions, couldBecomePregnant }: PatientToSuggest): SuggestedFormulation[] =>
  formulations
    .filter(({ codes }) => codes.some((code) => conditions.some((condition) => withoutDot(condition).startsWith(withoutDot(code)))))
    .map(({ cause, substances, source }) => {
      const leftOut = couldBecomePregnant ? substances.filter(harmsTheUnborn) : [];
      return { cause, substances: substances.filter((substance) => !leftOut.includes(substance)), leftOut, source };
    });
