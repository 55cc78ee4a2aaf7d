import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { invalid, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { currentPrincipal, Pages, type Page, type PageQuery, actor } from '../../platform/http/index.js';
import { inStockUnit } from '../domain/amount.js';
import { changeOf, movementErrors } from '../domain/movement.js';
import { LotsRepository } from '../lots/lots.repository.js';
import type { StockMovementInput, StockMovementResponse } from '../stock/movement.dto.js';
import { MovementsRepository, outOfStock, type Movement } from '../stock/movements.repository.js';
import { StockPlaces } from '../stock/stock-places.service.js';

const responseIn =
  (unit: string) =>
  ({ change, balance, occurredAt, createdAt, ...movement }: Movement): StockMovementResponse => ({
    ...movement,
    change: { value: change, unit },
    balance: { value: balance, unit },
    occurredAt: occurredAt.toISOString(),
    recordedBy: actor(movement.recordedBy),
    createdAt: createdAt.toISOString(),
  });

const quantityPointers = { value: '/quantity/value', unit: '/quantity/unit' };

@Injectable()
export class MovementsService {
  constructor(
    private readonly movements: MovementsRepository,
    private readonly lots: LotsRepository,
    private readonly places: StockPlaces,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async list(lotId: string, query: PageQuery): Promise<Page<StockMovementResponse>> {
    const lot = await this.lots.find(lotId);
    if (!lot) throw notFound('lot');
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.movements.list(lotId, after, limit),
      position: (movement) => movement.id,
      item: responseIn(lot.product.stockUnit),
      total: () => this.movements.count(lotId),
    });
  }

  /** Books a movement. A lot that may not be used any more can still be received, thrown away or moved to quarantine. */
  async book(lotId: string, input: StockMovementInput): Promise<StockMovementResponse> {
    const lot = await this.lots.find(lotId);
    if (!lot) throw notFound('lot');
    const unit = lot.product.stockUnit;
    const amount = inStockUnit(input.quantity, unit, quantityPointers);
    const errors = [...movementErrors(input), ...(await this.places.errors(input)), ...(typeof amount === 'number' ? [] : [amount])];
    if (errors.length > 0 || typeof amount !== 'number') throw invalid(errors);
    const now = this.clock.now();
    const counts = input.kind === 'correction';
    const movement = await this.movements.insert(
      {
        id: newId(),
        lotId,
        kind: input.kind,
        locationId: input.locationId,
        toLocationId: input.toLocationId ?? null,
        change: counts ? 0 : changeOf(input.kind, amount),
        counted: counts ? amount : null,
        reason: input.reason ?? null,
        used: null,
        reverses: null,
        occurredAt: now,
        recordedBy: currentPrincipal().id,
        createdAt: now,
      },
      outOfStock({ lotId, locationId: input.locationId }, unit),
    );
    return responseIn(unit)(movement);
  }
}
