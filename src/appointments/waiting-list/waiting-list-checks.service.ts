import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { SessionBookings } from '../../treatments/index.js';
import { validateStaff } from '../availability/appointment-calendar.service.js';
import { AppointmentsRepository } from '../booking/appointments.repository.js';
import { movableStatuses } from '../domain/appointment-states.js';
import { bookedRoles } from '../domain/appointment-types.js';
import { validateSession } from '../domain/session-of-plan.js';
import { LocationsService } from '../places/locations.service.js';
import type { AppointmentTypeRecord } from '../types/appointment-types.repository.js';
import type { WaitingListEntryInput } from './waiting-list.dto.js';

const LONGEST_DAYS = 400;

/** Holds an entry of the waiting list against what the clinic has: its days, locations, people, and what the entry is for. */
@Injectable()
export class WaitingListChecks {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly locations: LocationsService,
    private readonly sessions: SessionBookings,
    private readonly staff: StaffService,
    private readonly clock: Clock,
  ) {}

  async validate(input: WaitingListEntryInput, type: AppointmentTypeRecord): Promise<FieldError[]> {
    return [
      ...this.validateDays(input),
      ...(await this.validateLocations(input.locationIds ?? [])),
      ...(await this.validateStaff(input.staffIds ?? [], type)),
      ...(await this.validateSubject(input, type)),
    ];
  }

  private validateDays({ notBefore = null, notAfter }: WaitingListEntryInput): FieldError[] {
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    if (notAfter < today) return [{ pointer: '/notAfter', code: 'in-the-past', detail: 'The last day is over: send today or a later day.' }];
    if (notBefore !== null && notBefore > notAfter)
      return [{ pointer: '/notAfter', code: 'ends-before-it-began', detail: 'The last day is before the first one: send a later day.' }];
    return notAfter > addDays(today, LONGEST_DAYS) ? [{ pointer: '/notAfter', code: 'too-long', detail: `At most ${LONGEST_DAYS} days from today.` }] : [];
  }

  private async validateLocations(locationIds: readonly string[]): Promise<FieldError[]> {
    const found = await Promise.all(locationIds.map((id) => this.locations.find(id)));
    return found.flatMap((location, index): FieldError[] =>
      location?.status === 'active'
        ? []
        : [
            {
              pointer: `/locationIds/${index}`,
              code: 'unknown-location',
              detail: 'The clinic has no such location, or it is retired: send one of GET /v1/locations.',
            },
          ],
    );
  }

  private async validateStaff(staffIds: readonly string[], type: AppointmentTypeRecord): Promise<FieldError[]> {
    const found = await Promise.all(staffIds.map((id) => this.staff.find(id)));
    const people = found.flatMap((person) => {
      const role = bookedRoles.find((one) => one === person?.role);
      return person?.status === 'active' && role !== undefined ? [{ id: person.id, role }] : [];
    });
    return validateStaff(staffIds, type, people, (index) => `/staffIds/${index}`);
  }

  private async validateSubject(
    { patientId, treatmentSessionId = null, appointmentId = null }: WaitingListEntryInput,
    type: AppointmentTypeRecord,
  ): Promise<FieldError[]> {
    if (treatmentSessionId !== null && appointmentId !== null)
      return [{ pointer: '/appointmentId', code: 'contradictory', detail: 'Name a session without an appointment, or an appointment that is to be earlier.' }];
    if (treatmentSessionId !== null) return validateSession(await this.sessions.find(treatmentSessionId), type.purpose, '/', patientId);
    if (appointmentId === null) return [];
    const appointment = await this.appointments.find(appointmentId);
    return appointment?.patientId === patientId && appointment.appointmentTypeId === type.id && movableStatuses.includes(appointment.status)
      ? []
      : [
          {
            pointer: '/appointmentId',
            code: 'unknown-appointment',
            detail: 'The patient has no such appointment of this type that is still to come: see GET /v1/appointments.',
          },
        ];
  }
}
