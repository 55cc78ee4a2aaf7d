import { defineProblems, type DefinedBy } from '../../platform/http/index.js';

/** The problem types of price list, quotes and bills. */
export const estimateProblems = defineProblems({
  'price-missing': {
    status: 409,
    title: 'The price list has no such price',
    explanation: 'The clinic’s price list says nothing of this treatment. Set it with `PUT /v1/price-list`.',
  },
  'estimate-not-open': {
    status: 409,
    title: 'The quote is not open',
    explanation:
      'Only a quote that is offered is accepted; `estimateStatus` says what it is: accepted already, superseded by a newer one, or expired. Make a new one.',
  },
  'estimate-not-accepted': {
    status: 409,
    title: 'No quote was accepted',
    explanation: 'A bill is held against the quote that the patient accepted, and there is none for this plan.',
  },
  'bill-beyond-tolerance': {
    status: 409,
    title: 'The bill differs too much from the quote',
    explanation:
      'It differs by more than the clinic’s tolerance. `difference` explains it, and `needed` says what is missing: a `reason`, and for a higher bill the patient’s `acceptance`.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof estimateProblems> {}
}
