import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { toCalendarDay } from '../kernel/day.js';
import { createFailure, createInvalidInputFailure, type Failure, type FieldError } from '../kernel/failure.js';
import { createId } from '../kernel/id.js';
import { PatientsService } from '../patients/index.js';
import { getCurrentPrincipal } from '../platform/http/index.js';
import { convertToStockUnit } from './domain/amount.js';
import { deriveLotStatusAt, type LotStatus } from './domain/lot.js';
import { LotsRepository, type Lot } from './lots/lots.repository.js';
import { MovementsRepository, type NewMovement, type StandingUse, type StockLevel } from './stock/movements.repository.js';
import { StockLocationsRepository } from './stock/stock-locations.repository.js';
import type { UsedProduct } from './domain/used-product.js';

/** The patient, the time and the session of a use. */
export interface Usage {
  patientId: string;
  sessionId: string;
  /** When the lot was used; the lot must have been usable at that time. */
  usedAt: Date;
  /** Why a lot was used that had expired or was recalled; only a dermatologist may record this. Null where no reason was given. */
  unusableLotReason: string | null;
}

/** The uses that were booked. */
export interface BookedUses {
  /** The uses, with the places from which they were taken. */
  products: UsedProduct[];
  /** Warnings about lots that had expired or were recalled when they were used, as far as is known now. */
  warnings: UnusableLotWarning[];
}

interface UnusableLotWarning {
  code: 'expired-lot' | 'recalled-lot';
  pointer: string;
  detail: string;
}

/** A valid line of a record, in the unit of stock. */
interface Line {
  lot: Lot;
  amount: number;
  locationId: string | null;
  pointer: string;
}

type Placed = Line & { locationId: string };

/** The changes of the uses of a session: uses to take back, and uses to book. */
interface Correction {
  usage: Usage;
  taken: readonly (StandingUse & { lot: Lot })[];
  lines: readonly Placed[];
  /** Why uses are taken back; null where none are. */
  reason: string | null;
}

/** A new entry of the ledger. */
interface Entry {
  movement: NewMovement;
  lot: Lot;
  /** The line of the record; null for a reversal. */
  line: Placed | null;
}

