import { Matching, type Field } from '../../platform/http/index.js';

/** A field with a time of the day at a location, `HH:MM`. */
export const TimeOfDay = (example: string): Field<string> => Matching(/^([01]\d|2[0-3]):[0-5]\d$/, { example, what: 'a time of the day' });
