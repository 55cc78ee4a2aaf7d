import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { PatientsModule } from '../patients/index.js';
import { ProductsModule } from '../products/index.js';
import { PhotographsModule } from '../photographs/index.js';
import { AdverseEventReportService } from './adverse-events/adverse-event-report.service.js';
import { AdverseEventsController } from './adverse-events/adverse-events.controller.js';
import { RecordedAdverseEvents } from './adverse-events/recorded-adverse-events.js';
import { AdverseEventsRepository } from './adverse-events/adverse-events.repository.js';
import { AdverseEventsService } from './adverse-events/adverse-events.service.js';
import { FrontDeskController } from './front-desk/front-desk.controller.js';
import { FrontDeskService } from './front-desk/front-desk.service.js';
import { ScheduleRepository } from './front-desk/schedule.repository.js';
import { PlanDrafts } from './lifecycle/plan-drafts.service.js';
import { PlanGates } from './lifecycle/plan-gates.service.js';
import { PlansController } from './lifecycle/plans.controller.js';
import { PlanSteps } from './lifecycle/plan-steps.service.js';
import { PlanVerification } from './lifecycle/plan-verification.service.js';
import { SessionReadiness } from './performing/readiness.service.js';
import { SessionAnaesthetics } from './performing/session-anaesthetics.service.js';
import { SessionCompletion } from './performing/session-completion.service.js';
import { SessionRecords } from './performing/session-records.service.js';
import { SessionsController } from './performing/sessions.controller.js';
import { SessionStarts } from './performing/session-starts.service.js';
import { SessionContextService } from './performing/session-context.service.js';
import { UsedContentsService } from './performing/used-contents.service.js';
import { UsedIngredients } from './performing/used-ingredients.service.js';
import { PlanHolds } from './plans/plan-holds.service.js';
import { PlanListsController } from './plans/plan-lists.controller.js';
import { PlanLocks } from './plans/plan-locks.service.js';
import { PlansRepository } from './plans/plans.repository.js';
import { PlansService } from './plans/plans.service.js';
import { ProtocolsController } from './protocols/protocols.controller.js';
import { ProtocolsRepository } from './protocols/protocols.repository.js';
import { ProtocolsService } from './protocols/protocols.service.js';
import { FollowUpDays } from './schedule/follow-up-days.service.js';
import { PlanningCalendar } from './schedule/planning-calendar.js';
import { ScheduleService } from './schedule/schedule.service.js';
import { SeriesController } from './schedule/series.controller.js';
import { SeriesService } from './schedule/series.service.js';
import { SessionBookings } from './schedule/session-bookings.service.js';
import { SessionDays } from './schedule/session-days.service.js';
import { PreviewController } from './screening/preview.controller.js';
import { PreviewService } from './screening/preview.service.js';
import { PlanChunks, ProductRescreenJob, RescreenJob } from './screening/rescreen-job.js';
import { ScreeningRepository } from './screening/screening.repository.js';
import { PlanScreening } from './screening/screening.service.js';
import { ScreeningsController } from './screening/screenings.controller.js';
import { SessionLocks } from './sessions/session-locks.service.js';
import { SessionVersionsRepository } from './sessions/session-versions.repository.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SessionSigningController } from './signing/session-signing.controller.js';
import { SessionSigningService } from './signing/session-signing.service.js';
import { SessionVersions } from './signing/session-versions.service.js';
import { TreatmentSections } from './export/sections.js';

/** A series of sessions, from proposal to completion. */
@Module({
  imports: [ClinicModule, PatientsModule, ConsultationsModule, ContraindicationsModule, PhotographsModule, ProductsModule],
  controllers: [
    ProtocolsController,
    PlansController,
    PlanListsController,
    SeriesController,
    SessionsController,
    FrontDeskController,
    SessionSigningController,
    AdverseEventsController,
    PreviewController,
    ScreeningsController,
  ],
  providers: [
    TreatmentSections,
    ProtocolsRepository,
    ProtocolsService,
    PlansRepository,
    PlansService,
    PlanLocks,
    PlanHolds,
    SessionsRepository,
    SessionsService,
    SessionLocks,
    SessionVersionsRepository,
    PlanningCalendar,
    SeriesService,
    ScheduleService,
    SessionDays,
    SessionBookings,
    ScheduleRepository,
    FrontDeskService,
    FollowUpDays,
    ScreeningRepository,
    PlanScreening,
    PlanChunks,
    RescreenJob,
    ProductRescreenJob,
    PreviewService,
    AdverseEventsRepository,
    RecordedAdverseEvents,
    AdverseEventsService,
    AdverseEventReportService,
    SessionContextService,
    SessionReadiness,
    SessionStarts,
    UsedContentsService,
    UsedIngredients,
    SessionAnaesthetics,
    SessionRecords,
    SessionCompletion,
    SessionSigningService,
    SessionVersions,
    PlanVerification,
    PlanDrafts,
    PlanGates,
    PlanSteps,
  ],
  exports: [
    TreatmentSections,
    FollowUpDays,
    PlanScreening,
    RecordedAdverseEvents,
    PlansService,
    SessionBookings,
    SessionsService,
    SessionStarts,
    AdverseEventsService,
  ],
})
export class TreatmentsModule {}
