import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { BillsService } from '../plan-estimates/bills.service.js';
import { EstimatesService } from '../plan-estimates/estimates.service.js';

/** Exports the quotes and bills of a plan. */
@Injectable()
export class EstimateSections implements ExportSections {
  constructor(
    private readonly quotes: EstimatesService,
    private readonly invoices: BillsService,
  ) {}

  readonly ofPlan = {
    estimates: (planId: string) => readEveryPage((query) => this.quotes.list(planId, query)),
    bills: (planId: string) => readEveryPage((query) => this.invoices.list(planId, query)),
  };
}
