import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { PatientsModule } from '../patients/index.js';
import { DocumentsModule } from '../platform/documents/index.js';
import { BloodTestsController } from './blood-tests/blood-tests.controller.js';
import { BloodTestsRepository } from './blood-tests/blood-tests.repository.js';
import { BloodTestsService } from './blood-tests/blood-tests.service.js';
import { ConsultationDocumentController } from './document/consultation-document.controller.js';
import { ConsultationDocumentService } from './document/consultation-document.service.js';
import { ObservationsController } from './observations/observations.controller.js';
import { ObservationsRepository } from './observations/observations.repository.js';
import { ObservationsService } from './observations/observations.service.js';
import { ConsultationsController } from './consultations.controller.js';
import { ConsultationsRepository } from './consultations.repository.js';
import { ConsultationsService } from './consultations.service.js';

/** The dermatologist's consultation: medical history, blood tests, trichoanalysis. */
@Module({
  imports: [ClinicModule, PatientsModule, DocumentsModule],
  controllers: [ConsultationsController, BloodTestsController, ObservationsController, ConsultationDocumentController],
  providers: [
    ConsultationsRepository,
    ConsultationsService,
    BloodTestsRepository,
    BloodTestsService,
    ObservationsRepository,
    ObservationsService,
    ConsultationDocumentService,
  ],
  exports: [ConsultationsService, BloodTestsService],
})
export class ConsultationsModule {}
