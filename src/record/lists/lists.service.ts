import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { conflict, invalid, invalidTransition, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { FormularyService } from '../../formulary/index.js';
import { PatientsService, type PatientSummary } from '../../patients/index.js';
import {
  applyMergePatch,
  currentPrincipal,
  lifeErrors,
  type MergePatchBody,
  type Page,
  Pages,
  requireVersion,
  validateDto,
} from '../../platform/http/index.js';
import { entryErrors, entryKey, holds, patientLists, statesAbsence, type Entry, type PatientList } from '../domain/entry.js';
import { reconcile, type KnownEntry, type ListChange, type StatedHistory } from '../domain/reconcile.js';
import { AllergyInput, ConditionInput, MedicationInput, ProcedureInput } from './entry.dto.js';
import type { EntryQuery, RecordedEntry } from './entry-response.dto.js';
import { ListsRepository, type EntryRecord, type ListedEntry } from './lists.repository.js';

const inputs = { conditions: ConditionInput, allergies: AllergyInput, medications: MedicationInput, procedures: ProcedureInput };
const singular: Record<PatientList, string> = { conditions: 'condition', allergies: 'allergy', medications: 'medication', procedures: 'procedure' };

const withoutNulls = (entry: Entry): Entry => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && value !== undefined));

const toResponse = <R extends RecordedEntry>(record: EntryRecord): R =>
  ({
    id: record.id,
    patientId: record.patientId,
    ...record.entry,
    provenance: {
      origin: record.consultationId === null ? 'direct' : 'consultation',
      consultationId: record.consultationId,
      recordedBy: record.recordedBy,
      recordedAt: record.createdAt.toISOString(),
      updatedAt: record.updatedAt.toISOString(),
    },
    enteredInError: record.errorReason === null ? null : { reason: record.errorReason, by: record.recordedBy, at: record.updatedAt.toISOString() },
    version: record.version,
  }) as unknown as R;

/** The four longitudinal lists: what is said of a patient stays until somebody says otherwise, and its history with it. */
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

  async get<R extends RecordedEntry>(list: PatientList, id: string): Promise<R> {
    const found = await this.lists.find(list, id);
    if (!found) throw notFound(singular[list]);
    return toResponse<R>(found);
  }

  /** Adds an entry; a second one that says the same of the same thing is a conflict. */
  async add<R extends RecordedEntry>(list: PatientList, patientId: string, typed: Entry): Promise<R> {
    const entry = withoutNulls(typed);
    this.refuseWrong(list, entry, typed, await this.patients.requireWritable(patientId));
    const standing = (await this.lists.knownOf(patientId)).filter((one) => one.list === list && holds(one.entry));
    this.refuseRepeated(list, entry, standing);
    const now = this.clock.now();
    const record: EntryRecord = {
      id: newId(),
      patientId,
      entry,
      consultationId: null,
      recordedBy: currentPrincipal().id,
      errorReason: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    const ended = list === 'allergies' && holds(entry) && !statesAbsence(entry) ? standing.filter((one) => statesAbsence(one.entry)) : [];
    const saved = this.lists.saveAll([
      { ...record, list, at: now.toISOString(), version: null },
      ...ended.map((one) => ({
        ...one,
        entry: { ...one.entry, clinicalStatus: 'inactive' },
        consultationId: null,
        recordedBy: record.recordedBy,
        at: now.toISOString(),
      })),
    ]);
    await Promise.all([saved, this.formulary.learn([{ list, entry }])]);
    return toResponse<R>(record);
  }

  async change<R extends RecordedEntry>(list: PatientList, id: string, patch: MergePatchBody): Promise<R> {
    const current = await this.lockStanding(list, id);
    const typed = validateDto<object>(inputs[list], applyMergePatch(current.entry, patch));
    const entry = withoutNulls(typed);
    this.refuseWrong(list, entry, typed, await this.patients.requireWritable(current.patientId));
    const [saved] = await Promise.all([this.save<R>(list, { ...current, entry }), this.formulary.learn([{ list, entry }])]);
    return saved;
  }

  async enterInError<R extends RecordedEntry>(list: PatientList, id: string, reason: string): Promise<R> {
    return this.save<R>(list, { ...(await this.lockStanding(list, id)), errorReason: reason });
  }

  /** All entries that stand, of all lists. */
  knownOf(patientId: string): Promise<ListedEntry[]> {
    return this.lists.knownOf(patientId);
  }

  /** What was said on the lists themselves, or taken back there; what consultations said is theirs to tell. */
  statedDirectly(patientId: string): Promise<ListedEntry[]> {
    return this.lists.statedDirectly(patientId);
  }

  /** The same of many patients at once, of some lists. */
  statedDirectlyOfMany(patientIds: readonly string[], lists: readonly PatientList[] = patientLists): Promise<ListedEntry[]> {
    return this.lists.statedDirectlyOfMany(patientIds, lists);
  }

  /** Brings the lists in line with a history that is being signed; answers what that changed. */
  async reconcile(patientId: string, history: StatedHistory | null, source: { consultationId: string; recordedBy: string; at: string }): Promise<ListChange[]> {
    if (!history) return [];
    const known = await this.lists.knownOf(patientId);
    const changes = reconcile(
      known.map(({ id, list, entry }): KnownEntry => ({ id, list, entry })),
      history,
    ).map((change) => ({ ...change, id: change.id ?? newId(), entry: withoutNulls(change.entry) }));
    await this.lists.saveAll(
      changes
        .filter((change) => change.action !== 'not-mentioned')
        .map(({ list, action, id, entry }) => ({ list, id, entry, patientId, ...source, version: action === 'added' ? null : 1 })),
    );
    return changes;
  }

  private async lockStanding(list: PatientList, id: string): Promise<EntryRecord> {
    const current = await this.lists.lock(list, id);
    if (!current) throw notFound(singular[list]);
    requireVersion(current.version);
    if (current.errorReason !== null) throw invalidTransition('The entry was entered in error: it does not change any more.', []);
    return current;
  }

  private async save<R extends RecordedEntry>(list: PatientList, changed: EntryRecord): Promise<R> {
    const next: EntryRecord = { ...changed, consultationId: null, recordedBy: currentPrincipal().id, updatedAt: this.clock.now() };
    await this.lists.save(list, next);
    return toResponse<R>({ ...next, version: next.version + 1 });
  }

  private refuseWrong(list: PatientList, entry: Entry, typed: object, patient: PatientSummary): void {
    const { timeZone } = currentPrincipal().clinic;
    const errors = [...entryErrors(list, entry, '', dayOf(this.clock.now(), timeZone)), ...lifeErrors(typed, patient, timeZone)];
    if (errors.length > 0) throw invalid(errors);
  }

  private refuseRepeated(list: PatientList, entry: Entry, standing: readonly ListedEntry[]): void {
    const key = entryKey(list, entry);
    const same = standing.find((one) => entryKey(list, one.entry) === key);
    if (same) throw conflict(`The list has this ${singular[list]} already: change that entry.`, { existing: same.id });
    if (list === 'allergies' && statesAbsence(entry) && standing.length > 0) {
      throw conflict('The list has allergies: that there is none contradicts them. End them, or mark them as entered in error, first.', {
        existing: standing[0]!.id,
      });
    }
  }
}
