import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { FormularyModule } from '../formulary/index.js';
import { PatientsModule } from '../patients/index.js';
import { RecordModule } from '../record/index.js';
import { DocumentsModule } from '../platform/documents/index.js';
import { BloodTestsController } from './blood-tests/blood-tests.controller.js';
import { BloodTestsRepository } from './blood-tests/blood-tests.repository.js';
import { BloodTestReports } from './blood-tests/blood-test-reports.js';
import { BloodTestsService } from './blood-tests/blood-tests.service.js';
import { ConsultationDocumentController } from './document/consultation-document.controller.js';
import { ConsultationDocumentService } from './document/consultation-document.service.js';
import { ObservationsController } from './observations/observations.controller.js';
import { ObservationsRepository } from './observations/observations.repository.js';
import { VitalSignsRepository } from './observations/vital-signs.repository.js';
import { ObservationsService } from './observations/observations.service.js';
import { ScalesController } from './scales/scales.controller.js';
import { ScalesRepository } from './scales/scales.repository.js';
import { ScalesService } from './scales/scales.service.js';
import { CitedPhotographs } from './trichoanalysis/cited-photographs.js';
import { TrichoanalysesController } from './trichoanalysis/trichoanalyses.controller.js';
import { TrichoanalysesRepository } from './trichoanalysis/trichoanalyses.repository.js';
import { TrichoanalysesService } from './trichoanalysis/trichoanalyses.service.js';
import { ConsultationParts } from './consultation-parts.service.js';
import { ConsultationsController } from './consultations.controller.js';
import { ConsultationsRepository } from './consultations.repository.js';
import { ConsultationsService } from './consultations.service.js';
import { ConsultationLocks } from './consultation-locks.service.js';
import { RecordsOfMany } from './known-records/records-of-many.repository.js';
import { SigningController } from './signing/signing.controller.js';
import { SignedVersions } from './signing/signed-versions.service.js';
import { SigningService } from './signing/signing.service.js';
import { VersionsRepository } from './signing/versions.repository.js';
import { ConsultationSections } from './export/sections.js';

/** The dermatologist's consultation: medical history, blood tests and trichoanalysis. */
@Module({
  imports: [ClinicModule, PatientsModule, RecordModule, FormularyModule, DocumentsModule],
  controllers: [
    ConsultationsController,
    SigningController,
    BloodTestsController,
    ObservationsController,
    TrichoanalysesController,
    ScalesController,
    ConsultationDocumentController,
  ],
  providers: [
    ConsultationSections,
    ConsultationsRepository,
    ConsultationsService,
    ConsultationParts,
    ConsultationLocks,
    SigningService,
    SignedVersions,
    VersionsRepository,
    BloodTestsRepository,
    BloodTestReports,
    BloodTestsService,
    ObservationsRepository,
    VitalSignsRepository,
    ObservationsService,
    TrichoanalysesRepository,
    CitedPhotographs,
    TrichoanalysesService,
    ScalesRepository,
    ScalesService,
    ConsultationDocumentService,
    RecordsOfMany,
  ],
  exports: [
    ConsultationSections,
    ConsultationsService,
    RecordsOfMany,
    BloodTestReports,
    BloodTestsService,
    ScalesService,
    TrichoanalysesService,
    ConsultationDocumentService,
  ],
})
export class ConsultationsModule {}
