import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/index.js';
import { PatientsModule } from '../patients/index.js';
import { PhotographsModule } from '../photographs/index.js';
import { TreatmentsModule } from '../treatments/index.js';
import { FiguresController } from './figures/figures.controller.js';
import { FiguresRepository } from './figures/figures.repository.js';
import { FiguresService } from './figures/figures.service.js';
import { PlanOutcomesController } from './plan-outcomes/plan-outcomes.controller.js';
import { PlanOutcomesService } from './plan-outcomes/plan-outcomes.service.js';
import { RatingsController } from './ratings/ratings.controller.js';
import { RatingsRepository } from './ratings/ratings.repository.js';
import { RatingsService } from './ratings/ratings.service.js';
import { RatingSections } from './export/sections.js';

/** The outcomes of treatment plans: for one patient, and for the clinic. */
@Module({
  imports: [PatientsModule, ConsultationsModule, PhotographsModule, TreatmentsModule],
  controllers: [RatingsController, PlanOutcomesController, FiguresController],
  providers: [RatingSections, RatingsRepository, RatingsService, PlanOutcomesService, FiguresRepository, FiguresService],
  exports: [RatingSections, RatingsService, PlanOutcomesService],
})
export class OutcomesModule {}
