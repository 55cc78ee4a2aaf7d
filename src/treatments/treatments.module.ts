import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { PatientsModule } from '../patients/index.js';
import { PlansController } from './plans/plans.controller.js';
import { PlansRepository } from './plans/plans.repository.js';
import { PlansService } from './plans/plans.service.js';
import { PreviewController } from './screening/preview.controller.js';
import { PreviewService } from './screening/preview.service.js';
import { RescreenJob } from './screening/rescreen-job.js';
import { ScreeningRepository } from './screening/screening.repository.js';
import { PlanScreening } from './screening/screening.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';

/** A series of sessions, from proposal to completion. */
@Module({
  imports: [ClinicModule, PatientsModule, ConsultationsModule, ContraindicationsModule],
  controllers: [PlansController, SessionsController, PreviewController],
  providers: [PlansRepository, PlansService, SessionsRepository, SessionsService, ScreeningRepository, PlanScreening, RescreenJob, PreviewService],
})
export class TreatmentsModule {}
