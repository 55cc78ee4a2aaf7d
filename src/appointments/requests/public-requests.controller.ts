import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, getCurrentRequest, Post, respond } from '../../platform/http/index.js';
import { AppointmentRequestInput, ReceivedRequest } from './appointment-request.dto.js';
import { PublicClinic } from './public-clinic.dto.js';
import { PublicRequestsService } from './public-requests.service.js';

@ApiTags('Public')
@Controller('v1/public/clinics')
export class PublicRequestsController {
  constructor(private readonly requests: PublicRequestsService) {}

  /**
   * Read what a clinic offers to the public
   * @remarks Without a token, from a page of any origin. A clinic that takes no requests is answered like one that does not exist.
   */
  @Get(':slug', {
    public: true,
    limitedByAddress: true,
    response: respond.ok(PublicClinic),
    problems: ['not-found'],
  })
  getPublicClinic(@Param('slug') slug: string): Promise<PublicClinic> {
    return this.requests.getClinic(slug);
  }

  /**
   * Ask a clinic for an appointment
   * @remarks Without a token, from a page of any origin. The answer is the same whether the clinic knows the person or not. The same request again, while the first one waits, is one
   * request. Ten requests an hour from one address and 200 to one clinic are taken, then 429.
   */
  @Post(':slug/appointment-requests', {
    public: true,
    limitedByAddress: true,
    response: respond.accepted(ReceivedRequest),
    problems: ['not-found'],
    examples: {
      'A first consultation': {
        name: 'Asha Testperson',
        phone: '+919811000001',
        email: 'asha@example.test',
        appointmentTypeId: '01936f00-5c00-7000-8000-000000000020',
        wishes: [{ on: '2026-12-08', part: 'morning' }],
        remark: 'I can come at short notice',
        language: 'en',
        consent: { given: true, version: 1 },
      },
    },
  })
  async requestAppointment(@Param('slug') slug: string, @Body() request: AppointmentRequestInput): Promise<ReceivedRequest> {
    await this.requests.receive(slug, request, getCurrentRequest().sourceAddress);
    return { status: 'received' };
  }
}