/** Books what was used on a patient, in the transaction of the session. */
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
   * Books the uses, all or none, and answers them with the places from which they were taken. Fails with every invalid line. Fails as not
   * usable where a lot had expired or was recalled and no dermatologist gives a reason. Fails as out of stock where there is less than was
   * used. `pointer` is the place of the lines in the request body.
   */
  async book(usage: Usage, used: readonly UsedProduct[], pointer = '/products'): Promise<BookedUses> {
    if (used.length === 0) return { products: [], warnings: [] };
    // The patient is locked first: a merge in progress is waited for, so that the entry belongs to the surviving record.
    await this.patients.requireWritable(usage.patientId);
    const lots = await this.holdLots(used.map((usedProduct) => usedProduct.lotId));
    const lines = this.resolveLines(used, lots, await this.listUnknownPlaces(used), pointer);
    requireUsable(lines, usage);
    const placed = await this.choosePlaces(lines, pointer);
    await this.insert({ usage, taken: [], lines: placed, reason: null });
    return { products: withPlaces(used, placed), warnings: listUnusableWarnings(lines, usage.usedAt) };
  }

  /**
   * Corrects what was booked for a session, so that exactly these uses remain. A use that is no longer among them is reversed with the given
   * reason; a use that is new, or was at another time, is booked. Nothing is deleted, and unchanged uses stay. A lot that the session used
   * before may have expired or been recalled since. `asksAgain`: such lots need a reason again, because the earlier reason was withdrawn.
   */
  async rebook(
    usage: Usage,
    used: readonly UsedProduct[],
    { reason, pointer, asksAgain }: { reason: string; pointer: string; asksAgain: boolean },
  ): Promise<BookedUses> {
    await this.patients.requireWritable(usage.patientId);
    const standing = await this.movements.listCurrentUses(usage.sessionId);
    if (used.length + standing.length === 0) return { products: [], warnings: [] };
    const lots = await this.holdLots([...used, ...standing].map((item) => item.lotId));
    const lines = this.resolveLines(used, lots, await this.listUnknownPlaces(used), pointer);
    const { kept, taken } = matchLines(lines, standing, usage.usedAt);
    const usedBefore = new Set(asksAgain ? [] : standing.map(({ lotId }) => lotId));
    requireUsable(
      lines.filter(({ lot }) => !usedBefore.has(lot.id)),
      usage,
    );
    // A reversal returns the quantity to its place, so that the same lot is used from there unless another place is named.
    const suggested = lines.map((line, index) => ({
      ...line,
      locationId: kept[index]?.locationId ?? line.locationId ?? taken.find((use) => use.lotId === line.lot.id)?.locationId ?? null,
    }));
    const placed = await this.choosePlaces(suggested, pointer);
    await this.insert({
      usage,
      taken: taken.map((use) => ({ ...use, lot: lots.get(use.lotId)! })),
      lines: placed.filter((_line, index) => kept[index] === null),
      reason,
    });
    return { products: withPlaces(used, placed), warnings: listUnusableWarnings(lines, usage.usedAt) };
  }

  /** Finds the products of these lots, each once; lots that the clinic does not have are left out. */
  async listProductIds(lotIds: readonly string[]): Promise<string[]> {
    return [...new Set((await this.getProductIdsByLot(lotIds)).values())];
  }

  /** Finds the product of each of these lots; lots that the clinic does not have are left out. */
  async getProductIdsByLot(lotIds: readonly string[]): Promise<Map<string, string>> {
    return lotIds.length === 0 ? new Map() : new Map([...(await this.holdLots(lotIds))].map(([id, lot]) => [id, lot.product.id]));
  }

  private async holdLots(lotIds: readonly string[]): Promise<Map<string, Lot>> {
    return new Map((await this.lots.holdAll(deduplicateIds(lotIds))).map((lot) => [lot.id, lot]));
  }

  private resolveLines(used: readonly UsedProduct[], lots: ReadonlyMap<string, Lot>, unknownPlaces: ReadonlySet<string>, pointer: string): Line[] {
    const errors: FieldError[] = [];
    const lines = used.map(({ lotId, locationId, amount, unit }, index): Line | null => {
      const at = `${pointer}/${index}`;
      const lot = lots.get(lotId.toLowerCase());
      if (locationId && unknownPlaces.has(locationId.toLowerCase())) {
        errors.push({
          pointer: `${at}/locationId`,
          code: 'unknown-location',
          detail: 'The clinic has no such place: name one that GET /v1/stock-locations lists.',
        });
      }
      if (amount === 0) errors.push({ pointer: `${at}/amount`, code: 'out-of-range', detail: 'An amount is more than 0: what was not used is left out.' });
      if (!lot) {
        errors.push({ pointer: `${at}/lotId`, code: 'unknown-lot', detail: 'The clinic has no such lot: name one that GET /v1/product-lots lists.' });
        return null;
      }
      const converted = convertToStockUnit({ value: amount, unit }, lot.product.stockUnit, { value: `${at}/amount`, unit: `${at}/unit` });
      if (typeof converted === 'number') return { lot, amount: converted, locationId: locationId?.toLowerCase() ?? null, pointer: at };
      errors.push(converted);
      return null;
    });
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return lines as Line[];
  }

  private async listUnknownPlaces(used: readonly UsedProduct[]): Promise<Set<string>> {
    const named = deduplicateIds(used.flatMap(({ locationId }) => (locationId ? [locationId] : [])));
    if (named.length === 0) return new Set();
    const known = new Set((await this.locations.holdAll(named)).map((place) => place.id));
    return new Set(named.filter((id) => !known.has(id)));
  }

  /** Gives a line without a place the only place that has stock of its lot. */
  private async choosePlaces(lines: readonly Line[], pointer: string): Promise<Placed[]> {
    const open = lines.filter((line) => line.locationId === null);
    const levels = open.length === 0 ? [] : await this.movements.listLevels(deduplicateIds(open.map((line) => line.lot.id)));
    const errors = lines.flatMap((line, index) =>
      line.locationId === null && listPlaces(line, levels).length > 1 ? [createAmbiguousPlaceError(`${pointer}/${index}`)] : [],
    );
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return lines.map((line) => {
      const locationId = line.locationId ?? listPlaces(line, levels)[0];
      if (locationId === undefined)
        throw createShortageFailure(
          line.lot,
          null,
          0,
          lines.filter(({ lot }) => lot === line.lot),
        );
      return { ...line, locationId };
    });
  }

  /** Books in one order for every caller, so that two sessions that use the same lots do not deadlock. */
  private async insert({ usage, taken, lines, reason }: Correction): Promise<void> {
    const { patientId, sessionId, usedAt, unusableLotReason } = usage;
    const createdAt = this.clock.now();
    const common = { toLocationId: null, counted: null, used: { patientId, sessionId }, recordedBy: getCurrentPrincipal().id, createdAt };
    const reversals = taken.map(({ id, lot, locationId, amount }): Entry => {
      const movement = { kind: 'reversal', change: amount, reason, reverses: id, occurredAt: createdAt } as const;
      return { lot, line: null, movement: { ...common, ...movement, id: createId(), lotId: lot.id, locationId } };
    });
    const uses = lines.map((line): Entry => {
      const { lot, locationId, amount } = line;
      const why = deriveStatusAt(lot, usedAt) === 'usable' ? null : unusableLotReason;
      const movement = { kind: 'use', change: -amount, reason: why, reverses: null, occurredAt: usedAt } as const;
      return { lot, line, movement: { ...common, ...movement, id: createId(), lotId: lot.id, locationId } };
    });
    // The sort is stable: a reversal returns its quantity to a place before a use takes from it.
    const entries = [...reversals, ...uses].sort((one, other) => compare(formatPlaceKey(one.movement), formatPlaceKey(other.movement)));
    for (const [index, entry] of entries.entries()) await this.insertEntry(entry, entries, index);
  }

  /** Adds up what several lines of a record take of a lot in one place, also in the failure where the stock is too small. */
  private async insertEntry({ movement, lot }: Entry, all: readonly Entry[], index: number): Promise<void> {
    const ofPlace = (entries: readonly Entry[]): Placed[] =>
      entries.flatMap(({ line, movement: other }) => (line !== null && formatPlaceKey(other) === formatPlaceKey(movement) ? [line] : []));
    await this.movements.insert(movement, (left) => {
      const taken = ofPlace(all.slice(0, index)).map(({ amount }) => amount);
      return createShortageFailure(lot, movement.locationId, sumAmounts([left, ...taken]), ofPlace(all));
    });
  }
}

