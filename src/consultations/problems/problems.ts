import { defineProblems, type DefinedBy } from '../../platform/http/index.js';

/** The problem types of consultations. */
export const consultationProblems = defineProblems({
  'consultation-incomplete': {
    status: 409,
    title: 'Consultation is not complete',
    explanation: 'The consultation misses what a signed one needs. `errors` names all of it at once.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof consultationProblems> {}
}
