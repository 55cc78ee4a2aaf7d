import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, type Page, Get, respond, Post } from '../../platform/http/index.js';
import { productExamples } from '../examples/products.examples.js';
import { StockMovementInput, StockMovementResponse } from '../stock/movement.dto.js';
import { MovementsService } from './movements.service.js';

@ApiTags('Products')
@Controller('v1/product-lots/:lotId/movements')
export class MovementsController {
  constructor(private readonly movements: MovementsService) {}

  /**
   * List the movements of the stock of a lot
   * @remarks The newest movement comes first. The exposures say on which patients the lot was used. A use that was recorded by mistake stays
   * in the list, together with its reversal. A reversal is booked by amending the record of the session (`POST
   * /v1/treatment-sessions/{id}/amendments`), so that record and stock agree.
   */
  @Get('', {
    permission: 'product.read',
    audit: 'none',
    response: respond.page(StockMovementResponse),
  })
  listStockMovements(@Param('lotId', Id) lotId: string, @Query() query: PageQuery): Promise<Page<StockMovementResponse>> {
    return this.movements.list(lotId, query);
  }

  /**
   * Book a receipt, waste, a transfer or a count
   * @remarks The stock never goes below zero, even with simultaneous bookings. A use is booked by completing its session.
   */
  @Post('', {
    permission: 'stock.write',
    audit: 'none',
    response: respond.created(StockMovementResponse, (movement) => `/v1/product-lots/${movement.lotId}/movements`, 'The entry, with what is at the place now.'),
    problems: ['out-of-stock'],
    examples: {
      'A receipt': productExamples.receipt,
      'A count': productExamples.count,
    },
  })
  createStockMovement(@Param('lotId', Id) lotId: string, @Body() movement: StockMovementInput): Promise<StockMovementResponse> {
    return this.movements.book(lotId, movement);
  }
}
