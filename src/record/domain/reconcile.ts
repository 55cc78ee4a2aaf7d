/**
 * Updates the patient's longitudinal lists from a signed history. It adds and updates entries, and deletes none. An entry that a reviewed list of the history
 * does not mention is reported, and stays until a person ends it.
 */
import {
  createAbsenceEntry,
  completeSubject,
  formatEntryKey,
  isActiveEntry,
  isInError,
  separateAbsence,
  statesAbsence,
  type Entry,
  type StatedAbsence,
} from './entry.js';
import { patientLists, type PatientList } from './patient-lists.js';

export interface KnownEntry {
  id: string;
  list: PatientList;
  entry: Entry;
}

export interface StatedHistory extends Partial<Record<PatientList, readonly Entry[] | null>> {
  /** The lists that were reviewed with the patient and are complete. */
  reviewed?: readonly string[] | null;
  /** The statement that no allergy is known; null or left out where it was not made. */
  noKnownAllergies?: StatedAbsence | null;
}

export interface ListChange {
  list: PatientList;
  action: 'added' | 'updated' | 'not-mentioned';
  /** The id of the entry; null for an added entry, which has no id yet. */
  id: string | null;
  /** The entry as it is in the list now. */
  entry: Entry;
  /** The names of the members that an update changed. */
  changed: string[];
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Merges the new statement into the known entry. A member that is left out changes nothing, and what the entry is about stays. */
const updateEntry = (list: PatientList, known: Entry, stated: Entry): { entry: Entry; changed: string[] } => {
  const said: Entry = { ...stated, ...completeSubject(list, known, stated) };
  const changed = Object.entries(said)
    .filter(([name, value]) => value !== null && value !== undefined && !isEqual(value, known[name as keyof Entry]))
    .map(([name]) => name);
  return { entry: { ...known, ...Object.fromEntries(changed.map((name) => [name, said[name as keyof Entry]])) }, changed };
};

/**
 * Fills in a status that was left out: a condition or allergy is active, a medicine is taken. An ended entry that is stated again thus becomes active again.
 */
const withStatus = (list: PatientList, said: Entry): Entry =>
  list === 'procedures'
    ? said
    : list === 'medications'
      ? { ...said, status: said.status ?? 'active' }
      : { ...said, clinicalStatus: said.clinicalStatus ?? 'active' };

/** Finds the known entry with a key: the active one, else the newest. */
const findKnown = (known: readonly KnownEntry[], list: PatientList, key: string): KnownEntry | undefined => {
  const matching = known.filter((entry) => entry.list === list && formatEntryKey(list, entry.entry) === key);
  return matching.find((entry) => isActiveEntry(entry.entry)) ?? matching.at(-1);
};

const listStatedAllergies = (history: StatedHistory): readonly Entry[] => {
  const said = history.allergies ?? [];
  const { allergies, noKnownAllergies } = separateAbsence(said, history.noKnownAllergies);
  const none = noKnownAllergies ?? (history.reviewed?.includes('allergies') && said.length === 0 ? {} : null);
  return none ? [...allergies, createAbsenceEntry(none)] : allergies;
};

const reconcileList = (list: PatientList, known: readonly KnownEntry[], history: StatedHistory): ListChange[] => {
  const stated = list === 'allergies' ? listStatedAllergies(history) : (history[list] ?? []);
  // Only a separate operation, which asks for the reason, marks an entry of the list as entered in error. An entry in error within the history is ignored.
  const said = stated.filter((entry) => !isInError(entry)).map((entry) => withStatus(list, entry));
  const touched = new Set<string>();
  const added = new Map<string, ListChange>();
  const changes: ListChange[] = [];
  for (const entry of said) {
    const key = formatEntryKey(list, entry);
    const before = findKnown(known, list, key);
    if (before) {
      touched.add(before.id);
      const next = updateEntry(list, before.entry, entry);
      if (next.changed.length > 0) changes.push({ list, action: 'updated', id: before.id, ...next });
    } else added.set(key, { list, action: 'added', id: null, entry: { ...added.get(key)?.entry, ...entry }, changed: [] });
  }
  const left = known.filter((entry) => entry.list === list && !touched.has(entry.id) && isActiveEntry(entry.entry));
  const gone = history.reviewed?.includes(list) ? left : [];
  return [...changes, ...added.values(), ...gone.map(({ id, entry }): ListChange => ({ list, action: 'not-mentioned', id, entry, changed: [] }))];
};

/** Ends a stated absence of allergies where an allergy is active, and removes a new statement of absence beside one. */
const withoutContradiction = (known: readonly KnownEntry[], changes: ListChange[]): ListChange[] => {
  const absence = (change: { list: PatientList; entry: Entry }): boolean => change.list === 'allergies' && statesAbsence(change.entry);
  const ofAllergies = changes.filter((change) => change.list === 'allergies' && !statesAbsence(change.entry) && isActiveEntry(change.entry));
  const standing = known.filter(
    (entry) =>
      entry.list === 'allergies' &&
      !statesAbsence(entry.entry) &&
      isActiveEntry(entry.entry) &&
      !changes.some((change) => change.id === entry.id && !isActiveEntry(change.entry)),
  );
  if (ofAllergies.length === 0 && standing.length === 0) return changes;
  const ended = known
    .filter((entry) => absence(entry) && isActiveEntry(entry.entry))
    .map(({ id, list, entry }): ListChange => ({ list, action: 'updated', id, entry: { ...entry, clinicalStatus: 'inactive' }, changed: ['clinicalStatus'] }));
  return [...changes.filter((change) => !absence(change)), ...ended];
};

/** Lists all changes that the history makes to the lists, and the entries that it leaves unmentioned. */
export const reconcile = (known: readonly KnownEntry[], history: StatedHistory | null): ListChange[] =>
  history === null
    ? []
    : withoutContradiction(
        known,
        patientLists.flatMap((list) => reconcileList(list, known, history)),
      );
