import { declareEnumeration } from '../../kernel/enumeration.js';

/** The reasons for which an override of an earlier check is void. */
export const voidReasons = declareEnumeration('OverrideVoidReason', ['facts-changed', 'ruleset-changed', 'not-confirmed']);

export type VoidReason = (typeof voidReasons)[number];
