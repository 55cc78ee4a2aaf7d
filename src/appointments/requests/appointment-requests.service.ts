import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { LikelyPatients, PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, Pages, requireVersion, toActor, type Page } from '../../platform/http/index.js';
import { BookingService } from '../booking/booking.service.js';
import { requestStates, type RequestAction } from '../domain/requests.js';
import type {
  AppointmentRequestAcceptance,
  AppointmentRequestQuery,
  AppointmentRequestRefusal,
  AppointmentRequestResponse,
  AppointmentRequestWithPatients,
  LikelyPatient,
} from './appointment-request.dto.js';
import { AppointmentRequestsRepository, type Decision, type RequestFilter, type RequestPosition, type RequestRow } from './appointment-requests.repository.js';

const MOST_LIKELY = 5;

const toResponse = ({ receivedAt, decidedBy, decidedAt, ...request }: RequestRow): AppointmentRequestResponse => ({
  ...request,
  allowedActions: requestStates.allowed(request.status),
  receivedAt: receivedAt.toISOString(),
  decidedBy: toActor(decidedBy),
  decidedAt: decidedAt?.toISOString() ?? null,
});

/** Requests for appointments at the desk: read, accepted, declined. */
@Injectable()
export class AppointmentRequestsService {
  constructor(
    private readonly requests: AppointmentRequestsRepository,
    private readonly patients: PatientsService,
    private readonly likely: LikelyPatients,
    private readonly booking: BookingService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  list(query: AppointmentRequestQuery): Promise<Page<AppointmentRequestResponse>> {
    const by: RequestFilter = {
      status: query.status ?? null,
      from: query.from === undefined ? null : new Date(query.from),
      to: query.to === undefined ? null : new Date(query.to),
    };
    return this.pages.read(query, {
      rows: (after: RequestPosition | null, limit) => this.requests.list(by, after, limit),
      position: ({ receivedAt, id }) => ({ receivedAt: receivedAt.toISOString(), id }),
      item: toResponse,
      total: () => this.requests.count(by),
    });
  }

  async get(requestId: string): Promise<AppointmentRequestWithPatients> {
    const request = await this.requests.find(requestId);
    if (!request) throw createNotFoundFailure('appointment request');
    return { ...toResponse(request), likelyPatients: request.status === 'new' ? await this.listLikely(request) : [] };
  }

  /** Registers the person or takes a patient whom the clinic knows, and books the appointment: all in the transaction of the request, or nothing. */
  async accept(requestId: string, { patientId, patient, appointment }: AppointmentRequestAcceptance): Promise<AppointmentRequestResponse> {
    const errors = validatePerson(patientId, patient);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const request = await this.lock(requestId, 'accept');
    const bookedFor = patientId ?? (await this.patients.register(patient!)).id;
    const { id: appointmentId } = await this.booking.book({
      ...appointment,
      patientId: bookedFor,
      appointmentTypeId: appointment.appointmentTypeId ?? request.appointmentTypeId,
      isWalkIn: false,
    });
    return this.decide({ id: request.id, status: requestStates.next(request.status, 'accept'), appointmentId, declineReason: null });
  }

  async decline(requestId: string, { reason }: AppointmentRequestRefusal): Promise<AppointmentRequestResponse> {
    const request = await this.lock(requestId, 'decline');
    return this.decide({ id: request.id, status: requestStates.next(request.status, 'decline'), appointmentId: null, declineReason: reason });
  }

  private async lock(requestId: string, action: RequestAction): Promise<RequestRow> {
    const request = await this.requests.lock(requestId);
    if (!request) throw createNotFoundFailure('appointment request');
    requireVersion(request.version);
    requestStates.next(request.status, action);
    return request;
  }

  private async decide(decision: Omit<Decision, 'decidedBy' | 'decidedAt'>): Promise<AppointmentRequestResponse> {
    await this.requests.decide({ ...decision, decidedBy: getCurrentPrincipal().id, decidedAt: this.clock.now() });
    return toResponse((await this.requests.find(decision.id))!);
  }

  private async listLikely({ name, phone, email }: RequestRow): Promise<LikelyPatient[]> {
    const found = await this.likely.list({ name, phone, email });
    return found.slice(0, MOST_LIKELY);
  }
}

const validatePerson = (patientId: string | undefined, patient: object | undefined): FieldError[] => {
  if (patientId === undefined && patient === undefined)
    return [{ pointer: '/patientId', code: 'required', detail: 'Send patientId of a patient whom the clinic knows, or patient for a new one.' }];
  return patientId !== undefined && patient !== undefined
    ? [{ pointer: '/patient', code: 'contradictory', detail: 'Send either patientId or patient, and not both.' }]
    : [];
};
