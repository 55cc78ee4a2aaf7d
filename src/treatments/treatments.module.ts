import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { PatientsModule } from '../patients/index.js';
import { ProductsModule } from '../products/index.js';
import { PlansController } from './plans/plans.controller.js';
import { PlansRepository } from './plans/plans.repository.js';
import { FollowUpDays } from './plans/follow-up-days.service.js';
import { PlansService } from './plans/plans.service.js';
import { PlanningCalendar } from './plans/planning-calendar.js';
import { ReplanningService } from './plans/replanning.service.js';
import { SeriesController } from './plans/series.controller.js';
import { SeriesService } from './plans/series.service.js';
import { ProtocolsController } from './protocols/protocols.controller.js';
import { ProtocolsRepository } from './protocols/protocols.repository.js';
import { ProtocolsService } from './protocols/protocols.service.js';
import { PhotographsModule } from '../photographs/index.js';
import { AdverseEventReportService } from './adverse-events/adverse-event-report.service.js';
import { AdverseEventsController } from './adverse-events/adverse-events.controller.js';
import { AdverseEventsRepository } from './adverse-events/adverse-events.repository.js';
import { AdverseEventsService } from './adverse-events/adverse-events.service.js';
import { PlanHolds } from './plans/plan-holds.service.js';
import { PlanListsController } from './plans/plan-lists.controller.js';
import { HeldSessions } from './sessions/held-sessions.js';
import { SessionReadiness } from './sessions/readiness.service.js';
import { SessionAnaesthetics } from './sessions/session-anaesthetics.service.js';
import { SessionRecords } from './sessions/session-records.service.js';
import { UsedContentsService } from './sessions/used-contents.service.js';
import { UsedIngredients } from './sessions/used-ingredients.service.js';
import { ScreeningsController } from './screening/screenings.controller.js';
import { PreviewController } from './screening/preview.controller.js';
import { PreviewService } from './screening/preview.service.js';
import { PlanChunks, ProductRescreenJob, RescreenJob } from './screening/rescreen-job.js';
import { ScreeningRepository } from './screening/screening.repository.js';
import { PlanScreening } from './screening/screening.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SessionSigningController } from './sessions/versions/session-signing.controller.js';
import { SessionSigningService } from './sessions/versions/session-signing.service.js';
import { SessionVersionsRepository } from './sessions/versions/session-versions.repository.js';

/** A series of sessions, from proposal to completion. */
@Module({
  imports: [ClinicModule, PatientsModule, ConsultationsModule, ContraindicationsModule, PhotographsModule, ProductsModule],
  controllers: [
    ProtocolsController,
    PlansController,
    PlanListsController,
    SeriesController,
    SessionsController,
    SessionSigningController,
    AdverseEventsController,
    PreviewController,
    ScreeningsController,
  ],
  providers: [
    ProtocolsRepository,
    ProtocolsService,
    PlanningCalendar,
    PlansRepository,
    PlansService,
    FollowUpDays,
    PlanHolds,
    SeriesService,
    ReplanningService,
    ScreeningRepository,
    PlanScreening,
    PlanChunks,
    RescreenJob,
    ProductRescreenJob,
    PreviewService,
    SessionsRepository,
    SessionsService,
    HeldSessions,
    SessionReadiness,
    SessionRecords,
    SessionAnaesthetics,
    UsedContentsService,
    UsedIngredients,
    SessionVersionsRepository,
    SessionSigningService,
    AdverseEventsRepository,
    AdverseEventsService,
    AdverseEventReportService,
  ],
  exports: [FollowUpDays, PlanScreening, PlansService, SessionsService, SessionSigningService, AdverseEventsService],
})
export class TreatmentsModule {}
