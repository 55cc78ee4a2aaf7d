import { defineProblems, type DefinedBy } from '../http/define-problems.js';

/** The problem types of what is signed. */
export const signingProblems = defineProblems({
  'not-responsible': {
    status: 409,
    title: 'Another dermatologist is responsible',
    explanation: 'The consultation, or the session, is another dermatologist’s. Who signs it all the same takes it over, and says why in `takeOverReason`.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof signingProblems> {}
}
