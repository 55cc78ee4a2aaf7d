import { v7 } from 'uuid';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A new UUID version 7: ordered by the time of its making, so that indexes grow at one end. */
export const newId = (): string => v7();

export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