/** Sums amounts of four decimals, and removes the error of binary arithmetic. */
const sumAmounts = (amounts: readonly number[]): number => Number(amounts.reduce((sum, amount) => sum + amount, 0).toFixed(4));

/** Makes the failure for lines of a record that take more of a lot together than is there. */
const createShortageFailure = (lot: Lot, locationId: string | null, available: number, lines: readonly Line[]): Failure => {
  const unit = lot.product.stockUnit;
  const needed = sumAmounts(lines.map(({ amount }) => amount));
  const together = lines.length > 1 ? `${lines.length} lines of the record take ${needed} ${unit} together` : `the record takes ${needed} ${unit}`;
  return createFailure('out-of-stock', `Only ${available} ${unit} of lot ${lot.lotNumber} are there, and ${together}.`, {
    lotId: lot.id,
    lotNumber: lot.lotNumber,
    locationId,
    available: { value: available, unit },
    needed: { value: needed, unit },
    pointers: lines.map(({ pointer }) => `${pointer}/amount`),
  });
};

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const formatPlaceKey = ({ lotId, locationId }: { lotId: string; locationId: string }): string => lotId + locationId;

const withPlaces = (used: readonly UsedProduct[], placed: readonly Placed[]): UsedProduct[] =>
  used.map((usedProduct, index) => ({
    lotId: placed[index]!.lot.id,
    locationId: placed[index]!.locationId,
    amount: usedProduct.amount,
    unit: usedProduct.unit,
  }));

