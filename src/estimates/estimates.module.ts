import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { TreatmentsModule } from '../treatments/index.js';
import { BillsRepository } from './plan-estimates/bills.repository.js';
import { BillsService } from './plan-estimates/bills.service.js';
import { EstimatesController } from './plan-estimates/estimates.controller.js';
import { EstimatesRepository } from './plan-estimates/estimates.repository.js';
import { EstimatesService } from './plan-estimates/estimates.service.js';
import { PriceListController } from './price-list/price-list.controller.js';
import { PriceListService } from './price-list/price-list.service.js';
import { EstimateSections } from './export/sections.js';

/** The cost of treatments: the price list, quotes, and bills compared with quotes. */
@Module({
  imports: [ClinicModule, TreatmentsModule],
  controllers: [PriceListController, EstimatesController],
  providers: [EstimateSections, PriceListService, EstimatesRepository, EstimatesService, BillsRepository, BillsService],
  exports: [EstimateSections, EstimatesService, BillsService],
})
export class EstimatesModule {}
