import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { productExamples } from '../examples/products.examples.js';
import { ProductLotChange, ProductLotInput, LotQuery, ProductLotResponse } from './lot.dto.js';
import { LotsService } from './lots.service.js';

@ApiTags('Products')
@Controller('v1/product-lots')
export class LotsController {
  constructor(private readonly lots: LotsService) {}

  /** List the lots, with their stock */
  @Get('', {
    permission: 'product.read',
    audit: 'none',
    response: respond.page(ProductLotResponse),
  })
  listProductLots(@Query() query: LotQuery): Promise<Page<ProductLotResponse>> {
    return this.lots.list(query);
  }

  /** Add a lot of a product, with the quantity received */
  @Post('', {
    permission: 'stock.write',
    audit: 'none',
    versioned: true,
    response: respond.created(ProductLotResponse, (lot) => `/v1/product-lots/${lot.id}`),
    problems: ['conflict'],
    examples: {
      'A lot that has come': productExamples.lot,
    },
  })
  createProductLot(@Body() lot: ProductLotInput): Promise<ProductLotResponse> {
    return this.lots.create(lot);
  }

  /** Read a lot, with its stock */
  @Get(':lotId', {
    permission: 'product.read',
    audit: 'none',
    versioned: true,
    live: true,
    response: respond.ok(ProductLotResponse),
  })
  getProductLot(@Param('lotId', Id) lotId: string): Promise<ProductLotResponse> {
    return this.lots.get(lotId);
  }

  /** Correct the number or the last day of a lot */
  @Patch(':lotId', {
    permission: 'stock.write',
    audit: 'none',
    versioned: true,
    mergePatchOf: ProductLotChange,
    response: respond.ok(ProductLotResponse),
    problems: ['conflict'],
    examples: {
      'Another last day': { expiresOn: '2099-12-31' },
    },
  })
  updateProductLot(@Param('lotId', Id) lotId: string, @Body() patch: MergePatchBody): Promise<ProductLotResponse> {
    return this.lots.change(lotId, patch);
  }
}
