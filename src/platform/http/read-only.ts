/**
 * What GET answers, PUT takes: a person or program reads, changes what it came for, and sends back the whole. What the server alone says of it (its id, its
 * version, who set it) is read-only: as it was answered it may be sent, it is never stored, and changes nothing. A property that no answer has is refused as ever.
 */
import type { Type } from '@nestjs/common';

const answers = new Map<Type<object>, () => Type<object>>();

/** The members that the answer has beyond this class are read-only in it. Classes that extend it do not inherit that. */
export const ReadOnlyFrom =
  (answer: () => Type<object>) =>
  (model: Type<object>): void => {
    answers.set(model, answer);
  };

/** The classes of bodies that have read-only members, each with the answer that has them. */
export const readOnlyClasses = (): (readonly [model: Type<object>, answer: Type<object>])[] => [...answers].map(([model, answer]) => [model, answer()]);

/** The answer whose members are read-only in the class; null where it has none. */
export const answerBehind = (model: Type<object>): Type<object> | null => answers.get(model)?.() ?? null;
