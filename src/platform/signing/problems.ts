import { defineProblems, type DefinedBy } from '../http/define-problems.js';

/** The problem types of signing. */
export const signingProblems = defineProblems({
  'not-responsible': {
    status: 409,
    explanation: 'The consultation, or the session, is another dermatologist’s. Who signs it all the same takes it over, and says why in `takeOverReason`.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof signingProblems> {}
}
