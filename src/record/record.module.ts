import { Module } from '@nestjs/common';
import { FormularyModule } from '../formulary/index.js';
import { PatientsModule } from '../patients/index.js';
import { AllergiesController } from './lists/allergies.controller.js';
import { ConditionsController } from './lists/conditions.controller.js';
import { ListsRepository } from './lists/lists.repository.js';
import { ListsService } from './lists/lists.service.js';
import { MedicationsController } from './lists/medications.controller.js';
import { ProceduresController } from './lists/procedures.controller.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineRepository } from './timeline/timeline.repository.js';
import { TimelineService } from './timeline/timeline.service.js';
import { ListSections } from './export/sections.js';

/** The longitudinal record of a patient: conditions, allergies, medicines and procedures. */
@Module({
  imports: [PatientsModule, FormularyModule],
  controllers: [ConditionsController, AllergiesController, MedicationsController, ProceduresController, TimelineController],
  providers: [ListSections, ListsRepository, ListsService, TimelineRepository, TimelineService],
  exports: [ListSections, ListsService, TimelineService],
})
export class RecordModule {}
