/** Who may override a finding: one dermatologist, two of them, or (null) nobody. */
export type Override = 'dermatologist' | 'two-dermatologists' | null;

/** How a rule or a clause says it: `true` is one dermatologist. */
export type Overridable = boolean | { by: 'dermatologist' | 'two-dermatologists' };

export const overrideOf = (overridable: Overridable): Override => {
  if (typeof overridable === 'boolean') return overridable ? 'dermatologist' : null;
  return overridable.by;
};

/** What both allow. */
export const stricter = (one: Override, other: Override): Override => (one === other ? one : strictest([one, other]));

/** What each of them allows. */
export const strictest = (all: readonly Override[]): Override => {
  if (all.includes(null)) return null;
  return all.includes('two-dermatologists') ? 'two-dermatologists' : 'dermatologist';
};
