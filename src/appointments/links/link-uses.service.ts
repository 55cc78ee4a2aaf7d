import { Injectable } from '@nestjs/common';
import { ClinicService } from '../../clinic/index.js';
import { createConflictFailure, Failure } from '../../kernel/failure.js';
import { AppointmentCalendar } from '../availability/appointment-calendar.service.js';
import { AppointmentSteps } from '../booking/appointment-steps.service.js';
import { AppointmentsService } from '../booking/appointments.service.js';
import { BookingService } from '../booking/booking.service.js';
import { FreeingChanges } from '../booking/freeing-changes.service.js';
import { RequestSettingsService } from '../requests/request-settings.service.js';
import type { LinkedAppointmentResponse, UsedLink } from './appointment-link.dto.js';
import type { LinkRow } from './appointment-links.repository.js';
import { LinkedWork } from './linked-work.service.js';

/** What a patient does with a link: it is looked at, which changes nothing, and used once. */
@Injectable()
export class LinkUses {
  constructor(
    private readonly work: LinkedWork,
    private readonly appointments: AppointmentsService,
    private readonly steps: AppointmentSteps,
    private readonly freeing: FreeingChanges,
    private readonly booking: BookingService,
    private readonly calendar: AppointmentCalendar,
    private readonly settings: RequestSettingsService,
    private readonly clinics: ClinicService,
  ) {}

  /** Shows the appointment of a link. Fails as gone where the link does nothing any more. */
  show(secret: string): Promise<LinkedAppointmentResponse> {
    return this.work.look(secret, (link) => this.describe(link));
  }

  confirm(secret: string): Promise<UsedLink> {
    return this.work.use(secret, 'confirm', async ({ appointmentId }) => {
      const appointment = await this.appointments.lock(appointmentId);
      // The desk may have recorded it meanwhile.
      const { startsAt } = appointment.status === 'confirmed' ? await this.appointments.get(appointmentId) : await this.steps.confirmLocked(appointment);
      return { outcome: 'confirmed', startsAt };
    });
  }

  cancel(secret: string): Promise<UsedLink> {
    return this.work.use(secret, 'cancel', async ({ appointmentId }) => {
      const { startsAt } = await this.freeing.cancel(await this.appointments.lock(appointmentId), { initiator: 'patient' });
      return { outcome: 'cancelled', startsAt };
    });
  }

  /** Moves the appointment to one of the times that the link offers. Who and what takes the time meanwhile is not told. */
  move(secret: string, startsAt: string): Promise<UsedLink> {
    return this.work.use(secret, 'move', async ({ appointmentId }) => {
      const appointment = await this.appointments.lock(appointmentId);
      const wanted = new Date(startsAt).toISOString();
      const times = await this.booking.listTimes(appointment);
      if (!times.includes(wanted)) throw createTakenFailure();
      try {
        const moved = await this.freeing.move(appointment, { startsAt: wanted });
        return { outcome: 'moved', startsAt: moved.startsAt };
      } catch (error) {
        throw error instanceof Failure && error.problem === 'time-not-free' ? createTakenFailure() : error;
      }
    });
  }

  private async describe(link: LinkRow): Promise<LinkedAppointmentResponse> {
    const [{ name, phone }, { content }, location] = await Promise.all([
      this.clinics.get(),
      this.settings.getCurrent(),
      this.calendar.getLocation(link.locationId),
    ]);
    const offered = content.offered.find(({ appointmentTypeId }) => appointmentTypeId === link.appointmentTypeId);
    return {
      purpose: link.purpose,
      clinicName: name,
      clinicPhone: phone ?? null,
      appointmentType: offered ? { ...offered.name } : { en: link.typeName, hi: link.typeName },
      startsAt: link.startsAt.toISOString(),
      timeZone: await this.calendar.findTimeZone(location),
      times: link.purpose === 'move' ? await this.booking.listTimes(await this.appointments.find(link.appointmentId)) : [],
    };
  }
}

const createTakenFailure = (): Failure => createConflictFailure('The time is not free any more: choose another one.');
