/** Why an override of an earlier check does not hold any more. */
export const voidReasons = ['facts-changed', 'ruleset-changed', 'not-confirmed'] as const;

export type VoidReason = (typeof voidReasons)[number];
