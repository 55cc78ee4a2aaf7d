import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createConflictFailure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { FormularyService } from '../../formulary/index.js';
import { PatientsService, type PatientSummary } from '../../patients/index.js';
import {
  getCurrentPrincipal,
  Pages,
  requireVersion,
  toVersionResponse,
  listVersionRows,
  withPatch,
  type MergePatchBody,
  type Page,
  type PageQuery,
  validateLifeDates,
  toActor,
} from '../../platform/http/index.js';
import {
  validateNotEnteredInError,
  normalizeEntry,
  validateCoding,
  validateEntry,
  formatEntryKey,
  isActiveEntry,
  statesAbsence,
  type Entry,
} from '../domain/entry.js';
import { entryOfList, patientLists, type PatientList } from '../domain/patient-lists.js';
import { reconcile, type KnownEntry, type ListChange, type StatedHistory } from '../domain/reconcile.js';
import { AllergyInput, ConditionInput, MedicationInput, ProcedureInput } from './entry.dto.js';
import type { ActiveEntries, AllergyResponse, EntryQuery, ListEntryVersionResponse, NoKnownAllergies, RecordedEntry } from './entry-response.dto.js';
import { ListsRepository, type EntryRecord, type ListedEntry } from './lists.repository.js';
import { withoutNulls } from '../../kernel/json-object.js';

const inputs = { conditions: ConditionInput, allergies: AllergyInput, medications: MedicationInput, procedures: ProcedureInput };

const toResponse = <R extends RecordedEntry>(record: EntryRecord): R =>
  ({
    id: record.id,
    patientId: record.patientId,
    ...record.entry,
    provenance: {
      origin: record.consultationId === null ? 'direct' : 'consultation',
      consultationId: record.consultationId,
      recordedBy: toActor(record.recordedBy),
      recordedAt: record.createdAt.toISOString(),
      updatedAt: record.updatedAt.toISOString(),
    },
    enteredInError: record.errorReason === null ? null : { reason: record.errorReason, by: toActor(record.recordedBy), at: record.updatedAt.toISOString() },
    version: record.version,
  }) as unknown as R;

/** Finds the statement of no known allergies that an active allergy ends. */
const listEntriesEndedBy = (list: PatientList, entry: Entry, standing: readonly ListedEntry[]): ListedEntry[] =>
  list === 'allergies' && isActiveEntry(entry) && !statesAbsence(entry)
    ? standing
        .filter((listedEntry) => statesAbsence(listedEntry.entry))
        .map((listedEntry) => ({ ...listedEntry, entry: { ...listedEntry.entry, clinicalStatus: 'inactive' }, consultationId: null }))
    : [];

const toNoKnownAllergies = (record: EntryRecord): NoKnownAllergies => {
  const { id, provenance, version } = toResponse<AllergyResponse>(record);
  return { id, text: record.entry.substance?.text ?? null, provenance, version };
};

