/**
 * The values that something may have, declared once, with the name by which the API document calls them. It is an ordinary list of
 * literals: types derive from it with `(typeof treatments)[number]`.
 */
declare const named: unique symbol;

interface Named {
  readonly [named]: true;
}

/** A list of values that was made by `enumOf`; a field takes no other. */
export type Enumeration<Value extends string = string> = readonly Value[] & Named;

const names = new WeakMap<object, string>();

/** Declares an enumeration. `name` is that of its component in the API document: in the singular, and clear on its own. */
export const enumOf = <const Values extends readonly string[]>(name: string, values: Values): Values & Named => {
  const copy = Object.freeze([...values]);
  names.set(copy, name);
  return copy as unknown as Values & Named;
};

/** The name with which an enumeration was declared. */
export const nameOfEnumeration = (values: Enumeration): string => names.get(values)!;
