import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/index.js';
import { RecordModule } from '../record/index.js';
import { PatientsModule } from '../patients/index.js';
import { ChecksController } from './checks/checks.controller.js';
import { ChecksRepository } from './checks/checks.repository.js';
import { ChecksService } from './checks/checks.service.js';
import { KnownFactsService } from './checks/known-facts.service.js';
import { OverridesService } from './checks/overrides.service.js';
import { ReEvaluationsService } from './checks/re-evaluations.service.js';
import { ScreeningsService } from './checks/screenings.service.js';
import { DraftsService } from './rulesets/drafts.service.js';
import { RulesetsController } from './rulesets/rulesets.controller.js';
import { RulesetsRepository } from './rulesets/rulesets.repository.js';
import { RulesetsService } from './rulesets/rulesets.service.js';

/** May this person have this treatment on that day? */
@Module({
  imports: [PatientsModule, RecordModule, ConsultationsModule],
  controllers: [ChecksController, RulesetsController],
  providers: [
    ChecksRepository,
    ChecksService,
    OverridesService,
    ReEvaluationsService,
    ScreeningsService,
    KnownFactsService,
    RulesetsRepository,
    RulesetsService,
    DraftsService,
  ],
  exports: [ChecksService, ScreeningsService, RulesetsService, DraftsService],
})
export class ContraindicationsModule {}
