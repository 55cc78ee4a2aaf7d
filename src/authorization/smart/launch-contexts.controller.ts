import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Post, respond, shows } from '../../platform/http/index.js';
import { LaunchContextInput, LaunchContextResponse } from './launch-context.dto.js';
import { Launches } from './launches.service.js';

@ApiTags('Access')
@Controller('v1/launch-contexts')
export class LaunchContextsController {
  constructor(private readonly launches: Launches) {}

  /**
   * Open an application with a patient
   * @remarks For an EHR or a front end that opens a SMART application (EHR launch). The application gets the patient once the person has logged in and agreed. A
   * launch that a person makes can be used by this person alone; it is valid for five minutes.
   */
  @Post('', {
    permission: 'patient.read',
    ownLogIn: true,
    audit: { action: 'launch.create', patients: shows.result() },
    shownOnce: 'launch',
    response: respond.created(LaunchContextResponse, () => '/v1/launch-contexts', 'The launch.'),
    problems: ['not-found', 'invalid-transition'],
    examples: {
      'With a patient': { clientId: 'clinic-front-end', patientId: '01936f00-0000-7000-8000-000000000001' },
    },
  })
  createLaunchContext(@Body() launch: LaunchContextInput): Promise<LaunchContextResponse> {
    return this.launches.create(launch);
  }
}
