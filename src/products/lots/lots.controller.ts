import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Creates,
  Example,
  Fails,
  Id,
  Live,
  MergePatchOf,
  Unaudited,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { productExamples } from '../products.examples.js';
import { LotChange, LotInput, LotQuery, LotResponse } from './lot.dto.js';
import { LotsService } from './lots.service.js';

@ApiTags('Products')
@Controller('v1/product-lots')
export class LotsController {
  constructor(private readonly lots: LotsService) {}

  /** List the lots, with what is there of each */
  @Get()
  @Access('product.read')
  @Unaudited()
  @AnswersPage(LotResponse)
  listProductLots(@Query() query: LotQuery): Promise<Page<LotResponse>> {
    return this.lots.list(query);
  }

  /** Add a lot of a product, with what has come of it */
  @Post()
  @Access('stock.write')
  @Unaudited()
  @Versioned()
  @Example('A lot that has come', productExamples.lot)
  @Creates(LotResponse, (lot) => `/v1/product-lots/${lot.id}`)
  @Fails('conflict')
  createProductLot(@Body() lot: LotInput): Promise<LotResponse> {
    return this.lots.create(lot);
  }

  /** Read a lot, with what is there of it */
  @Get(':lotId')
  @Access('product.read')
  @Unaudited()
  @Versioned()
  @Live()
  @Answers(LotResponse)
  getProductLot(@Param('lotId', Id) lotId: string): Promise<LotResponse> {
    return this.lots.get(lotId);
  }

  /** Correct the number or the last day of a lot */
  @Patch(':lotId')
  @Access('stock.write')
  @Unaudited()
  @Versioned()
  @MergePatchOf(LotChange)
  @Example('Another last day', { expiresOn: '2099-12-31' })
  @Answers(LotResponse)
  @Fails('conflict')
  updateProductLot(@Param('lotId', Id) lotId: string, @Body() patch: MergePatchBody): Promise<LotResponse> {
    return this.lots.change(lotId, patch);
  }
}
