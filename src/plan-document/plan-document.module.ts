import { Module } from '@nestjs/common';
import { CareModule } from '../care/index.js';
import { ClinicModule } from '../clinic/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { EstimatesModule } from '../estimates/index.js';
import { PatientsModule } from '../patients/index.js';
import { DocumentsModule } from '../platform/documents/index.js';
import { TreatmentsModule } from '../treatments/index.js';
import { PlanDocumentController } from './plan-document.controller.js';
import { PlanCareParts } from './plan-care-parts.service.js';
import { PlanTerms } from './plan-terms.service.js';
import { PlanDocumentService } from './plan-document.service.js';

/** The plan on paper, for the patient to take home. */
@Module({
  imports: [ClinicModule, PatientsModule, ContraindicationsModule, TreatmentsModule, EstimatesModule, CareModule, DocumentsModule],
  controllers: [PlanDocumentController],
  providers: [PlanCareParts, PlanTerms, PlanDocumentService],
})
export class PlanDocumentModule {}
