import { Global, Module } from '@nestjs/common';
import { BloodTestReports, ConsultationsModule } from './consultations/index.js';
import { AdverseEventsForRules } from './contraindications/index.js';
import { PublishedPhotographs } from './patients/index.js';
import { PhotographsModule, ShownPhotographs } from './photographs/index.js';
import { Rescreening } from './platform/http/index.js';
import { ReportsForTimeline } from './record/index.js';
import { PlanScreening, RecordedAdverseEvents, TreatmentsModule } from './treatments/index.js';

/**
 * What features need of those that rest on them: each port is an abstract class that the one declares, and the other implements. Here they meet, so that no
 * feature imports another in a circle, and a port that nobody implements stops the start.
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
