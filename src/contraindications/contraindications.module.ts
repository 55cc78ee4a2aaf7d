import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/index.js';
import { ProductsModule } from '../products/index.js';
import { RecordModule } from '../record/index.js';
import { PatientsModule } from '../patients/index.js';
import { ChecksController } from './checks/checks.controller.js';
import { ChecksRepository } from './checks/checks.repository.js';
import { ChecksService } from './checks/checks.service.js';
import { KnownFactsService } from './checks/known-facts.service.js';
import { PlannedIngredients } from './checks/planned-ingredients.js';
import { RulesetsController } from './rulesets/rulesets.controller.js';
import { RulesetsRepository } from './rulesets/rulesets.repository.js';
import { RulesetsService } from './rulesets/rulesets.service.js';

/** May this person have this treatment on that day? */
@Module({
  imports: [PatientsModule, RecordModule, ConsultationsModule, ProductsModule],
  controllers: [ChecksController, RulesetsController],
  providers: [ChecksRepository, ChecksService, KnownFactsService, PlannedIngredients, RulesetsRepository, RulesetsService],
  exports: [ChecksService, RulesetsService],
})
export class ContraindicationsModule {}
