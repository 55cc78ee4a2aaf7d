import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listPatientsAtDesk } from '../../patients/index.js';
import { Get, Id, Patch, Post, respond, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { AppointmentSteps } from './appointment-steps.service.js';
import {
  AppointmentCancellation,
  AppointmentChange,
  AppointmentInput,
  AppointmentQuery,
  AppointmentResponse,
  AppointmentTime,
  FreedAppointmentResponse,
} from './appointment.dto.js';
import { AppointmentsService } from './appointments.service.js';
import { BookingService } from './booking.service.js';
import { FreeingChanges, listPatientsOfFreed } from './freeing-changes.service.js';
import { SeriesBookingInput, SeriesBookingResponse } from './series.dto.js';
import { SeriesBooking } from './series-booking.service.js';

/** The patients of the appointments of a series: all the same one. */
const listPatientsOfSeries = (answer: unknown): string[] => listPatientsAtDesk({ items: (answer as SeriesBookingResponse | undefined)?.appointments ?? [] });

const declareStep = (action: string) =>
  ({
    permission: 'schedule.write',
    audit: { action: `appointment.${action}`, patients: listPatientsAtDesk },
    versioned: true,
    response: respond.ok(AppointmentResponse),
    problems: ['invalid-transition'],
  }) as const;

/** A step that makes time free, which is offered to those who wait for it. */
const declareFreeingStep = (action: string) =>
  ({
    ...declareStep(action),
    audit: { action: `appointment.${action}`, patients: listPatientsOfFreed },
    response: respond.ok(FreedAppointmentResponse),
  }) as const;

const book = { patientId: '01936f00-0000-7000-8000-000000000001', appointmentTypeId: '01936f00-5c00-7000-8000-000000000020' };

@ApiTags('Appointments')
@Controller('v1')
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly booking: BookingService,
    private readonly series: SeriesBooking,
    private readonly steps: AppointmentSteps,
    private readonly freeing: FreeingChanges,
  ) {}

  /** List appointments in the order of time */
  @Get('appointments', {
    permission: 'schedule.read',
    audit: { action: 'appointment.list', patients: listPatientsAtDesk },
    response: respond.page(AppointmentResponse),
  })
  listAppointments(@Query() query: AppointmentQuery): Promise<Page<AppointmentResponse>> {
    return this.appointments.list(query);
  }

  /**
   * Book an appointment, or hold a time
   * @remarks Who and what is not named is chosen among those that are free. The time of a hold is free again when it runs out. An appointment for a session of a plan keeps the order
   * of the sessions, the interval of the protocol and washouts, and gives the session its day.
   */
  @Post('appointments', {
    permission: 'schedule.write',
    audit: { action: 'appointment.create', patients: listPatientsAtDesk },
    versioned: true,
    response: respond.created(AppointmentResponse, (appointment) => `/v1/appointments/${appointment.id}`),
    problems: ['time-not-free', 'conflict', 'invalid-transition', 'not-found'],
    examples: {
      'A consultation': { ...book, startsAt: '2026-12-01T10:00:00+05:30' },
      'A session of a plan, with a certain technician': {
        ...book,
        startsAt: '2026-12-01T10:00:00+05:30',
        treatmentSessionId: '01936f00-0000-7000-8000-000000000040',
        staffIds: ['01936f00-0000-7000-8000-000000000004'],
        note: 'Needs the step-free entrance',
      },
      'A time that is held for an hour': { ...book, startsAt: '2026-12-01T10:00:00+05:30', holdMinutes: 60 },
    },
  })
  createAppointment(@Body() appointment: AppointmentInput): Promise<AppointmentResponse> {
    return this.booking.book(appointment);
  }

  /** Read an appointment */
  @Get('appointments/:appointmentId', {
    permission: 'schedule.read',
    audit: { action: 'appointment.read', patients: listPatientsAtDesk },
    versioned: true,
    live: true,
    response: respond.ok(AppointmentResponse),
  })
  getAppointment(@Param('appointmentId', Id) appointmentId: string): Promise<AppointmentResponse> {
    return this.appointments.get(appointmentId);
  }

  /** Change the note of an appointment */
  @Patch('appointments/:appointmentId', {
    permission: 'schedule.write',
    audit: { action: 'appointment.update', patients: listPatientsAtDesk },
    versioned: true,
    mergePatchOf: AppointmentChange,
    response: respond.ok(AppointmentResponse),
    problems: ['invalid-transition'],
    examples: { 'A note': { note: 'Needs the step-free entrance' } },
  })
  updateAppointment(@Param('appointmentId', Id) appointmentId: string, @Body() patch: MergePatchBody): Promise<AppointmentResponse> {
    return this.appointments.change(appointmentId, patch);
  }

  /**
   * Move an appointment
   * @remarks It keeps its people, unless others are named, and its length; room and devices are chosen anew. Its session moves with it. One that was confirmed is to be confirmed
   * again.
   */
  @Post('appointments/:appointmentId/move', {
    ...declareFreeingStep('move'),
    problems: ['time-not-free', 'invalid-transition'],
    examples: { 'To another day': { startsAt: '2026-12-08T10:00:00+05:30' } },
  })
  async moveAppointment(@Param('appointmentId', Id) appointmentId: string, @Body() to: AppointmentTime): Promise<FreedAppointmentResponse> {
    return this.freeing.move(await this.appointments.lockCurrent(appointmentId), to);
  }

  /** Book a time that is held */
  @Post('appointments/:appointmentId/book', declareStep('book'))
  bookAppointment(@Param('appointmentId', Id) appointmentId: string): Promise<AppointmentResponse> {
    return this.steps.book(appointmentId);
  }

  /** Record that the patient confirmed */
  @Post('appointments/:appointmentId/confirm', declareStep('confirm'))
  confirmAppointment(@Param('appointmentId', Id) appointmentId: string): Promise<AppointmentResponse> {
    return this.steps.confirm(appointmentId);
  }

  /**
   * Record that the patient arrived
   * @remarks From twelve hours before the beginning on.
   */
  @Post('appointments/:appointmentId/arrive', declareStep('arrive'))
  recordArrival(@Param('appointmentId', Id) appointmentId: string): Promise<AppointmentResponse> {
    return this.steps.recordArrival(appointmentId);
  }

  /**
   * Record that the patient is in the chair
   * @remarks The start of a session does it by itself.
   */
  @Post('appointments/:appointmentId/seat', declareStep('seat'))
  recordSeating(@Param('appointmentId', Id) appointmentId: string): Promise<AppointmentResponse> {
    return this.steps.recordSeating(appointmentId);
  }

  /**
   * Record that the appointment is done
   * @remarks The completion of a session does it by itself.
   */
  @Post('appointments/:appointmentId/finish', declareStep('finish'))
  finishAppointment(@Param('appointmentId', Id) appointmentId: string): Promise<AppointmentResponse> {
    return this.steps.finish(appointmentId);
  }

  /**
   * Cancel an appointment
   * @remarks What it took is free again. A session of a plan keeps its day, and can be booked anew.
   */
  @Post('appointments/:appointmentId/cancel', {
    ...declareFreeingStep('cancel'),
    examples: { 'By the patient': { initiator: 'patient', reason: 'Is abroad that week' }, 'By the clinic': { initiator: 'clinic' } },
  })
  async cancelAppointment(@Param('appointmentId', Id) appointmentId: string, @Body() cancellation: AppointmentCancellation): Promise<FreedAppointmentResponse> {
    return this.freeing.cancel(await this.appointments.lockCurrent(appointmentId), cancellation);
  }

  /**
   * Book a cancelled appointment again
   * @remarks At the same time with the same people, if that is free and still to come; room and devices are chosen anew. It undoes a cancellation by mistake, also that of a patient whose
   * death was recorded by mistake.
   */
  @Post('appointments/:appointmentId/reinstate', { ...declareStep('reinstate'), problems: ['time-not-free', 'conflict', 'invalid-transition'] })
  reinstateAppointment(@Param('appointmentId', Id) appointmentId: string): Promise<AppointmentResponse> {
    return this.booking.reinstate(appointmentId);
  }

  /**
   * Record that the patient did not come
   * @remarks From the beginning of the appointment on. A session of a plan is missed with it, and replaced at the end of the series.
   */
  @Post('appointments/:appointmentId/no-show', declareFreeingStep('no-show'))
  async recordMissedAppointment(@Param('appointmentId', Id) appointmentId: string): Promise<FreedAppointmentResponse> {
    return this.freeing.recordNoShow(await this.appointments.lockCurrent(appointmentId));
  }

  /**
   * Book the sessions of a plan
   * @remarks Those that are scheduled and have no appointment, one after the other, each as near to its planned day as can be: in their order, with the interval of the protocol between
   * them. Each session gets the day of its appointment.
   */
  @Post('treatment-plans/:planId/appointments', {
    permission: 'schedule.write',
    audit: { action: 'appointment.create-series', patients: listPatientsOfSeries },
    response: respond.created(SeriesBookingResponse, ({ planId }) => `/v1/treatment-plans/${planId}/sessions`, 'The sessions of the plan.'),
    problems: ['series-not-free', 'invalid-transition'],
    examples: {
      'In the mornings': { appointmentTypeId: book.appointmentTypeId, latestTime: '12:00' },
      'As many as fit on two weekdays': { appointmentTypeId: book.appointmentTypeId, weekdays: ['monday', 'thursday'], mode: 'as-many-as-fit' },
    },
  })
  bookSeries(@Param('planId', Id) planId: string, @Body() wishes: SeriesBookingInput): Promise<SeriesBookingResponse> {
    return this.series.book(planId, wishes);
  }
}
