import { declareEnumeration } from '../../kernel/enumeration.js';

/** What a calendar says of an appointment: that the time is taken, or the type of the appointment as well. It never says of whom. */
export const calendarDetails = declareEnumeration('CalendarDetail', ['busy', 'kind']);
export type CalendarDetail = (typeof calendarDetails)[number];
