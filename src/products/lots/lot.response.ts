import { toActor } from '../../platform/http/index.js';
import type { Day } from '../../kernel/day.js';
import { deriveLotStatus } from '../domain/lot.js';
import type { LotRecall, ProductLotResponse } from './lot.dto.js';
import type { Lot, LotWithStock } from './lots.repository.js';

const findRecall = (lot: Lot): LotRecall | null =>
  lot.recalledAt && {
    reason: lot.recallReason!,
    recallSource: lot.recallSource,
    at: lot.recalledAt.toISOString(),
    recordedBy: toActor(lot.recallRecordedBy!),
    withdrawalReason: lot.withdrawalReason,
    withdrawnAt: lot.withdrawnAt?.toISOString() ?? null,
    withdrawnBy: toActor(lot.withdrawnBy),
  };

/** Sums amounts of four decimals, and removes the error of binary arithmetic. */
const sumAmounts = (amounts: readonly number[]): number => Number(amounts.reduce((total, amount) => total + amount, 0).toFixed(4));

/** Converts a lot, as it is on a day, with its stock. */
export const toResponse = (lot: LotWithStock, today: Day): ProductLotResponse => {
  const { product } = lot;
  const inUnit = (value: number) => ({ value, unit: product.stockUnit });
  return {
    id: lot.id,
    productId: product.id,
    product,
    lotNumber: lot.lotNumber,
    expiresOn: lot.expiresOn,
    isAnotherLot: lot.isAnotherLot,
    alike: lot.alike,
    status: deriveLotStatus(lot, today),
    recall: findRecall(lot),
    received: inUnit(lot.received),
    quantity: inUnit(sumAmounts(lot.stock.map((item) => item.quantity))),
    stock: lot.stock.map(({ quantity, ...place }) => ({ ...place, quantity: inUnit(quantity) })),
    createdAt: lot.createdAt.toISOString(),
    updatedAt: lot.updatedAt.toISOString(),
    version: lot.version,
  };
};
