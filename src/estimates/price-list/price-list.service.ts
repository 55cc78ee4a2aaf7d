import { Injectable } from '@nestjs/common';
import { invalid } from '../../kernel/failure.js';
import { ClinicService, SettingsService, type Setting } from '../../clinic/index.js';
import { priceListErrors, shippedPriceList, type PriceList } from '../domain/price-list.js';
import type { PriceListInput, PriceListResponse } from './price-list.dto.js';

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

  /** A new version; what was quoted before keeps the one that it was made with. */
  async set(input: PriceListInput): Promise<PriceListResponse> {
    const errors = priceListErrors(input);
    if (errors.length > 0) throw invalid(errors);
    const { currency } = await this.clinic.get();
    return toResponse(await this.settings.set<PriceList>('price-list', input), currency);
  }

  current(): Promise<StoredPriceList> {
    return this.settings.current('price-list', shippedPriceList);
  }

  /** The version that a quote was made with. */
  require(version: number): Promise<StoredPriceList> {
    return this.settings.require('price-list', version, shippedPriceList);
  }
}

const toResponse = ({ content, version, setBy, setAt }: StoredPriceList, currency: string): PriceListResponse => ({
  ...content,
  currency,
  setBy,
  setAt: setAt?.toISOString() ?? null,
  version,
});
