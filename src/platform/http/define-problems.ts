import type { ProblemType } from '../../kernel/failure.js';

/** A problem type as a client meets it. Only here does a failure get an HTTP status. */
export interface ProblemDefinition {
  status: number;
  title: string;
  /** What happened and what the caller can do. Served at `/problems/{type}`. */
  explanation: string;
}

/** All problem types of the application: the compiler says which one a module declared and nobody put in. */
export type ProblemDefinitions = Readonly<Record<ProblemType, ProblemDefinition>>;

/** For the dependency injection: the `ProblemDefinitions`. */
export const PROBLEMS = Symbol('problems');

/** The problem types of a feature, which adds them to `ProblemTypes` of `kernel/failure.ts` in the same file. */
export const defineProblems = <const Type extends string>(problems: Readonly<Record<Type, ProblemDefinition>>): typeof problems => problems;

/** What a feature adds to `ProblemTypes`. */
export type DefinedBy<Problems> = { readonly [Type in keyof Problems]: true };
