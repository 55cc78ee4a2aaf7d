/**
 * What GET answers, PUT takes: a client reads a resource, changes a part, and sends back the whole. Members that the server sets (the id, the version, who set
 * it) are read-only in the body: a client may send them as received; they are never stored and change nothing. A property that the answer does not have is
 * refused.
 */
import type { Type } from '@nestjs/common';

const answers = new Map<Type<object>, () => Type<object>>();

/** Declares that the members that the answer has beyond this class are read-only in it. Classes that extend it do not inherit that. */
export const ReadOnlyFrom =
  (answer: () => Type<object>) =>
  (model: Type<object>): void => {
    answers.set(model, answer);
  };

/** The classes of bodies with read-only members, each with its answer. */
export const readOnlyClasses = (): (readonly [model: Type<object>, answer: Type<object>])[] => [...answers].map(([model, answer]) => [model, answer()]);

/** The answer whose members are read-only in the class; null where it has none. */
export const findAnswerBehind = (model: Type<object>): Type<object> | null => answers.get(model)?.() ?? null;
