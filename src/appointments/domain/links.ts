import { declareEnumeration } from '../../kernel/enumeration.js';
import { MILLISECONDS_PER_HOUR } from '../../kernel/instant.js';
import type { AppointmentStatus } from './appointment-states.js';

/** What a patient can do with a link, and with no other. */
export const linkPurposes = declareEnumeration('AppointmentLinkPurpose', ['confirm', 'move', 'cancel']);
export type LinkPurpose = (typeof linkPurposes)[number];

/** Why a link does nothing any more. */
export const linkEnds = declareEnumeration('AppointmentLinkEnd', ['used', 'revoked', 'expired', 'appointment-moved', 'appointment-over']);
export type LinkEnd = (typeof linkEnds)[number];

/** The states of an appointment that a patient can still confirm, move or cancel. */
export const linkableStatuses: readonly AppointmentStatus[] = ['booked', 'confirmed'];

/** A link, and the appointment as it is now. */
export interface LinkedAppointment {
  usedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
  /** When the appointment began as the link was made. */
  linkedStart: Date;
  startsAt: Date;
  status: AppointmentStatus;
}

/** Finds why a link does nothing any more; null where it still does. */
export const findLinkEnd = ({ usedAt, revokedAt, expiresAt, linkedStart, startsAt, status }: LinkedAppointment, now: Date): LinkEnd | null => {
  if (usedAt !== null) return 'used';
  if (revokedAt !== null) return 'revoked';
  if (!linkableStatuses.includes(status)) return 'appointment-over';
  if (startsAt.getTime() !== linkedStart.getTime()) return 'appointment-moved';
  if (startsAt <= now) return 'appointment-over';
  return expiresAt <= now ? 'expired' : null;
};

/** Computes when a link ends: after so many hours, and not after the beginning of the appointment. */
export const computeLinkExpiry = (now: Date, hours: number, startsAt: Date): Date =>
  new Date(Math.min(now.getTime() + hours * MILLISECONDS_PER_HOUR, startsAt.getTime()));
