import { StartError } from '../config.js';
import { describeEvaluation, evaluateDuplicates, REQUIRED } from '../patients/index.js';
import { printResult } from './output.js';

export interface EvaluationOptions {
  people: string;
  seed: string;
  json?: boolean;
}

const MOST_PEOPLE = 200_000;

const wholeNumber = (text: string, option: string, least: number, most: number): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new StartError(`${option} is a whole number from ${least} to ${most}.`);
  return value;
};

/** Measures how well duplicates are found in a synthetic clinic; fails below what is required. */
export const evaluateDuplicateScore = (options: EvaluationOptions): void => {
  const people = wholeNumber(options.people, '--people', 100, MOST_PEOPLE);
  const evaluation = evaluateDuplicates({ people, seed: wholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1) });
  printResult(options, evaluation, describeEvaluation(evaluation));
  if (!evaluation.isSufficient) throw new StartError(`Below what is required: precision ${REQUIRED.precision}, recall ${REQUIRED.recall}.`);
};
