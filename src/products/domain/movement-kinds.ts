/** What can be booked by hand; a use is booked with the session that it belongs to. */
export const bookedKinds = ['receipt', 'waste', 'transfer', 'correction'] as const;

export type BookedKind = (typeof bookedKinds)[number];

export const movementKinds = ['receipt', 'use', 'waste', 'transfer', 'correction', 'reversal'] as const;

export type MovementKind = (typeof movementKinds)[number];
