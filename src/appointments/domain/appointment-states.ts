import { declareEnumeration } from '../../kernel/enumeration.js';
import { createStateMachine, type StateMachine } from '../../kernel/state-machine.js';

/**
 * The states of an appointment. A held time is kept for a patient until it expires or is booked. On the day the patient arrives, is seated, and is done; or the
 * appointment is cancelled, or the patient does not come. One that was cancelled by mistake is reinstated, while its time is free.
 */
export const appointmentStatuses = declareEnumeration('AppointmentStatus', [
  'held',
  'booked',
  'confirmed',
  'arrived',
  'in-chair',
  'done',
  'cancelled',
  'no-show',
  'expired',
]);
export type AppointmentStatus = (typeof appointmentStatuses)[number];

export const appointmentActions = declareEnumeration('AppointmentAction', [
  'book',
  'confirm',
  'arrive',
  'seat',
  'finish',
  'cancel',
  'no-show',
  'expire',
  'reinstate',
]);
export type AppointmentAction = (typeof appointmentActions)[number];

export const appointmentStates: StateMachine<AppointmentStatus, AppointmentAction> = createStateMachine('appointment', 'held', [
  { action: 'book', from: ['held'], to: 'booked' },
  { action: 'confirm', from: ['booked'], to: 'confirmed' },
  { action: 'arrive', from: ['booked', 'confirmed'], to: 'arrived' },
  { action: 'seat', from: ['arrived'], to: 'in-chair' },
  { action: 'finish', from: ['in-chair'], to: 'done' },
  { action: 'cancel', from: ['held', 'booked', 'confirmed', 'arrived'], to: 'cancelled' },
  { action: 'no-show', from: ['booked', 'confirmed'], to: 'no-show' },
  { action: 'expire', from: ['held'], to: 'expired' },
  { action: 'reinstate', from: ['cancelled'], to: 'booked' },
]);

/** The states in which an appointment is still to come, and can be moved. */
export const movableStatuses: readonly AppointmentStatus[] = ['held', 'booked', 'confirmed'];

/** Who cancelled: the patient, or the clinic. */
export const cancellationInitiators = declareEnumeration('CancellationInitiator', ['patient', 'clinic']);
export type CancellationInitiator = (typeof cancellationInitiators)[number];
