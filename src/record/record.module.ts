import { Module } from '@nestjs/common';
import { PatientsModule } from '../patients/index.js';
import { AllergiesController } from './lists/allergies.controller.js';
import { ConditionsController } from './lists/conditions.controller.js';
import { ListsRepository } from './lists/lists.repository.js';
import { ListsService } from './lists/lists.service.js';
import { MedicationsController } from './lists/medications.controller.js';
import { ProceduresController } from './lists/procedures.controller.js';

/** What is known of a patient through the years: conditions, allergies, medicines, procedures. */
@Module({
  imports: [PatientsModule],
  controllers: [ConditionsController, AllergiesController, MedicationsController, ProceduresController],
  providers: [ListsRepository, ListsService],
  exports: [ListsService],
})
export class RecordModule {}
