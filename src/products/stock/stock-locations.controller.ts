import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { StockLocationChange, StockLocationInput, StockLocationResponse } from './stock-location.dto.js';
import { StockLocationsService } from './stock-locations.service.js';

@ApiTags('Products')
@Controller('v1/stock-locations')
export class StockLocationsController {
  constructor(private readonly locations: StockLocationsService) {}

  /** List the places where stock is kept */
  @Get('', {
    permission: 'product.read',
    audit: 'none',
    response: respond.page(StockLocationResponse),
  })
  listStockLocations(@Query() query: PageQuery): Promise<Page<StockLocationResponse>> {
    return this.locations.list(query);
  }

  /** Add a place where stock is kept */
  @Post('', {
    permission: 'stock.write',
    audit: 'none',
    versioned: true,
    response: respond.created(StockLocationResponse, (location) => `/v1/stock-locations/${location.id}`),
    problems: ['conflict'],
    examples: {
      'A refrigerator': { name: 'Refrigerator, room 2' },
    },
  })
  createStockLocation(@Body() location: StockLocationInput): Promise<StockLocationResponse> {
    return this.locations.create(location);
  }

  /** Read a place where stock is kept */
  @Get(':stockLocationId', {
    permission: 'product.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(StockLocationResponse),
  })
  getStockLocation(@Param('stockLocationId', Id) stockLocationId: string): Promise<StockLocationResponse> {
    return this.locations.get(stockLocationId);
  }

  /** Rename or retire a place where stock is kept */
  @Patch(':stockLocationId', {
    permission: 'stock.write',
    audit: 'none',
    versioned: true,
    mergePatchOf: StockLocationChange,
    response: respond.ok(StockLocationResponse),
    problems: ['conflict'],
    examples: {
      'Another name': { name: 'Refrigerator, room 3' },
    },
  })
  updateStockLocation(@Param('stockLocationId', Id) stockLocationId: string, @Body() patch: MergePatchBody): Promise<StockLocationResponse> {
    return this.locations.change(stockLocationId, patch);
  }
}
