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
  MergePatchOf,
  PageQuery,
  Unaudited,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { StockLocationChange, StockLocationInput, StockLocationResponse } from './stock-location.dto.js';
import { StockLocationsService } from './stock-locations.service.js';

@ApiTags('Products')
@Controller('v1/stock-locations')
export class StockLocationsController {
  constructor(private readonly locations: StockLocationsService) {}

  /** List the places where stock is kept */
  @Get()
  @Access('product.read')
  @Unaudited()
  @AnswersPage(StockLocationResponse)
  listStockLocations(@Query() query: PageQuery): Promise<Page<StockLocationResponse>> {
    return this.locations.list(query);
  }

  /** Add a place where stock is kept */
  @Post()
  @Access('stock.write')
  @Unaudited()
  @Versioned()
  @Example('A refrigerator', { name: 'Refrigerator, room 2' })
  @Creates(StockLocationResponse, (location) => `/v1/stock-locations/${location.id}`)
  @Fails('conflict')
  createStockLocation(@Body() location: StockLocationInput): Promise<StockLocationResponse> {
    return this.locations.create(location);
  }

  /** Read a place where stock is kept */
  @Get(':stockLocationId')
  @Access('product.read')
  @Unaudited()
  @Versioned()
  @Answers(StockLocationResponse)
  getStockLocation(@Param('stockLocationId', Id) stockLocationId: string): Promise<StockLocationResponse> {
    return this.locations.get(stockLocationId);
  }

  /** Rename or retire a place where stock is kept */
  @Patch(':stockLocationId')
  @Access('stock.write')
  @Unaudited()
  @Versioned()
  @MergePatchOf(StockLocationChange)
  @Example('Another name', { name: 'Refrigerator, room 3' })
  @Answers(StockLocationResponse)
  @Fails('conflict')
  updateStockLocation(@Param('stockLocationId', Id) stockLocationId: string, @Body() patch: MergePatchBody): Promise<StockLocationResponse> {
    return this.locations.change(stockLocationId, patch);
  }
}
