import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsentsController } from './consents/consents.controller.js';
import { ConsentsRepository } from './consents/consents.repository.js';
import { ConsentsService } from './consents/consents.service.js';
import { ConsentValidityController } from './consents/validity/consent-validity.controller.js';
import { ConsentValidityService } from './consents/validity/consent-validity.service.js';
import { MergingController } from './merging/merging.controller.js';
import { MergingRepository } from './merging/merging.repository.js';
import { MergingService } from './merging/merging.service.js';
import { DuplicateFinder } from './duplicates/duplicate-finder.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { DuplicatesService } from './duplicates/duplicates.service.js';
import { IncludedPatients } from './listed/included-patients.service.js';
import { LifeOfRecord } from './life-of-record.js';
import { LikelyPatients } from './duplicates/likely-patients.js';
import { RegistrationCheck } from './duplicates/registration-check.js';
import { PatientSearch } from './patient-search.js';
import { PatientsController } from './registry/patients.controller.js';
import { PatientsRepository } from './patients.repository.js';
import { PatientsService } from './registry/patients.service.js';
import { PatientSections } from './export/sections.js';

/** The patients of the clinic, and their consents. */
@Module({
  imports: [ClinicModule],
  controllers: [PatientsController, DuplicatesController, MergingController, ConsentsController, ConsentValidityController],
  providers: [
    PatientSections,
    PatientsRepository,
    PatientSearch,
    DuplicateFinder,
    RegistrationCheck,
    LifeOfRecord,
    IncludedPatients,
    DuplicatesService,
    LikelyPatients,
    PatientsService,
    MergingRepository,
    MergingService,
    ConsentsRepository,
    ConsentsService,
    ConsentValidityService,
  ],
  exports: [PatientSections, PatientsService, LikelyPatients, IncludedPatients, ConsentsService, MergingService],
})
export class PatientsModule {}
