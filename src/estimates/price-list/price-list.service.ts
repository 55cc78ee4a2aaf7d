import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { invalid } from '../../kernel/failure.js';
import { ClinicService } from '../../clinic/index.js';
import { violatedConstraint } from '../../platform/database/index.js';
import { currentPrincipal, requireVersion, stale } from '../../platform/http/index.js';
import { priceListErrors } from '../domain/price-list.js';
import type { PriceListInput, PriceListResponse } from './price-list.dto.js';
import { PriceListRepository, type StoredPriceList } from './price-list.repository.js';

@Injectable()
export class PriceListService {
  constructor(
    private readonly lists: PriceListRepository,
    private readonly clinic: ClinicService,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<PriceListResponse> {
    const [list, { currency }] = await Promise.all([this.lists.current(), this.clinic.get()]);
    return toResponse(list, currency);
  }

  /** A new version; what was quoted before keeps the one that it was made with. */
  async set(input: PriceListInput): Promise<PriceListResponse> {
    const errors = priceListErrors(input);
    if (errors.length > 0) throw invalid(errors);
    const [before, { currency }] = await Promise.all([this.lists.current(), this.clinic.get()]);
    requireVersion(before.version);
    const list: StoredPriceList = { version: before.version + 1, content: input, setBy: currentPrincipal().id, setAt: this.clock.now() };
    try {
      await this.lists.insert(list);
    } catch (error) {
      // Somebody else set the same version in the same moment.
      if (violatedConstraint(error) === 'price_lists_pk') throw stale(list.version);
      throw error;
    }
    return toResponse(list, currency);
  }
}

const toResponse = ({ content, version, setBy, setAt }: StoredPriceList, currency: string): PriceListResponse => ({
  ...content,
  currency,
  setBy,
  setAt: setAt?.toISOString() ?? null,
  version,
});
