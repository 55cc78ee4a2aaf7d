import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { invalid, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { currentPrincipal, Pages, type Page, type PageQuery } from '../../platform/http/index.js';
import { inStockUnit } from '../domain/amount.js';
import { changeOf, movementErrors } from '../domain/movement.js';
import { LotsRepository } from '../lots/lots.repository.js';
import type { MovementInput, MovementResponse } from './movement.dto.js';
import { MovementsRepository, outOfStock, type Movement } from './movements.repository.js';
import { StockLocationsRepository } from './stock-locations.repository.js';

const responseIn =
  (unit: string) =>
  ({ change, balance, occurredAt, createdAt, ...movement }: Movement): MovementResponse => ({
    ...movement,
    change: { value: change, unit },
    balance: { value: balance, unit },
    occurredAt: occurredAt.toISOString(),
    createdAt: createdAt.toISOString(),
  });

const quantityPointers = { value: '/quantity/value', unit: '/quantity/unit' };

@Injectable()
export class MovementsService {
  constructor(
    private readonly movements: MovementsRepository,
    private readonly lots: LotsRepository,
    private readonly locations: StockLocationsRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async list(lotId: string, query: PageQuery): Promise<Page<MovementResponse>> {
    const lot = await this.lots.find(lotId);
    if (!lot) throw notFound('lot');
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.movements.list(lotId, after, limit),
      position: (movement) => movement.id,
      item: responseIn(lot.product.stockUnit),
      total: () => this.movements.count(lotId),
    });
  }

  /** Books what happened. Also of a lot that may not be used any more: it still comes, is thrown away, or goes into quarantine. */
  async book(lotId: string, input: MovementInput): Promise<MovementResponse> {
    const lot = await this.lots.find(lotId);
    if (!lot) throw notFound('lot');
    const unit = lot.product.stockUnit;
    const amount = inStockUnit(input.quantity, unit, quantityPointers);
    const errors = [...movementErrors(input), ...(await this.placeErrors(input)), ...(typeof amount === 'number' ? [] : [amount])];
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

  /** Places that the clinic does not have, and retired ones that something would be put into. */
  async placeErrors({ kind, locationId, toLocationId }: Pick<MovementInput, 'kind' | 'locationId' | 'toLocationId'>): Promise<FieldError[]> {
    const found = new Map((await this.locations.holdAll([locationId, ...(toLocationId ? [toLocationId] : [])])).map((place) => [place.id, place]));
    const named = [
      { pointer: '/locationId', id: locationId, fills: kind === 'receipt' },
      ...(toLocationId ? [{ pointer: '/toLocationId', id: toLocationId, fills: true }] : []),
    ];
    return named.flatMap(({ pointer, id, fills }) => {
      const place = found.get(id.toLowerCase());
      if (!place) return [{ pointer, code: 'unknown-location', detail: 'The clinic has no such place.' }];
      return fills && place.status === 'retired' ? [{ pointer, code: 'retired', detail: 'Nothing more is put into this place.' }] : [];
    });
  }
}
