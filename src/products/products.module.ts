import { Module } from '@nestjs/common';
import { PatientsModule } from '../patients/index.js';
import { ProductsController } from './catalogue/products.controller.js';
import { ProductsRepository } from './catalogue/products.repository.js';
import { ProductsService } from './catalogue/products.service.js';
import { LotsController } from './lots/lots.controller.js';
import { LotsRepository } from './lots/lots.repository.js';
import { LotsService } from './lots/lots.service.js';
import { ExposuresRepository } from './recalls/exposures.repository.js';
import { RecallsController } from './recalls/recalls.controller.js';
import { RecallsService } from './recalls/recalls.service.js';
import { MovementsController } from './booking/movements.controller.js';
import { MovementsRepository } from './stock/movements.repository.js';
import { MovementsService } from './booking/movements.service.js';
import { StockLocationsController } from './stock/stock-locations.controller.js';
import { StockPlaces } from './stock/stock-places.service.js';
import { StockLocationsRepository } from './stock/stock-locations.repository.js';
import { StockLocationsService } from './stock/stock-locations.service.js';
import { UsageService } from './usage.service.js';
import { ExposureSections } from './export/sections.js';

/** The products that the clinic uses on patients: products, lots, stock, exposures, recalls. */
@Module({
  imports: [PatientsModule],
  controllers: [ProductsController, LotsController, RecallsController, MovementsController, StockLocationsController],
  providers: [
    ExposureSections,
    ProductsRepository,
    ProductsService,
    LotsRepository,
    LotsService,
    ExposuresRepository,
    RecallsService,
    MovementsRepository,
    MovementsService,
    StockLocationsRepository,
    StockPlaces,
    StockLocationsService,
    UsageService,
  ],
  exports: [ExposureSections, LotsService, ProductsService, RecallsService, StockLocationsService, UsageService],
})
export class ProductsModule {}
