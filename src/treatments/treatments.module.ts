import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { PatientsModule } from '../patients/index.js';
import { PhotographsModule } from '../photographs/index.js';
import { PlansController } from './plans/plans.controller.js';
import { PlansRepository } from './plans/plans.repository.js';
import { PlansService } from './plans/plans.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';

/** A series of sessions, from proposal to completion. */
@Module({
  imports: [ClinicModule, PatientsModule, ConsultationsModule, ContraindicationsModule, PhotographsModule],
  controllers: [PlansController, SessionsController],
  providers: [PlansRepository, PlansService, SessionsRepository, SessionsService],
})
export class TreatmentsModule {}
