import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createConflictFailure, createInvalidInputFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, requireVersion, withPatch, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { ProductsRepository, type Product } from '../catalogue/products.repository.js';
import { convertToStockUnit } from '../domain/amount.js';
import { MovementsRepository, createOutOfStockFailure } from '../stock/movements.repository.js';
import { StockPlaces } from '../stock/stock-places.service.js';
import { ProductLotChange, type ProductLotInput, type LotQuery, type ProductLotResponse } from './lot.dto.js';
import { toResponse } from './lot.response.js';
import { LotsRepository, type Lot } from './lots.repository.js';

const sameNumber = 'The product has a lot of this number already.';
const uniqueNumbers: ReadonlySet<string> = new Set(['product_lots_number_unique', 'product_lots_number_key_unique']);

const receivedPointers = { value: '/received/value', unit: '/received/unit' };

const validateLotProduct = (product: Product | null): FieldError[] => {
  if (!product) return [{ pointer: '/productId', code: 'unknown-product', detail: 'The clinic has no such product: name one that GET /v1/products lists.' }];
  return product.status === 'retired'
    ? [{ pointer: '/productId', code: 'retired', detail: 'A retired product gets no new lots: name an active one, or make this one active first.' }]
    : [];
};

/** The most lots that a screen lists. */
const MOST_USABLE_LOTS = 500;

@Injectable()
export class LotsService {
  constructor(
    private readonly lots: LotsRepository,
    private readonly products: ProductsRepository,
    private readonly movements: MovementsRepository,
    private readonly places: StockPlaces,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Lists the lots that may be used today and are in stock, those that expire first before the others. */
  async listUsable(): Promise<ProductLotResponse[]> {
    const today = this.getToday();
    return (await this.lots.listUsable(today, MOST_USABLE_LOTS)).map((lot) => toResponse(lot, today));
  }

  async get(lotId: string): Promise<ProductLotResponse> {
    const lot = await this.lots.find(lotId);
    if (!lot) throw createNotFoundFailure('lot');
    return toResponse(lot, this.getToday());
  }

  list(query: LotQuery): Promise<Page<ProductLotResponse>> {
    const today = this.getToday();
    const filter = { productId: query.productId ?? null, lotNumber: query.lotNumber ?? null, status: query.status ?? null, today };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.lots.list(filter, after, limit),
      position: (lot) => lot.id,
      item: (lot) => toResponse(lot, today),
      total: () => this.lots.count(filter),
    });
  }

  async create(input: ProductLotInput): Promise<ProductLotResponse> {
    const product = await this.products.hold(input.productId);
    const received = product && input.received ? convertToStockUnit(input.received, product.stockUnit, receivedPointers) : null;
    const unitError = received === null || typeof received === 'number' ? null : received;
    const errors = [...validateLotProduct(product), ...(await this.validateReceipt(input)), ...(unitError ? [unitError] : [])];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return this.add(input, product!, typeof received === 'number' ? received : null);
  }

  async change(lotId: string, patch: MergePatchBody): Promise<ProductLotResponse> {
    const lot = await this.lots.lock(lotId);
    if (!lot) throw createNotFoundFailure('lot');
    requireVersion(lot.version);
    const { lotNumber, expiresOn, isAnotherLot } = lot;
    const changed = withPatch(ProductLotChange, { lotNumber, expiresOn, isAnotherLot }, patch);
    const next: Lot = { ...lot, ...changed, lotNumber: changed.lotNumber.trim(), isAnotherLot: changed.isAnotherLot ?? false, updatedAt: this.clock.now() };
    if (next.lotNumber !== lotNumber || next.isAnotherLot !== isAnotherLot) await this.requireOneOfItsKind(next);
    await this.saveOrRefuseDuplicate(() => this.lots.update(next));
    return this.get(lotId);
  }

  private async add(input: ProductLotInput, product: Product, received: number | null): Promise<ProductLotResponse> {
    const now = this.clock.now();
    const lot: Lot = {
      id: createId(),
      product: { id: product.id, name: product.name, kind: product.kind, stockUnit: product.stockUnit },
      lotNumber: input.lotNumber.trim(),
      expiresOn: input.expiresOn,
      isAnotherLot: input.isAnotherLot ?? false,
      ...withoutRecall,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.requireOneOfItsKind(lot);
    await this.saveOrRefuseDuplicate(() => this.lots.insert(lot));
    if (received !== null) await this.receive(lot, input.locationId!, received, now);
    return this.get(lot.id);
  }

  private async validateReceipt({ received, locationId }: ProductLotInput): Promise<FieldError[]> {
    if (received && !locationId)
      return [{ pointer: '/locationId', code: 'required', detail: 'What has come was put somewhere: name a place that GET /v1/stock-locations lists.' }];
    if (!received && locationId)
      return [{ pointer: '/received', code: 'required', detail: 'Say how much was put there, such as {"value": 10, "unit": "mL"}.' }];
    if (!received || !locationId) return [];
    const nothing: FieldError[] =
      received.value === 0
        ? [{ pointer: '/received/value', code: 'out-of-range', detail: 'What has come is more than 0: leave received out where nothing has.' }]
        : [];
    return [...nothing, ...(await this.places.validatePlaces({ kind: 'receipt', locationId }))];
  }

  private async receive(lot: Lot, locationId: string, amount: number, now: Date): Promise<void> {
    await this.movements.insert(
      {
        id: createId(),
        lotId: lot.id,
        kind: 'receipt',
        locationId,
        toLocationId: null,
        change: amount,
        counted: null,
        reason: null,
        used: null,
        reverses: null,
        occurredAt: now,
        recordedBy: getCurrentPrincipal().id,
        createdAt: now,
      },
      createOutOfStockFailure({ lotId: lot.id, locationId }, lot.product.stockUnit),
    );
  }

  /** Fails with the lots whose number is almost the same, unless the caller states that this is another lot. */
  private async requireOneOfItsKind(lot: Lot): Promise<void> {
    const alike = await this.lots.listAlike(lot);
    const same = alike.find(({ lotNumber }) => lotNumber === lot.lotNumber);
    if (same) throw createConflictFailure(sameNumber, { lots: [same] });
    if (alike.length === 0 || lot.isAnotherLot) return;
    const numbers = alike.map(({ lotNumber }) => lotNumber).join(', ');
    throw createConflictFailure(`The product has this lot already, written ${numbers}. If it is another one, say so in isAnotherLot.`, { lots: alike });
  }

  private async saveOrRefuseDuplicate(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A concurrent request added the lot.
      if (uniqueNumbers.has(findViolatedConstraint(error) ?? '')) throw createConflictFailure(sameNumber);
      throw error;
    }
  }

  private getToday(): string {
    return toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
  }
}

const withoutRecall = {
  recallReason: null,
  recallSource: null,
  recalledAt: null,
  recallRecordedBy: null,
  withdrawalReason: null,
  withdrawnAt: null,
  withdrawnBy: null,
};
