import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { PatientsModule } from '../patients/index.js';
import { CareTeamController } from './care-team/care-team.controller.js';
import { CareTeamRepository } from './care-team/care-team.repository.js';
import { CareTeamService } from './care-team/care-team.service.js';
import { EmergencyAccessesController } from './emergency/emergency-accesses.controller.js';
import { EmergencyAccessesRepository } from './emergency/emergency-accesses.repository.js';
import { EmergencyAccessesService } from './emergency/emergency-accesses.service.js';
import { EmergencyAlertJob } from './emergency/emergency-alert-job.js';
import { AccessPolicyController } from './policy/access-policy.controller.js';
import { AccessPolicyService } from './policy/access-policy.service.js';
import { RestrictionsController } from './restrictions/restrictions.controller.js';
import { RestrictionsRepository } from './restrictions/restrictions.repository.js';
import { RestrictionsService } from './restrictions/restrictions.service.js';

/** Who of a clinic opens which patient: its policy, care teams, restricted records, emergency accesses. The database enforces it, row by row. */
@Module({
  imports: [ClinicModule, PatientsModule],
  controllers: [AccessPolicyController, CareTeamController, RestrictionsController, EmergencyAccessesController],
  providers: [
    AccessPolicyService,
    CareTeamRepository,
    CareTeamService,
    RestrictionsRepository,
    RestrictionsService,
    EmergencyAccessesRepository,
    EmergencyAccessesService,
    EmergencyAlertJob,
  ],
})
export class PatientAccessModule {}
