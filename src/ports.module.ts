import { Global, Module } from '@nestjs/common';
import { AppointmentsModule, AppointmentsOfPatients, AppointmentsOfSessions } from './appointments/index.js';
import { AuthorizationModule, ProviderAccessTokens } from './authorization/index.js';
import { BloodTestReports, ConsultationsModule } from './consultations/index.js';
import { AdverseEventsForRules } from './contraindications/index.js';
import { PublishedPhotographs } from './patients/index.js';
import { PhotographsModule, ShownPhotographs } from './photographs/index.js';
import { ForeignTokens } from './platform/access/foreign-tokens.js';
import { AppointmentReview, Rescreening } from './platform/http/index.js';
import { ReportsForTimeline } from './record/index.js';
import { PlanScreening, RecordedAdverseEvents, SessionAppointments, TreatmentsModule } from './treatments/index.js';

/**
 * Connects features without circles. Each port is an abstract class that one feature declares and another implements. A port that nobody implements stops the
 * start.
 */
@Global()
@Module({
  imports: [AppointmentsModule, AuthorizationModule, ConsultationsModule, PhotographsModule, TreatmentsModule],
  providers: [
    { provide: AdverseEventsForRules, useExisting: RecordedAdverseEvents },
    { provide: AppointmentReview, useExisting: AppointmentsOfPatients },
    { provide: ForeignTokens, useExisting: ProviderAccessTokens },
    { provide: PublishedPhotographs, useExisting: ShownPhotographs },
    { provide: ReportsForTimeline, useExisting: BloodTestReports },
    { provide: Rescreening, useExisting: PlanScreening },
    { provide: SessionAppointments, useExisting: AppointmentsOfSessions },
  ],
  exports: [AdverseEventsForRules, AppointmentReview, ForeignTokens, PublishedPhotographs, ReportsForTimeline, Rescreening, SessionAppointments],
})
export class PortsModule {}
