/**
 * npm run duplicate-score [-- --people N] [--seed N] [--json]: finds people who were registered twice in a synthetic clinic, with the product's own keys
 * and score. Ends with 1 below the required precision and recall. The same seed makes the same people.
 */
import { parseArgs } from 'node:util';
import { evaluateDuplicates, REQUIRED } from '../test/cases/duplicates/measure.ts';
import { describeEvaluation } from '../test/cases/duplicates/report.ts';

const { values: options } = parseArgs({
  options: { people: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
});

const wholeNumber = (name, least, most) => {
  const value = Number(options[name]);
  if (!/^\d+$/.test(options[name]) || value < least || value > most) {
    console.error(`--${name} is a whole number from ${least} to ${most}.`);
    process.exit(2);
  }
  return value;
};

const evaluation = evaluateDuplicates({ people: wholeNumber('people', 100, 200_000), seed: wholeNumber('seed', 0, 2 ** 31 - 1) });
console.log(options.json ? JSON.stringify(evaluation, null, 2) : describeEvaluation(evaluation));
if (!evaluation.isSufficient) {
  console.error(`Below what is required: precision ${REQUIRED.precision}, recall ${REQUIRED.recall}.`);
  process.exit(1);
}
