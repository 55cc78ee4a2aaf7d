import type { ProblemType } from '../../kernel/failure.js';
import type { Language } from '../../kernel/language.js';
import { getMessages, type MessageKey } from '../../messages/index.js';

/** A problem type as a client meets it. Nothing else gives a failure its HTTP status. */
export interface ProblemDefinition {
  status: number;
  /** What happened and what the caller can do. Served at `/problems/{type}`. */
  explanation: string;
}

/** All problem types of the application. The compiler names a type that a module declared and the application left out. */
export type ProblemDefinitions = Readonly<Record<ProblemType, ProblemDefinition>>;

/** The injection token of the `ProblemDefinitions`. */
export const PROBLEMS = Symbol('problems');

/**
 * Defines the problem types of a feature. The same file adds them to `ProblemTypes` of `kernel/failure.ts`. The title of each stands among the messages
 * `problems` of every language.
 */
export const defineProblems = <const Type extends MessageKey<'problems'>>(problems: Readonly<Record<Type, ProblemDefinition>>): typeof problems => problems;

/** The members that a feature adds to `ProblemTypes`. */
export type DefinedBy<Problems> = { readonly [Type in keyof Problems]: true };

/** The title of a problem type: a few words. */
export const getProblemTitle = (type: ProblemType, language: Language): string => getMessages('problems', language).say(type);
