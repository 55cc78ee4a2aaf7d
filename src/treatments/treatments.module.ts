import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { PatientsModule } from '../patients/index.js';
import { ProductsModule } from '../products/index.js';
import { PlansController } from './plans/plans.controller.js';
import { PlansRepository } from './plans/plans.repository.js';
import { PlansService } from './plans/plans.service.js';
import { PlanningCalendar } from './plans/planning-calendar.js';
import { ReplanningService } from './plans/replanning.service.js';
import { SeriesController } from './plans/series.controller.js';
import { SeriesService } from './plans/series.service.js';
import { ProtocolsController } from './protocols/protocols.controller.js';
import { ProtocolsRepository } from './protocols/protocols.repository.js';
import { ProtocolsService } from './protocols/protocols.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';

/** A series of sessions, from proposal to completion. */
@Module({
  imports: [ClinicModule, PatientsModule, ConsultationsModule, ContraindicationsModule, ProductsModule],
  controllers: [ProtocolsController, PlansController, SeriesController, SessionsController],
  providers: [
    ProtocolsRepository,
    ProtocolsService,
    PlanningCalendar,
    PlansRepository,
    PlansService,
    SeriesService,
    ReplanningService,
    SessionsRepository,
    SessionsService,
  ],
  exports: [PlansService, SessionsService],
})
export class TreatmentsModule {}
