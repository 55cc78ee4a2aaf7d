import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { fail, invalid, type Failure, type FieldError } from '../kernel/failure.js';
import { newId } from '../kernel/id.js';
import { PatientsService } from '../patients/index.js';
import { currentPrincipal } from '../platform/http/index.js';
import { inStockUnit } from './domain/amount.js';
import { lotStatusAt } from './domain/lot.js';
import { LotsRepository, type Lot } from './lots/lots.repository.js';
import { MovementsRepository, outOfStock, type StockLevel } from './stock/movements.repository.js';
import { StockLocationsRepository } from './stock/stock-locations.repository.js';
import type { UsedProduct } from './usage.dto.js';

/** Who received something, when, and in which session. */
export interface Usage {
  patientId: string;
  sessionId: string;
  /** When it was used: what counts is whether the lot was usable then. */
  usedAt: Date;
}

/** A line that was found to be sound, in the unit of stock. */
interface Line {
  lot: Lot;
  amount: number;
  locationId: string | null;
}

/** Books what was used on a patient, in the transaction of the session that it was used in. */
@Injectable()
export class UsageService {
  constructor(
    private readonly lots: LotsRepository,
    private readonly locations: StockLocationsRepository,
    private readonly movements: MovementsRepository,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Books the uses, all or none, and answers them with the places that they were taken from. Fails with every line that is
   * wrong, as not usable where a lot had expired or was recalled, and as out of stock where there is less than was used.
   * `pointer` is where the lines stand in the body.
   */
  async book(usage: Usage, used: readonly UsedProduct[], pointer = '/products'): Promise<UsedProduct[]> {
    if (used.length === 0) return [];
    // The patient first: who is merged at this moment is waited for, and the entry belongs to the record that survives.
    await this.patients.requireWritable(usage.patientId);
    const lots = new Map((await this.lots.holdAll(distinct(used.map((one) => one.lotId)))).map((lot) => [lot.id, lot]));
    const lines = this.understand(used, lots, await this.unknownPlaces(used), pointer);
    requireUsable([...lots.values()], usage.usedAt);
    const placed = await this.place(lines, pointer);
    await this.insert(usage, placed);
    return used.map((one, index) => ({ lotId: placed[index]!.lot.id, locationId: placed[index]!.locationId, amount: one.amount, unit: one.unit }));
  }

  private understand(used: readonly UsedProduct[], lots: ReadonlyMap<string, Lot>, unknownPlaces: ReadonlySet<string>, pointer: string): Line[] {
    const errors: FieldError[] = [];
    const lines = used.map(({ lotId, locationId, amount, unit }, index): Line | null => {
      const at = `${pointer}/${index}`;
      const lot = lots.get(lotId.toLowerCase());
      if (locationId && unknownPlaces.has(locationId.toLowerCase())) {
        errors.push({ pointer: `${at}/locationId`, code: 'unknown-location', detail: 'The clinic has no such place.' });
      }
      if (amount === 0) errors.push({ pointer: `${at}/amount`, code: 'out-of-range', detail: 'What was not used is left out.' });
      if (!lot) {
        errors.push({ pointer: `${at}/lotId`, code: 'unknown-lot', detail: 'The clinic has no such lot.' });
        return null;
      }
      const converted = inStockUnit({ value: amount, unit }, lot.product.stockUnit, { value: `${at}/amount`, unit: `${at}/unit` });
      if (typeof converted === 'number') return { lot, amount: converted, locationId: locationId?.toLowerCase() ?? null };
      errors.push(converted);
      return null;
    });
    if (errors.length > 0) throw invalid(errors);
    return lines as Line[];
  }

  private async unknownPlaces(used: readonly UsedProduct[]): Promise<Set<string>> {
    const named = distinct(used.flatMap(({ locationId }) => (locationId ? [locationId] : [])));
    if (named.length === 0) return new Set();
    const known = new Set((await this.locations.holdAll(named)).map((place) => place.id));
    return new Set(named.filter((id) => !known.has(id)));
  }

  /** Where a line names no place, the only one that has some of the lot. */
  private async place(lines: readonly Line[], pointer: string): Promise<(Line & { locationId: string })[]> {
    const open = lines.filter((line) => line.locationId === null);
    const levels = open.length === 0 ? [] : await this.movements.levelsOf(distinct(open.map((line) => line.lot.id)));
    const errors = lines.flatMap((line, index) => (line.locationId === null && placesOf(line, levels).length > 1 ? [ambiguous(`${pointer}/${index}`)] : []));
    if (errors.length > 0) throw invalid(errors);
    return lines.map((line) => {
      const locationId = line.locationId ?? placesOf(line, levels)[0];
      if (locationId === undefined) throw outOfStock({ lotId: line.lot.id, locationId: null }, 0, line.lot.product.stockUnit);
      return { ...line, locationId };
    });
  }

  /** In one order for everybody, so that two sessions that use the same lots do not wait for each other for ever. */
  private async insert({ patientId, sessionId, usedAt }: Usage, lines: readonly (Line & { locationId: string })[]): Promise<void> {
    const inOrder = [...lines].sort((one, other) => (one.lot.id + one.locationId < other.lot.id + other.locationId ? -1 : 1));
    const recordedBy = currentPrincipal().id;
    const createdAt = this.clock.now();
    for (const { lot, amount, locationId } of inOrder) {
      await this.movements.insert(
        {
          id: newId(),
          lotId: lot.id,
          kind: 'use',
          locationId,
          toLocationId: null,
          change: -amount,
          counted: null,
          reason: null,
          used: { patientId, sessionId },
          occurredAt: usedAt,
          recordedBy,
          createdAt,
        },
        lot.product.stockUnit,
      );
    }
  }
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.toLowerCase()))];

const placesOf = ({ lot }: Line, levels: readonly StockLevel[]): string[] => levels.filter((level) => level.lotId === lot.id).map((level) => level.locationId);

const ambiguous = (pointer: string): FieldError => ({
  pointer: `${pointer}/locationId`,
  code: 'required',
  detail: 'There is some of this lot in several places: say which it was taken from.',
});

const requireUsable = (lots: readonly Lot[], at: Date): void => {
  const day = dayOf(at, currentPrincipal().clinic.timeZone);
  const refused = lots
    .map((lot) => ({ lotId: lot.id, lotNumber: lot.lotNumber, expiresOn: lot.expiresOn, status: lotStatusAt(lot, at, day) }))
    .filter(({ status }) => status !== 'usable');
  if (refused.length > 0) throw notUsable(refused);
};

const notUsable = (lots: { lotNumber: string; expiresOn: string; status: string }[]): Failure =>
  fail(
    'lot-not-usable',
    lots
      .map(({ lotNumber, expiresOn, status }) => (status === 'expired' ? `Lot ${lotNumber} expired after ${expiresOn}.` : `Lot ${lotNumber} was recalled.`))
      .join(' '),
    { lots },
  );
