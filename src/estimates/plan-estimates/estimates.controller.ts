import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Audited, Creates, Example, Fails, Id, PageQuery, shows, Unaudited, type Page } from '../../platform/http/index.js';
import { BillsService } from './bills.service.js';
import { QuoteAcceptanceInput, BillInput, BillResponse, EstimateResponse, PriceRangeQuery, PriceRangeResponse, QuoteInput } from './estimate.dto.js';
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
  @Get('price-ranges')
  @Access('price-list.read')
  @Unaudited()
  @Answers(PriceRangeResponse)
  @Fails('price-missing')
  getPriceRange(@Query() query: PriceRangeQuery): Promise<PriceRangeResponse> {
    return this.estimates.range(query);
  }

  /**
   * Read what a plan costs
   * @remarks The quote that was accepted last, else the newest, else the range of the price list for the plan’s sessions.
   */
  @Get('treatment-plans/:planId/estimate')
  @Access('estimate.read')
  @Audited('estimate.read', shows.result())
  @Answers(EstimateResponse)
  @Fails('price-missing')
  getPlanEstimate(@Param('planId', Id) planId: string): Promise<EstimateResponse> {
    return this.estimates.ofPlan(planId);
  }

  /** List the quotes of a plan */
  @Get('treatment-plans/:planId/estimates')
  @Access('estimate.read')
  @Audited('estimate.list', shows.items())
  @AnswersPage(EstimateResponse)
  listPlanEstimates(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<EstimateResponse>> {
    return this.estimates.list(planId, query);
  }

  /**
   * Quote a plan
   * @remarks By the price list in force, for the sessions of the plan. A quote never changes; a new one takes its place unless it is accepted.
   */
  @Post('treatment-plans/:planId/estimates')
  @Access('estimate.write')
  @Audited('estimate.create', shows.result())
  @Example('A usual case', {})
  @Example('With a discount', { discount: { reason: 'Paid in advance', percent: '5' }, note: 'Anaesthetic gel is included.' })
  @Creates(EstimateResponse, (estimate) => `/v1/estimates/${estimate.id}`)
  @Fails('price-missing', 'conflict')
  createEstimate(@Param('planId', Id) planId: string, @Body() quote: QuoteInput): Promise<EstimateResponse> {
    return this.estimates.quote(planId, quote);
  }

  /** Read a quote */
  @Get('estimates/:estimateId')
  @Access('estimate.read')
  @Audited('estimate.read', shows.result())
  @Answers(EstimateResponse)
  getEstimate(@Param('estimateId', Id) estimateId: string): Promise<EstimateResponse> {
    return this.estimates.get(estimateId);
  }

  /** Record that a quote was accepted */
  @Post('estimates/:estimateId/accept')
  @Access('estimate.write')
  @Audited('estimate.accept', shows.result())
  @Example('By the patient', { acceptedBy: 'Asha Testperson' })
  @Answers(EstimateResponse)
  @Fails('estimate-not-open', 'conflict')
  acceptEstimate(@Param('estimateId', Id) estimateId: string, @Body() acceptance: QuoteAcceptanceInput): Promise<EstimateResponse> {
    return this.estimates.accept(estimateId, acceptance);
  }

  /** List the bills of a plan */
  @Get('treatment-plans/:planId/bills')
  @Access('estimate.read')
  @Audited('bill.list', shows.items())
  @AnswersPage(BillResponse)
  listPlanBills(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<BillResponse>> {
    return this.bills.list(planId, query);
  }

  /**
   * Write the final bill of a plan
   * @remarks It is held against the quote that was accepted, and the difference is explained. Beyond the tolerance it needs a reason, and
   * when it is higher that the patient accepts it anew.
   */
  @Post('treatment-plans/:planId/bills')
  @Access('estimate.write')
  @Audited('bill.create', shows.result())
  @Example('As quoted', {
    lines: [{ kind: 'session', description: 'Mesotherapy, sessions 1 to 8', quantity: 8, unitPrice: { amount: '2850.00', currency: 'INR' } }],
  })
  @Creates(BillResponse, (bill) => `/v1/treatment-plans/${bill.planId}/bills`)
  @Fails('estimate-not-accepted', 'bill-beyond-tolerance')
  createBill(@Param('planId', Id) planId: string, @Body() bill: BillInput): Promise<BillResponse> {
    return this.bills.write(planId, bill);
  }
}
