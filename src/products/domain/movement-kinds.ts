import { declareEnumeration } from '../../kernel/enumeration.js';

/** The kinds of movements that users book directly; a use is booked with its session. */
export const bookedKinds = declareEnumeration('BookedMovementKind', ['receipt', 'waste', 'transfer', 'correction']);

export type BookedKind = (typeof bookedKinds)[number];

export const movementKinds = declareEnumeration('StockMovementKind', ['receipt', 'use', 'waste', 'transfer', 'correction', 'reversal']);

export type MovementKind = (typeof movementKinds)[number];
