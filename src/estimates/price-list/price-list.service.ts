import { toActor } from '../../platform/http/index.js';
import { Injectable } from '@nestjs/common';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { ClinicService, SettingsService, type Setting } from '../../clinic/index.js';
import { validateCurrency, withCurrency } from '../amounts.js';
import type { Decimal } from '../domain/money.js';
import { validatePriceList, shippedPriceList, type PriceList, type TreatmentPrice } from '../domain/price-list.js';
import type { MoneyAmount } from '../money.dto.js';
import type { PriceListInput, PriceListResponse, TreatmentPriceOfList } from './price-list.dto.js';
import { toDecimalPriceList } from './in-decimals.js';

export type StoredPriceList = Setting<PriceList>;

@Injectable()
export class PriceListService {
  constructor(
    private readonly settings: SettingsService,
    private readonly clinic: ClinicService,
  ) {}

  async get(): Promise<PriceListResponse> {
    const [list, { currency }] = await Promise.all([this.getCurrent(), this.clinic.get()]);
    return toResponse(list, currency);
  }

  /** Stores a new version of the price list. Earlier quotes keep the version with which they were made. */
  async set(input: PriceListInput): Promise<PriceListResponse> {
    const { currency } = await this.clinic.get();
    const list = toDecimalPriceList(input);
    const errors = [...validateCurrency(listPrices(input), currency), ...validatePriceList(list)];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return toResponse(await this.settings.set<PriceList>('price-list', list), currency);
  }

  getCurrent(): Promise<StoredPriceList> {
    return this.settings.getCurrent('price-list', shippedPriceList);
  }

  /** Finds the version with which a quote was made. */
  require(version: number): Promise<StoredPriceList> {
    return this.settings.require('price-list', version, shippedPriceList);
  }
}

const sides = ['low', 'usual', 'high'] as const;

const listPrices = ({ treatments }: PriceListInput): [string, MoneyAmount][] =>
  treatments.flatMap(({ perSession }, index) => sides.map((side): [string, MoneyAmount] => [`/treatments/${index}/perSession/${side}`, perSession[side]]));

const toPriceOfList =
  (price: (amount: Decimal) => MoneyAmount) =>
  ({ perSession: { low, usual, high }, ...one }: TreatmentPrice): TreatmentPriceOfList => ({
    ...one,
    perSession: { low: price(low), usual: price(usual), high: price(high) },
  });

const toResponse = ({ content, version, setBy, setAt }: StoredPriceList, currency: string): PriceListResponse => ({
  ...content,
  treatments: content.treatments.map(toPriceOfList(withCurrency(currency))),
  currency,
  setBy: toActor(setBy),
  setAt: setAt?.toISOString() ?? null,
  version,
});
