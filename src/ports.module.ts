import { Global, Module } from '@nestjs/common';
import { BloodTestReports, ConsultationsModule } from './consultations/index.js';
import { AdverseEventsForRules } from './contraindications/index.js';
import { PublishedPhotographs } from './patients/index.js';
import { PhotographsModule, ShownPhotographs } from './photographs/index.js';
import { Rescreening } from './platform/http/index.js';
import { ReportsForTimeline } from './record/index.js';
import { PlanScreening, RecordedAdverseEvents, TreatmentsModule } from './treatments/index.js';

/**
 * Connects features without circles. Each port is an abstract class that one feature declares and another implements. A port that nobody implements stops the
 * start.
 */
@Global()
@Module({
  imports: [ConsultationsModule, PhotographsModule, TreatmentsModule],
  providers: [
    { provide: AdverseEventsForRules, useExisting: RecordedAdverseEvents },
    { provide: PublishedPhotographs, useExisting: ShownPhotographs },
    { provide: ReportsForTimeline, useExisting: BloodTestReports },
    { provide: Rescreening, useExisting: PlanScreening },
  ],
  exports: [AdverseEventsForRules, PublishedPhotographs, ReportsForTimeline, Rescreening],
})
export class PortsModule {}
