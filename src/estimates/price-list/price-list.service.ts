import { actor } from '../../platform/http/index.js';
import { Injectable } from '@nestjs/common';
import { invalid } from '../../kernel/failure.js';
import { ClinicService, SettingsService, type Setting } from '../../clinic/index.js';
import { currencyErrors, priced } from '../amounts.js';
import type { Decimal } from '../domain/money.js';
import { priceListErrors, shippedPriceList, type PriceList, type TreatmentPrice } from '../domain/price-list.js';
import type { MoneyAmount } from '../money.dto.js';
import type { PriceListInput, PriceListResponse, TreatmentPriceOfList } from './price-list.dto.js';
import { inDecimals } from './in-decimals.js';

export type StoredPriceList = Setting<PriceList>;

@Injectable()
export class PriceListService {
  constructor(
    private readonly settings: SettingsService,
    private readonly clinic: ClinicService,
  ) {}

  async get(): Promise<PriceListResponse> {
    const [list, { currency }] = await Promise.all([this.current(), this.clinic.get()]);
    return toResponse(list, currency);
  }

  /** Stores a new version of the price list. Earlier quotes keep the version with which they were made. */
  async set(input: PriceListInput): Promise<PriceListResponse> {
    const { currency } = await this.clinic.get();
    const list = inDecimals(input);
    const errors = [...currencyErrors(pricesOf(input), currency), ...priceListErrors(list)];
    if (errors.length > 0) throw invalid(errors);
    return toResponse(await this.settings.set<PriceList>('price-list', list), currency);
  }

  current(): Promise<StoredPriceList> {
    return this.settings.current('price-list', shippedPriceList);
  }

  /** Finds the version with which a quote was made. */
  require(version: number): Promise<StoredPriceList> {
    return this.settings.require('price-list', version, shippedPriceList);
  }
}

const sides = ['low', 'usual', 'high'] as const;

const pricesOf = ({ treatments }: PriceListInput): [string, MoneyAmount][] =>
  treatments.flatMap(({ perSession }, index) => sides.map((side): [string, MoneyAmount] => [`/treatments/${index}/perSession/${side}`, perSession[side]]));

const inMoney =
  (price: (amount: Decimal) => MoneyAmount) =>
  ({ perSession: { low, usual, high }, ...one }: TreatmentPrice): TreatmentPriceOfList => ({
    ...one,
    perSession: { low: price(low), usual: price(usual), high: price(high) },
  });

const toResponse = ({ content, version, setBy, setAt }: StoredPriceList, currency: string): PriceListResponse => ({
  ...content,
  treatments: content.treatments.map(inMoney(priced(currency))),
  currency,
  setBy: actor(setBy),
  setAt: setAt?.toISOString() ?? null,
  version,
});
