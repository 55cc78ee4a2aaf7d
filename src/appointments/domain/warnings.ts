import { declareEnumeration } from '../../kernel/enumeration.js';

/**
 * What somebody has to look at before an appointment that is still to come, because something changed after it was booked. It is read with the appointment, so that
 * it is true whatever changed.
 */
export const appointmentWarnings = declareEnumeration('AppointmentWarning', [
  'patient-deceased',
  'plan-not-running',
  'session-on-another-day',
  'patient-booked-twice',
  'lot-recalled',
  'staff-absent',
  'staff-not-working',
  'staff-role-changed',
  'location-closed',
  'no-dermatologist-in-the-house',
  'no-technician-in-the-house',
  'staff-inactive',
  'place-retired',
]);
export type AppointmentWarning = (typeof appointmentWarnings)[number];