/** Matches lines with existing uses, and lists the uses that match no line. A use at another time is another use. */
const matchLines = (lines: readonly Line[], standing: readonly StandingUse[], usedAt: Date): { kept: (StandingUse | null)[]; taken: StandingUse[] } => {
  const left = [...standing];
  const isThen = (use: StandingUse): boolean => use.usedAt.getTime() === usedAt.getTime();
  const kept = lines.map(({ lot, amount, locationId }) => {
    const at = left.findIndex((use) => use.lotId === lot.id && use.amount === amount && isThen(use) && (locationId === null || use.locationId === locationId));
    return at < 0 ? null : left.splice(at, 1)[0]!;
  });
  return { kept, taken: left };
};

const deduplicateIds = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.toLowerCase()))];

const listPlaces = ({ lot }: Line, levels: readonly StockLevel[]): string[] =>
  levels.filter((level) => level.lotId === lot.id).map((level) => level.locationId);

const createAmbiguousPlaceError = (pointer: string): FieldError => ({
  pointer: `${pointer}/locationId`,
  code: 'required',
  detail: 'There is some of this lot in several places: say which it was taken from.',
});

const deriveStatusAt = (lot: Lot, at: Date): LotStatus => deriveLotStatusAt(lot, at, toCalendarDay(at, getCurrentPrincipal().clinic.timeZone));

/** Fails with the lots that were not usable, unless a dermatologist gives the reason why they were used. */
const requireUsable = (lines: readonly Line[], { usedAt, unusableLotReason }: Usage): void => {
  const refused = [...new Set(lines.map(({ lot }) => lot))]
    .map((lot) => ({ lotId: lot.id, lotNumber: lot.lotNumber, expiresOn: lot.expiresOn, status: deriveStatusAt(lot, usedAt) }))
    .filter(({ status }) => status !== 'usable');
  if (refused.length === 0 || (unusableLotReason !== null && isDermatologist())) return;
  const how =
    unusableLotReason === null
      ? 'A dermatologist who records that it was used says why in unusableLotReason.'
      : 'Only a dermatologist records that it was used.';
  throw createFailure('lot-not-usable', `${refused.map(describeUnusableLot).join(' ')} ${how}`, { lots: refused });
};

const isDermatologist = (): boolean => {
  const principal = getCurrentPrincipal();
  return principal.kind === 'staff' && principal.role === 'dermatologist';
};

const describeUnusableLot = ({ lotNumber, expiresOn, status }: { lotNumber: string; expiresOn: string; status: LotStatus }): string =>
  status === 'expired' ? `Lot ${lotNumber} expired after ${expiresOn}.` : `Lot ${lotNumber} was recalled.`;

/** Lists, line by line, the warnings that stay with a record in which unusable lots were used, as far as is known now. */
const listUnusableWarnings = (lines: readonly Line[], usedAt: Date): UnusableLotWarning[] =>
  lines.flatMap(({ lot }, index): UnusableLotWarning[] => {
    const status = deriveStatusAt(lot, usedAt);
    if (status === 'usable') return [];
    return [
      { code: status === 'expired' ? 'expired-lot' : 'recalled-lot', pointer: `/products/${index}/lotId`, detail: describeUnusableLot({ ...lot, status }) },
    ];
  });
