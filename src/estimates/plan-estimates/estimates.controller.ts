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
   * Say what a series costs, before anybody was seen
   * @remarks From the lowest to the highest price of the clinic. What it is in one case, a dermatologist can say after a consultation.
   */
  @Get('price-ranges', {
    permission: 'price-list.read',
    audit: 'none',
    response: respond.ok(PriceRangeResponse),
    problems: ['price-missing'],
  })
  getPriceRange(@Query() query: PriceRangeQuery): Promise<PriceRangeResponse> {
    return this.estimates.range(query);
  }

  /**
   * Read what a plan costs
   * @remarks The quote that was accepted last, else the newest, else the range of the price list for the plan’s sessions.
   */
  @Get('treatment-plans/:planId/estimate', {
    permission: 'estimate.read',
    audit: { action: 'estimate.read', patients: shows.result() },
    response: respond.ok(EstimateResponse),
    problems: ['price-missing'],
  })
  getPlanEstimate(@Param('planId', Id) planId: string): Promise<EstimateResponse> {
    return this.estimates.ofPlan(planId);
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
   * @remarks By the price list in force, for the sessions of the plan. A quote never changes; a new one takes its place unless it is accepted.
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
   * @remarks It is held against the quote that was accepted, and the difference is explained. Beyond the tolerance it needs a reason, and
   * when it is higher that the patient accepts it anew.
   */
  @Post('treatment-plans/:planId/bills', {
    permission: 'estimate.write',
    audit: { action: 'bill.create', patients: shows.result() },
    response: respond.created(BillResponse, (bill) => `/v1/treatment-plans/${bill.planId}/bills`),
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
}
