import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Post, respond, shows, type Page } from '../../platform/http/index.js';
import {
  AppointmentRequestAcceptance,
  AppointmentRequestQuery,
  AppointmentRequestRefusal,
  AppointmentRequestResponse,
  AppointmentRequestWithPatients,
} from './appointment-request.dto.js';
import { AppointmentRequestsService } from './appointment-requests.service.js';

/** The patient of the appointment, and those who may be the person. */
const listPatients = (answer: unknown): (string | undefined)[] => {
  const { patientId, likelyPatients = [] } = (answer ?? {}) as Partial<AppointmentRequestWithPatients>;
  return [patientId ?? undefined, ...likelyPatients.map(({ patient }) => patient.id)];
};

@ApiTags('Appointments')
@Controller('v1/appointment-requests')
export class AppointmentRequestsController {
  constructor(private readonly requests: AppointmentRequestsService) {}

  /** List requests for appointments in the order of receipt */
  @Get('', {
    permission: 'appointment-request.read',
    audit: { action: 'appointment-request.list', patients: shows.items() },
    response: respond.page(AppointmentRequestResponse),
  })
  listAppointmentRequests(@Query() query: AppointmentRequestQuery): Promise<Page<AppointmentRequestResponse>> {
    return this.requests.list(query);
  }

  /** Read a request for an appointment, with the patients who may be the person */
  @Get(':requestId', {
    permission: 'appointment-request.read',
    audit: { action: 'appointment-request.read', patients: listPatients },
    versioned: true,
    live: true,
    response: respond.ok(AppointmentRequestWithPatients),
  })
  getAppointmentRequest(@Param('requestId', Id) requestId: string): Promise<AppointmentRequestWithPatients> {
    return this.requests.get(requestId);
  }

  /**
   * Accept a request: book the appointment, for a patient or for a person who is registered with it
   * @remarks All or nothing: where the time is not free, nobody is registered.
   */
  @Post(':requestId/accept', {
    permission: 'appointment-request.decide',
    audit: { action: 'appointment-request.accept', patients: listPatients },
    versioned: true,
    response: respond.ok(AppointmentRequestResponse),
    problems: ['time-not-free', 'invalid-transition', 'conflict'],
    examples: {
      'Of a new person': {
        patient: { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', phones: [{ value: '+919811000001' }] },
        appointment: { startsAt: '2026-12-08T10:00:00+05:30' },
      },
    },
  })
  acceptAppointmentRequest(@Param('requestId', Id) requestId: string, @Body() acceptance: AppointmentRequestAcceptance): Promise<AppointmentRequestResponse> {
    return this.requests.accept(requestId, acceptance);
  }

  /** Decline a request */
  @Post(':requestId/decline', {
    permission: 'appointment-request.decide',
    audit: { action: 'appointment-request.decline', patients: listPatients },
    versioned: true,
    response: respond.ok(AppointmentRequestResponse),
    problems: ['invalid-transition'],
    examples: { 'Somebody else’s work': { reason: 'Asks for a treatment that the clinic does not give' } },
  })
  declineAppointmentRequest(@Param('requestId', Id) requestId: string, @Body() refusal: AppointmentRequestRefusal): Promise<AppointmentRequestResponse> {
    return this.requests.decline(requestId, refusal);
  }
}
