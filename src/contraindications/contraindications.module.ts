import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { FormularyModule } from '../formulary/index.js';
import { ProductsModule } from '../products/index.js';
import { RecordModule } from '../record/index.js';
import { PatientsModule } from '../patients/index.js';
import { DocumentsModule } from '../platform/documents/index.js';
import { ChecksController } from './checks/checks.controller.js';
import { ChecksRepository } from './checks/checks.repository.js';
import { ChecksService } from './checks/checks.service.js';
import { DismissalsController } from './checks/dismissals.controller.js';
import { DismissalsRepository } from './checks/dismissals.repository.js';
import { DismissalsService } from './checks/dismissals.service.js';
import { KnownFactsService } from './checks/known-facts.service.js';
import { OverridesService } from './checks/overrides.service.js';
import { PlannedIngredients } from './checks/planned-ingredients.js';
import { ReEvaluationsService } from './checks/re-evaluations.service.js';
import { ScreeningsService } from './checks/screenings.service.js';
import { ExplanationController } from './check-explanation/explanation.controller.js';
import { ExplanationRepository } from './check-explanation/explanation.repository.js';
import { ExplanationService } from './check-explanation/explanation.service.js';
import { FactsController } from './facts-catalogue/facts.controller.js';
import { OpenQuestionsController } from './open-questions/open-questions.controller.js';
import { OpenQuestionsService } from './open-questions/open-questions.service.js';
import { OverrideReportController } from './override-report/override-report.controller.js';
import { OverrideReportRepository } from './override-report/override-report.repository.js';
import { OverrideReportService } from './override-report/override-report.service.js';
import { DraftsService } from './rulesets/drafts.service.js';
import { RulesetsController } from './rulesets/rulesets.controller.js';
import { RulesetsRepository } from './rulesets/rulesets.repository.js';
import { RulesetsService } from './rulesets/rulesets.service.js';
import { ShippedKnowledge } from './rulesets/updates/shipped-knowledge.js';
import { UpdatesController } from './rulesets/updates/updates.controller.js';
import { UpdatesRepository } from './rulesets/updates/updates.repository.js';
import { UpdatesService } from './rulesets/updates/updates.service.js';
import { CheckSections } from './export/sections.js';

/** The module that checks whether a person may have a treatment on a day. */
@Module({
  imports: [ClinicModule, PatientsModule, RecordModule, ConsultationsModule, DocumentsModule, ProductsModule, FormularyModule],
  controllers: [
    ChecksController,
    DismissalsController,
    UpdatesController,
    RulesetsController,
    FactsController,
    OpenQuestionsController,
    ExplanationController,
    OverrideReportController,
  ],
  providers: [
    CheckSections,
    ChecksRepository,
    ChecksService,
    DismissalsRepository,
    DismissalsService,
    OverridesService,
    ReEvaluationsService,
    ScreeningsService,
    KnownFactsService,
    PlannedIngredients,
    RulesetsRepository,
    RulesetsService,
    DraftsService,
    ShippedKnowledge,
    UpdatesRepository,
    UpdatesService,
    OpenQuestionsService,
    ExplanationRepository,
    ExplanationService,
    OverrideReportRepository,
    OverrideReportService,
  ],
  exports: [CheckSections, ChecksService, DismissalsService, ScreeningsService, RulesetsService, DraftsService, ExplanationService, OpenQuestionsService],
})
export class ContraindicationsModule {}