/** Manages the four longitudinal lists. An entry stays, with its history, until a person changes it. */
@Injectable()
export class ListsService {
  constructor(
    private readonly lists: ListsRepository,
    private readonly patients: PatientsService,
    private readonly formulary: FormularyService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async list<R extends RecordedEntry>(list: PatientList, patientId: string, query: EntryQuery): Promise<Page<R>> {
    const withErrors = query.includeEnteredInError ?? false;
    const [, page] = await Promise.all([
      this.patients.require(patientId),
      this.pages.read(query, {
        rows: (after: string | null, limit) => this.lists.list(list, patientId, withErrors, after, limit),
        position: (record) => record.id,
        item: toResponse<R>,
        total: () => this.lists.count(list, patientId, withErrors),
      }),
    ]);
    return page;
  }

  /** Lists a patient's allergies, and apart from them the statement that none is known. */
  async listAllergies(patientId: string, query: EntryQuery): Promise<Page<AllergyResponse> & { noKnownAllergies: NoKnownAllergies | null }> {
    const [page, absences] = await Promise.all([this.list<AllergyResponse>('allergies', patientId, query), this.lists.listAbsences(patientId)]);
    const stated = absences.find(({ entry, errorReason }) => errorReason === null && isActiveEntry(entry));
    return { ...page, noKnownAllergies: stated ? toNoKnownAllergies(stated) : null };
  }

  /** Lists every statement that no allergy is known, newest first, including those that have ended or were entered in error. */
  async listAbsences(patientId: string): Promise<AllergyResponse[]> {
    return (await this.lists.listAbsences(patientId)).map((record) => toResponse<AllergyResponse>(record));
  }

  /** Lists every version of an entry, oldest first. */
  async listVersions(list: PatientList, id: string, query: PageQuery): Promise<Page<ListEntryVersionResponse>> {
    const found = await this.lists.find(list, id);
    if (!found) throw createNotFoundFailure(entryOfList[list]);
    return this.pages.read(query, {
      rows: (after: number | null, limit) => listVersionRows(after, limit, (from, most) => this.lists.listVersions(list, id, from, most)),
      position: ({ version }) => version.number,
      item: (row) => ({ ...toVersionResponse(found.patientId, row, ({ entry }) => entry), consultationId: row.version.consultationId }),
      total: () => Promise.resolve(found.version),
    });
  }

  async get<R extends RecordedEntry>(list: PatientList, id: string): Promise<R> {
    const found = await this.lists.find(list, id);
    if (!found) throw createNotFoundFailure(entryOfList[list]);
    return toResponse<R>(found);
  }

  /** Adds an entry. Fails with a conflict where the list has an active entry about the same thing. */
  async add<R extends RecordedEntry>(list: PatientList, patientId: string, typed: Entry): Promise<R> {
    const sent = withoutNulls<Entry>(typed);
    this.refuseWrong(list, sent, typed, await this.patients.requireWritable(patientId));
    const entry = normalizeEntry(list, sent);
    const standing = await this.holdCurrentEntries(list, patientId);
    this.refuseRepeated(list, entry, standing);
    const now = this.clock.now();
    const record: EntryRecord = {
      id: createId(),
      patientId,
      entry,
      consultationId: null,
      recordedBy: getCurrentPrincipal().id,
      errorReason: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    const saved = this.lists.saveAll([
      { ...record, list, at: now.toISOString(), version: null },
      ...listEntriesEndedBy(list, entry, standing).map((listedEntry) => ({ ...listedEntry, recordedBy: record.recordedBy, at: now.toISOString() })),
    ]);
    await Promise.all([saved, this.formulary.learn([{ list, entry }])]);
    return toResponse<R>(record);
  }

  async change<R extends RecordedEntry>(list: PatientList, id: string, patch: MergePatchBody): Promise<R> {
    const known = await this.lists.find(list, id);
    if (!known) throw createNotFoundFailure(entryOfList[list]);
    const others = (await this.holdCurrentEntries(list, known.patientId)).filter((listedEntry) => listedEntry.id !== id);
    const current = await this.lockCurrent(list, id);
    const typed = withPatch<object>(inputs[list], current.entry, patch);
    const entry = withoutNulls<Entry>(typed);
    const recoded = validateCoding(list, current.entry, entry);
    if (recoded.length > 0) throw createInvalidInputFailure(recoded);
    this.refuseWrong(list, entry, typed, await this.patients.requireWritable(current.patientId));
    const returns = isActiveEntry(entry) && !(isActiveEntry(current.entry) && formatEntryKey(list, entry) === formatEntryKey(list, current.entry));
    if (returns) this.refuseRepeated(list, entry, others);
    const next = this.createNextVersion({ ...current, entry });
    const ended = listEntriesEndedBy(list, entry, others).map((listedEntry) => ({
      ...listedEntry,
      recordedBy: next.recordedBy,
      at: next.updatedAt.toISOString(),
    }));
    await Promise.all([this.lists.saveAll(ended), this.lists.save(list, next), this.formulary.learn([{ list, entry }])]);
    return toResponse<R>({ ...next, version: next.version + 1 });
  }

  async enterInError<R extends RecordedEntry>(list: PatientList, id: string, reason: string): Promise<R> {
    const next = this.createNextVersion({ ...(await this.lockCurrent(list, id)), errorReason: reason });
    await this.lists.save(list, next);
    return toResponse<R>({ ...next, version: next.version + 1 });
  }

  /** Lists all entries in all lists, except those entered in error. */
  listKnown(patientId: string): Promise<ListedEntry[]> {
    return this.lists.listKnown(patientId);
  }

  /** Lists what is true of the patient at present, list by list, with the statement that no allergy is known apart. */
  async listActive(patientId: string): Promise<ActiveEntries> {
    const active = (await this.lists.listKnown(patientId)).filter(({ entry }) => isActiveEntry(entry));
    const select = <R extends RecordedEntry>(list: PatientList): R[] =>
      active.filter((listedEntry) => listedEntry.list === list && !(list === 'allergies' && statesAbsence(listedEntry.entry))).map(toResponse<R>);
    const stated = active.find(({ list, entry }) => list === 'allergies' && statesAbsence(entry));
    return {
      conditions: select('conditions'),
      allergies: select('allergies'),
      noKnownAllergies: stated ? toNoKnownAllergies(stated) : null,
      medications: select('medications'),
      procedures: select('procedures'),
    };
  }

  /**
   * Lists the entries that were stated in the lists themselves, or marked there as entered in error. Entries that consultations stated are left out, because
   * the consultations contain them.
   */
  listStatedDirectly(patientId: string): Promise<ListedEntry[]> {
    return this.lists.listStatedDirectly(patientId);
  }

  /** Lists the directly stated entries of many patients, in some lists. */
  listStatedDirectlyOfMany(patientIds: readonly string[], lists: readonly PatientList[] = patientLists): Promise<ListedEntry[]> {
    return this.lists.listStatedDirectlyOfMany(patientIds, lists);
  }

  /** Updates the lists from a history that is being signed, and answers the changes. */
  async reconcile(patientId: string, history: StatedHistory | null, source: { consultationId: string; recordedBy: string; at: string }): Promise<ListChange[]> {
    if (!history) return [];
    const [, known] = await Promise.all([this.lists.hold(patientId), this.lists.listKnown(patientId)]);
    const changes = reconcile(
      known.map(({ id, list, entry }): KnownEntry => ({ id, list, entry })),
      history,
    ).map((change) => ({ ...change, id: change.id ?? createId(), entry: withoutNulls(change.entry) }));
    await this.lists.saveAll(
      changes
        .filter((change) => change.action !== 'not-mentioned')
        .map(({ list, action, id, entry }) => ({ list, id, entry, patientId, ...source, version: action === 'added' ? null : 1 })),
    );
    return changes;
  }

  private async lockCurrent(list: PatientList, id: string): Promise<EntryRecord> {
    const current = await this.lists.lock(list, id);
    if (!current) throw createNotFoundFailure(entryOfList[list]);
    requireVersion(current.version);
    if (current.errorReason !== null) throw createInvalidTransitionFailure('The entry was entered in error: it does not change any more.', []);
    return current;
  }

  private createNextVersion(changed: EntryRecord): EntryRecord {
    return { ...changed, consultationId: null, recordedBy: getCurrentPrincipal().id, updatedAt: this.clock.now() };
  }

  /** Locks the lists of this patient, then answers the active entries of one list. */
  private async holdCurrentEntries(list: PatientList, patientId: string): Promise<ListedEntry[]> {
    const [, known] = await Promise.all([this.lists.hold(patientId), this.lists.listKnown(patientId)]);
    return known.filter((listedEntry) => listedEntry.list === list && isActiveEntry(listedEntry.entry));
  }

  private refuseWrong(list: PatientList, entry: Entry, typed: object, patient: PatientSummary): void {
    const { timeZone } = getCurrentPrincipal().clinic;
    const errors = [
      ...validateNotEnteredInError(entry),
      ...validateEntry(list, entry, '', toCalendarDay(this.clock.now(), timeZone)),
      ...validateLifeDates(typed, patient, timeZone),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
  }

  private refuseRepeated(list: PatientList, entry: Entry, standing: readonly ListedEntry[]): void {
    const key = formatEntryKey(list, entry);
    const same = standing.find((listedEntry) => formatEntryKey(list, listedEntry.entry) === key);
    if (same) throw createConflictFailure(`The list has this ${entryOfList[list]} already: change that entry.`, { existing: same.id });
    if (list === 'allergies' && statesAbsence(entry) && standing.length > 0) {
      throw createConflictFailure('The list has allergies: that there is none contradicts them. End them, or mark them as entered in error, first.', {
        existing: standing[0]!.id,
      });
    }
  }
}
