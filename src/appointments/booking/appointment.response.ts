import { withPatient } from '../../patients/index.js';
import { toActor } from '../../platform/http/index.js';
import { appointmentStates } from '../domain/appointment-states.js';
import type { AppointmentResponse } from './appointment.dto.js';
import type { AppointmentRow } from './appointments.repository.js';

const MILLISECONDS_PER_MINUTE = 60_000;

const toInstant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The appointment as it is answered: with its patient as the desk knows them, and no clinical content. */
export const toResponse = (row: AppointmentRow): AppointmentResponse => {
  const { patient } = withPatient(row);
  const { id, locationId, status, startsOn, startsAt, endsAt, roomId, overbookingReason, isWalkIn, note, warnings, version } = row;
  return {
    id,
    patient,
    appointmentType: { id: row.appointmentTypeId, name: row.typeName, purpose: row.purpose },
    treatmentSession:
      row.treatmentSessionId === null || row.planId === null
        ? null
        : { id: row.treatmentSessionId, planId: row.planId, planNumber: row.planNumber!, number: row.sessionNumber! },
    locationId,
    status,
    allowedActions: appointmentStates.allowed(status).filter((action) => action !== 'expire'),
    startsOn,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    attendedBy: row.staffIds.map((staffId) => toActor(staffId)),
    roomId,
    deviceIds: [...row.deviceIds],
    overbookedIds: [...row.overbookedIds],
    overbookingReason,
    isWalkIn,
    heldUntil: toInstant(row.heldUntil),
    note,
    confirmedAt: toInstant(row.confirmedAt),
    arrivedAt: toInstant(row.arrivedAt),
    seatedAt: toInstant(row.seatedAt),
    endedAt: toInstant(row.endedAt),
    cancellation:
      row.cancellationInitiator === null || row.endedAt === null
        ? null
        : {
            initiator: row.cancellationInitiator,
            reason: row.cancellationReason,
            cancelledAt: row.endedAt.toISOString(),
            noticeMinutes: Math.floor((startsAt.getTime() - row.endedAt.getTime()) / MILLISECONDS_PER_MINUTE),
          },
    warnings: [...warnings],
    bookedBy: toActor(row.bookedBy),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version,
  };
};
