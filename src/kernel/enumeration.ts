/**
 * A list of allowed values, declared once, with its name in the API document. It is an ordinary list of literals: types derive from it with `(typeof
 * treatments)[number]`.
 */
declare const named: unique symbol;

interface Named {
  readonly [named]: true;
}

/** A list of values made by `declareEnumeration`. The decorators of fields take no other list. */
export type Enumeration<Value extends string = string> = readonly Value[] & Named;

const names = new WeakMap<object, string>();

/** Declares an enumeration. `name` is the name of its component in the API document: a singular that is clear on its own. */
export const declareEnumeration = <const Values extends readonly string[]>(name: string, values: Values): Values & Named => {
  const copy = Object.freeze([...values]);
  names.set(copy, name);
  return copy as unknown as Values & Named;
};

/** The name of a declared enumeration. */
export const getEnumerationName = (values: Enumeration): string => names.get(values)!;
