import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { DocumentsModule } from '../platform/documents/index.js';
import { PatientsModule } from '../patients/index.js';
import { TreatmentsModule } from '../treatments/index.js';
import { PlanCareController } from './plan-care/plan-care.controller.js';
import { PlanCareFilesService } from './plan-care/plan-care-files.service.js';
import { PlanCareService } from './plan-care/plan-care.service.js';
import { CareInstructionsController } from './templates/care-instructions.controller.js';
import { CareInstructionsService } from './templates/care-instructions.service.js';

/** The instructions for patients before and after a session. */
@Module({
  imports: [ClinicModule, PatientsModule, TreatmentsModule, DocumentsModule],
  controllers: [CareInstructionsController, PlanCareController],
  providers: [CareInstructionsService, PlanCareService, PlanCareFilesService],
  exports: [PlanCareService],
})
export class CareModule {}
