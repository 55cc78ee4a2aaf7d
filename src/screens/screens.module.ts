import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { PatientsModule } from '../patients/index.js';
import { PhotographsModule } from '../photographs/index.js';
import { ProductsModule } from '../products/index.js';
import { RecordModule } from '../record/index.js';
import { TreatmentsModule } from '../treatments/index.js';
import { ChartController } from './chart/chart.controller.js';
import { ChartService } from './chart/chart.service.js';
import { ConsultationStartController } from './consultation-start/consultation-start.controller.js';
import { ConsultationStartService } from './consultation-start/consultation-start.service.js';
import { DayController } from './day/day.controller.js';
import { DayRepository } from './day/day.repository.js';
import { DayService } from './day/day.service.js';
import { PatientPartsService } from './parts/patient-parts.service.js';
import { TreatmentPartsService } from './parts/treatment-parts.service.js';
import { SessionWorkspaceController } from './session-workspace/session-workspace.controller.js';
import { SessionWorkspaceService } from './session-workspace/session-workspace.service.js';
import { WorkListController } from './work-list/work-list.controller.js';
import { WorkListRepository } from './work-list/work-list.repository.js';
import { WorkListService } from './work-list/work-list.service.js';

/** What a screen of a front end shows, in one call: it reads the other features and keeps nothing of its own. */
@Module({
  imports: [
    AppointmentsModule,
    PatientsModule,
    RecordModule,
    ConsultationsModule,
    PhotographsModule,
    ProductsModule,
    ContraindicationsModule,
    TreatmentsModule,
  ],
  controllers: [ChartController, ConsultationStartController, SessionWorkspaceController, WorkListController, DayController],
  providers: [
    PatientPartsService,
    TreatmentPartsService,
    ChartService,
    ConsultationStartService,
    SessionWorkspaceService,
    WorkListRepository,
    WorkListService,
    DayRepository,
    DayService,
  ],
})
export class ScreensModule {}
