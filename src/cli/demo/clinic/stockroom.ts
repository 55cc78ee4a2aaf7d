/** The stock of the clinic and its events: deliveries, counts, waste and recalls. */
import { productExamples } from '../../../products/index.js';
import { addDays, type Day } from '../../../kernel/day.js';
import type { Random } from './random.js';
import { toInstant, toDay, toOpenDay } from './calendar.js';
import type { PersonAtWork } from './person-at-work.js';
import type { Story, WalkingClock } from './timeline.js';

const createPigment = (shade: string, hex: string) => ({
  ...productExamples.pigment,
  name: `Scalp pigment, ${shade}`,
  pigment: { ...productExamples.pigment.pigment, shade, hex },
});

const catalogue = {
  solution: { product: productExamples.solution, delivered: 300 },
  'light brown': { product: createPigment('light brown', '#7b5b3a'), delivered: 60 },
  'dark brown': { product: createPigment('dark brown', '#4a3423'), delivered: 60 },
  cartridge: { product: productExamples.cartridge, delivered: 200 },
} as const;
export type Kept = keyof typeof catalogue;

interface Lot {
  lotId: string;
  expiresOn: Day;
  left: number;
  used: boolean;
}

const LASTS_DAYS = 540;
const DAYS_BETWEEN_COUNTS = 61;
/** The days of the recalls, counted from the beginning. The first recall is withdrawn later; the second one stays in force. */
const RECALLS = [210, 560];

export class Stockroom {
  private readonly lots = new Map<Kept, Lot[]>();
  private readonly productIds = new Map<Kept, string>();
  private locationId = '';
  private delivered = 0;

  constructor(
    private readonly by: PersonAtWork,
    private readonly clock: WalkingClock,
    private readonly random: Random,
  ) {}

  async open(): Promise<void> {
    this.locationId = (await this.by.post('/v1/stock-locations', { name: 'Refrigerator, treatment room' })).id;
    await this.by.post('/v1/stock-locations', { name: 'Store room' });
    for (const kept of Object.keys(catalogue) as Kept[]) {
      this.productIds.set(kept, (await this.by.post('/v1/products', catalogue[kept].product)).id);
      await this.receive(kept);
    }
  }

  /** Takes an amount from the oldest usable lot, and orders more where there is not enough. The session's record books the amount. */
  async take(kept: Kept, amount: number): Promise<{ lotId: string; amount: number; unit: string }> {
    const today = toDay(this.clock.now());
    const lot = this.lots.get(kept)!.find(({ expiresOn, left }) => expiresOn > today && left >= amount) ?? (await this.receive(kept));
    lot.left -= amount;
    lot.used = true;
    return { lotId: lot.lotId, amount, unit: catalogue[kept].product.stockUnit };
  }

  getProductId(kept: Kept): string {
    return this.productIds.get(kept)!;
  }

  /** Counts the stock every two months, with some waste. Twice a manufacturer recalls a lot. */
  async *playStory(begin: Day): Story {
    for (let day = DAYS_BETWEEN_COUNTS; ; day += DAYS_BETWEEN_COUNTS) {
      yield toInstant(toOpenDay(addDays(begin, day)), 18, 30);
      await this.count();
    }
  }

  async *playRecalls(begin: Day, recaller: PersonAtWork): Story {
    for (const [index, day] of RECALLS.entries()) {
      yield toInstant(toOpenDay(addDays(begin, day)), 12);
      const lot = this.lots.get('solution')!.find(({ used, left }) => used && left > 0) ?? this.lots.get('solution')![0]!;
      lot.left = 0;
      const { version } = await recaller.get(`/v1/product-lots/${lot.lotId}`);
      const { version: recalled } = await recaller.post(`/v1/product-lots/${lot.lotId}/recall`, productExamples.recall, version);
      if (index > 0) continue;
      yield toInstant(toOpenDay(addDays(begin, day + 12)), 11);
      await recaller.post(`/v1/product-lots/${lot.lotId}/withdraw-recall`, { reason: 'The maker has withdrawn the recall in writing' }, recalled);
    }
  }

  private async receive(kept: Kept): Promise<Lot> {
    const { product, delivered } = catalogue[kept];
    const today = toDay(this.clock.now());
    const expiresOn = addDays(today, LASTS_DAYS);
    const { id } = await this.by.post('/v1/product-lots', {
      productId: this.getProductId(kept),
      lotNumber: `SYN-${String(++this.delivered).padStart(3, '0')}`,
      expiresOn,
      received: { value: delivered, unit: product.stockUnit },
      locationId: this.locationId,
    });
    const lot: Lot = { lotId: id, expiresOn, left: delivered, used: false };
    this.lots.set(kept, [...(this.lots.get(kept) ?? []), lot]);
    return lot;
  }

  /** Books a broken vial of the solution as waste. The other stock is as expected. */
  private async count(): Promise<void> {
    const lot = this.lots.get('solution')!.find(({ left }) => left > 20);
    if (!lot) return;
    const unit = catalogue.solution.product.stockUnit;
    const spilt = 1 + this.random.drawWhole(4);
    lot.left -= spilt;
    const path = `/v1/product-lots/${lot.lotId}/movements`;
    await this.by.post(path, { kind: 'waste', locationId: this.locationId, quantity: { value: spilt, unit }, reason: 'A vial was broken' });
  }
}
