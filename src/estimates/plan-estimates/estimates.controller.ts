import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, shows, type Page, Get, respond, Post } from '../../platform/http/index.js';
import { BillsService } from './bills.service.js';
import { EstimateAcceptanceInput, BillInput, BillResponse, EstimateResponse, PriceRangeQuery, PriceRangeResponse, EstimateInput } from './estimate.dto.js';
import { EstimatesService } from './estimates.service.js';

@ApiTags('Estimates')
@Controller('v1')
export class EstimatesController {
  constructor(
    private readonly estimates: EstimatesService,
    private readonly bills: BillsService,
  ) {}

  /**
   * Read the price range of a series before the patient is examined
   * @remarks From the lowest to the highest price of the clinic. For one patient, a dermatologist makes a quote after a consultation.
   */
  @Get('price-ranges', {
    permission: 'price-list.read',
    audit: 'none',
    response: respond.ok(PriceRangeResponse),
    problems: ['price-missing'],
  })
  getPriceRange(@Query() query: PriceRangeQuery): Promise<PriceRangeResponse> {
    return this.estimates.getRange(query);
  }

  /**
   * Read the estimate of a plan
   * @remarks The answer is the quote that was accepted last, or else the newest quote. Without a quote, it is the range of the price list for
   * the plan’s sessions.
   */
  @Get('treatment-plans/:planId/estimate', {
    permission: 'estimate.read',
    audit: { action: 'estimate.read', patients: shows.result() },
    response: respond.ok(EstimateResponse),
    problems: ['price-missing'],
  })
  getPlanEstimate(@Param('planId', Id) planId: string): Promise<EstimateResponse> {
    return this.estimates.getByPlan(planId);
  }

  /** List the quotes of a plan */
  @Get('treatment-plans/:planId/estimates', {
    permission: 'estimate.read',
    audit: { action: 'estimate.list', patients: shows.items() },
    response: respond.page(EstimateResponse),
  })
  listPlanEstimates(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<EstimateResponse>> {
    return this.estimates.list(planId, query);
  }

  /**
   * Quote a plan
   * @remarks Uses the price list in force and the sessions of the plan. A quote never changes; a new quote replaces one that is not accepted.
   */
  @Post('treatment-plans/:planId/estimates', {
    permission: 'estimate.write',
    audit: { action: 'estimate.create', patients: shows.result() },
    response: respond.created(EstimateResponse, (estimate) => `/v1/estimates/${estimate.id}`),
    problems: ['price-missing', 'conflict'],
    examples: {
      'A usual case': {},
      'With a discount': { discount: { reason: 'Paid in advance', percent: '5' }, note: 'Anaesthetic gel is included.' },
    },
  })
  createEstimate(@Param('planId', Id) planId: string, @Body() quote: EstimateInput): Promise<EstimateResponse> {
    return this.estimates.quote(planId, quote);
  }

  /** Read a quote */
  @Get('estimates/:estimateId', {
    permission: 'estimate.read',
    audit: { action: 'estimate.read', patients: shows.result() },
    response: respond.ok(EstimateResponse),
  })
  getEstimate(@Param('estimateId', Id) estimateId: string): Promise<EstimateResponse> {
    return this.estimates.get(estimateId);
  }

  /** Record that a quote was accepted */
  @Post('estimates/:estimateId/accept', {
    permission: 'estimate.write',
    audit: { action: 'estimate.accept', patients: shows.result() },
    response: respond.ok(EstimateResponse),
    problems: ['estimate-not-open', 'conflict'],
    examples: {
      'By the patient': { acceptorName: 'Asha Testperson' },
    },
  })
  acceptEstimate(@Param('estimateId', Id) estimateId: string, @Body() acceptance: EstimateAcceptanceInput): Promise<EstimateResponse> {
    return this.estimates.accept(estimateId, acceptance);
  }

  /** List the bills of a plan */
  @Get('treatment-plans/:planId/bills', {
    permission: 'estimate.read',
    audit: { action: 'bill.list', patients: shows.items() },
    response: respond.page(BillResponse),
  })
  listPlanBills(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<BillResponse>> {
    return this.bills.list(planId, query);
  }

  /**
   * Write the final bill of a plan
   * @remarks The bill is compared with the accepted quote, and the difference is explained. A bill beyond the tolerance needs a reason; a
   * higher bill also needs the patient's acceptance.
   */
  @Post('treatment-plans/:planId/bills', {
    permission: 'estimate.write',
    audit: { action: 'bill.create', patients: shows.result() },
    response: respond.created(BillResponse, (bill) => `/v1/bills/${bill.id}`),
    problems: ['estimate-not-accepted', 'bill-beyond-tolerance'],
    examples: {
      'As quoted': {
        lines: [{ kind: 'session', description: 'Mesotherapy, sessions 1 to 8', quantity: 8, unitPrice: { amount: '2850.00', currency: 'INR' } }],
      },
    },
  })
  createBill(@Param('planId', Id) planId: string, @Body() bill: BillInput): Promise<BillResponse> {
    return this.bills.write(planId, bill);
  }

  /** Read a bill */
  @Get('bills/:billId', {
    permission: 'estimate.read',
    audit: { action: 'bill.read', patients: shows.result() },
    response: respond.ok(BillResponse),
  })
  getBill(@Param('billId', Id) billId: string): Promise<BillResponse> {
    return this.bills.get(billId);
  }
}
