import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, respond, Put } from '../../platform/http/index.js';
import type { MoneyAmount } from '../money.dto.js';
import { PriceListInput, PriceListResponse } from './price-list.dto.js';
import { PriceListService } from './price-list.service.js';

const toRupees = (amount: string): MoneyAmount => ({ amount, currency: 'INR' });

@ApiTags('Estimates')
@Controller('v1/price-list')
export class PriceListController {
  constructor(private readonly lists: PriceListService) {}

  /** Read the price list */
  @Get('', {
    permission: 'price-list.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(PriceListResponse),
  })
  getPriceList(): Promise<PriceListResponse> {
    return this.lists.get();
  }

  /**
   * Set the price list
   * @remarks Makes a new version. Earlier quotes do not change.
   */
  @Put('', {
    permission: 'price-list.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(PriceListResponse),
    examples: {
      'Two treatments, with tax': {
        treatments: [
          {
            treatment: 'mesotherapy',
            perSession: { low: toRupees('1200.00'), usual: toRupees('2500.00'), high: toRupees('4500.00') },
            options: [
              { factor: 'area', option: 'large', title: 'More than 100 cm²', percent: '20' },
              { factor: 'extent', option: 'early', title: 'Early hair loss', percent: '-10' },
            ],
          },
          {
            treatment: 'scalp-micropigmentation',
            perSession: { low: toRupees('15000.00'), usual: toRupees('20000.00'), high: toRupees('30000.00') },
            options: [],
          },
        ],
        tax: { percent: '18', included: false },
        validityDays: 30,
        tolerance: { toldAbovePercent: '5', reasonAbovePercent: '10' },
      },
    },
  })
  replacePriceList(@Body() list: PriceListInput): Promise<PriceListResponse> {
    return this.lists.set(list);
  }
}
