import { defineProblems, type DefinedBy } from '../../platform/http/index.js';

/** The problem types of contraindication checks. */
export const contraindicationProblems = defineProblems({
  'not-overridable': {
    status: 409,
    title: 'Finding cannot be overridden',
    explanation: 'The rule, or the clause of it that fired, does not let anybody override it. The treatment stays ruled out until the facts change.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof contraindicationProblems> {}
}
