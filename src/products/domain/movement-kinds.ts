import { enumOf } from '../../kernel/enumeration.js';

/** What can be booked by hand; a use is booked with the session that it belongs to. */
export const bookedKinds = enumOf('BookedMovementKind', ['receipt', 'waste', 'transfer', 'correction']);

export type BookedKind = (typeof bookedKinds)[number];

export const movementKinds = enumOf('StockMovementKind', ['receipt', 'use', 'waste', 'transfer', 'correction', 'reversal']);

export type MovementKind = (typeof movementKinds)[number];
