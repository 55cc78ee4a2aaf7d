import { enumOf } from '../../kernel/enumeration.js';

/** Why an override of an earlier check does not hold any more. */
export const voidReasons = enumOf('OverrideVoidReason', ['facts-changed', 'ruleset-changed', 'not-confirmed']);

export type VoidReason = (typeof voidReasons)[number];
