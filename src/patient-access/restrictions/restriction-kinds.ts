import { declareEnumeration } from '../../kernel/enumeration.js';

/** Why a record is restricted. */
export const restrictionKinds = declareEnumeration('RestrictionKind', ['confidential', 'staff']);
export type RestrictionKind = (typeof restrictionKinds)[number];

/** Whether a record is restricted, and why. */
export const restrictionStates = declareEnumeration('RestrictionState', ['none', ...restrictionKinds]);
export type RestrictionState = (typeof restrictionStates)[number];
