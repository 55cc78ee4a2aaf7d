/** The people who may override a finding: one dermatologist, two dermatologists, or (null) nobody. */
export type Override = 'dermatologist' | 'two-dermatologists' | null;

/** The form in which a rule or a clause states it: `true` is one dermatologist. */
export type Overridable = boolean | { by: 'dermatologist' | 'two-dermatologists' };

export const getOverride = (overridable: Overridable): Override => {
  if (typeof overridable === 'boolean') return overridable ? 'dermatologist' : null;
  return overridable.by;
};

/** The authority that satisfies both. */
export const chooseStricter = (one: Override, other: Override): Override => (one === other ? one : chooseStrictest([one, other]));

/** The authority that satisfies each of them. */
export const chooseStrictest = (all: readonly Override[]): Override => {
  if (all.includes(null)) return null;
  return all.includes('two-dermatologists') ? 'two-dermatologists' : 'dermatologist';
};
