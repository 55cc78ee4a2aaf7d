import { enumOf } from '../../kernel/enumeration.js';

/** The kinds of movements that users book directly; a use is booked with its session. */
export const bookedKinds = enumOf('BookedMovementKind', ['receipt', 'waste', 'transfer', 'correction']);

export type BookedKind = (typeof bookedKinds)[number];

export const movementKinds = enumOf('StockMovementKind', ['receipt', 'use', 'waste', 'transfer', 'correction', 'reversal']);

export type MovementKind = (typeof movementKinds)[number];
