import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { getCurrentPrincipal, Pages, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import { convertToStockUnit } from '../domain/amount.js';
import { computeStockChange, validateMovement } from '../domain/movement.js';
import { LotsRepository } from '../lots/lots.repository.js';
import type { StockMovementInput, StockMovementResponse } from '../stock/movement.dto.js';
import { MovementsRepository, createOutOfStockFailure, type Movement } from '../stock/movements.repository.js';
import { StockPlaces } from '../stock/stock-places.service.js';

const toResponseInUnit =
  (unit: string) =>
  ({ change, balance, occurredAt, createdAt, ...movement }: Movement): StockMovementResponse => ({
    ...movement,
    change: { value: change, unit },
    balance: { value: balance, unit },
    occurredAt: occurredAt.toISOString(),
    recordedBy: toActor(movement.recordedBy),
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
    if (!lot) throw createNotFoundFailure('lot');
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.movements.list(lotId, after, limit),
      position: (movement) => movement.id,
      item: toResponseInUnit(lot.product.stockUnit),
      total: () => this.movements.count(lotId),
    });
  }

  /** Books a movement. A lot that may not be used any more can still be received, thrown away or moved to quarantine. */
  async book(lotId: string, input: StockMovementInput): Promise<StockMovementResponse> {
    const lot = await this.lots.find(lotId);
    if (!lot) throw createNotFoundFailure('lot');
    const unit = lot.product.stockUnit;
    const amount = convertToStockUnit(input.quantity, unit, quantityPointers);
    const errors = [...validateMovement(input), ...(await this.places.validatePlaces(input)), ...(typeof amount === 'number' ? [] : [amount])];
    if (errors.length > 0 || typeof amount !== 'number') throw createInvalidInputFailure(errors);
    const now = this.clock.now();
    const counts = input.kind === 'correction';
    const movement = await this.movements.insert(
      {
        id: createId(),
        lotId,
        kind: input.kind,
        locationId: input.locationId,
        toLocationId: input.toLocationId ?? null,
        change: counts ? 0 : computeStockChange(input.kind, amount),
        counted: counts ? amount : null,
        reason: input.reason ?? null,
        used: null,
        reverses: null,
        occurredAt: now,
        recordedBy: getCurrentPrincipal().id,
        createdAt: now,
      },
      createOutOfStockFailure({ lotId, locationId: input.locationId }, unit),
    );
    return toResponseInUnit(unit)(movement);
  }
}
