import { isPartialDate, computeDateSpan, type Day } from '../../kernel/day.js';
import {
  toBareCode,
  type AllergyFact,
  type ConditionFact,
  type Facts,
  type ListName,
  type MedicationFact,
  type ProcedureFact,
  type Recorded,
  type Review,
} from '../engine/index.js';
import { endsBeforeItBegan, statesAbsence } from '../../record/index.js';
import type { ClinicNames } from '../../formulary/index.js';
import { toIcd10Category } from '../../terminology/index.js';
import { readConditionEntry, readMedicationEntry, readProcedureEntry, listReasons } from './read-entries.js';
import type { AllergyEntry, ConditionEntry, Dated, HistoryFacts, MedicationEntry, ProcedureEntry } from './records.js';

const listNames: readonly ListName[] = ['conditions', 'medications', 'allergies', 'procedures'];

const isReviewed = (history: HistoryFacts | null, list: ListName): boolean => history?.reviewed?.includes(list) ?? false;

/**
 * Splits the consultations at the last review of a list: `current` ones with entries that still count, and `older` ones. A reviewed list is complete, so an
 * older entry that it does not name is no longer true.
 */
const splitByReview = (all: readonly Dated[], list: ListName): { current: readonly Dated[]; older: readonly Dated[]; review: Dated | null } => {
  const at = all.findIndex(({ consultation }) => isReviewed(consultation.medicalHistory, list));
  if (at === -1) return { current: all, older: [], review: null };
  return { current: all.slice(0, at + 1), older: all.slice(at + 1), review: all[at]! };
};

const normalizeText = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();

/** Whether a text only states that there is nothing to record. */
const isNothing = (text: string | null | undefined): boolean =>
  /^(none|nil|no|nothing|n\/?a|nka|nkda|no known( drug| food)? allergies|no allergies)\.?$/.test(normalizeText(text));

const doesNotHold = (status: string | null | undefined): boolean => status === 'refuted' || status === 'entered-in-error';

const past = new Set(['inactive', 'remission', 'resolved']);

/** The subject of a condition: the disease, or the words that could not be read. */
const createFactKey = ({ icd10, text, code }: ConditionFact): string =>
  icd10 ? toBareCode(icd10) : text ? ` ${normalizeText(text)}` : `unread ${code?.code ?? ''}`;

/** The subjects that an entry removes when it is refuted: its code and its words. */
const listEntryKeys = ({ code, text }: ConditionEntry): string[] => [
  ...(code ? [toBareCode(code.code), `unread ${code.code}`] : []),
  ...(text ? [` ${normalizeText(text)}`] : []),
];

const inUse = new Set(['active', 'intended', 'on-hold', 'unknown']);

interface NamedCondition {
  entry: ConditionEntry;
  recorded: Recorded;
  namedAs?: ConditionFact['namedAs'];
}

/** The conditions of a consultation: from the list, the assessment, the reasons of medicines and operations, and the causes in its trichoanalyses. */
const listNamedConditions = ({ consultation, recorded }: Dated): NamedCondition[] => [
  ...(consultation.medicalHistory?.conditions ?? []).map((entry) => ({ entry, recorded })),
  ...consultation.diagnoses.map((entry) => ({ entry, recorded, namedAs: 'diagnosis' as const })),
  ...listReasons([
    ...(consultation.medicalHistory?.medications ?? []).filter(({ status }) => inUse.has(status ?? 'active')),
    ...(consultation.medicalHistory?.procedures ?? []),
  ]).map((code) => ({ entry: { code: { system: 'icd-10', code } }, recorded, namedAs: 'reason' as const })),
  ...consultation.trichoanalyses.flatMap(({ possibleCauses = [], id }) =>
    (possibleCauses ?? []).flatMap((code) =>
      code.code === UNKNOWN_CAUSE
        ? []
        : [{ entry: { code }, recorded: id === null ? recorded : { ...recorded, source: { type: 'trichoanalysis' as const, id } }, namedAs: 'cause' as const }],
    ),
  ),
];

/** The code for an unknown cause. */
const UNKNOWN_CAUSE = 'unknown';

const listConditionFacts = ({ entry, recorded, namedAs }: NamedCondition, names: ClinicNames): ConditionFact[] =>
  readConditionEntry(entry, names).map(({ icd10, unread, codeAndWordsDiffer, past: saysPast }): ConditionFact => ({
    ...recorded,
    code: entry.code ?? null,
    text: entry.text ?? entry.code?.display ?? null,
    icd10,
    active: !past.has(entry.clinicalStatus ?? (saysPast ? 'resolved' : 'active')),
    ...(namedAs && { namedAs }),
    ...(unread && { unread }),
    ...(codeAndWordsDiffer && { codeAndWordsDiffer }),
  }));

const findIcd10Category = ({ icd10 }: ConditionFact): string | null => (icd10 ? toIcd10Category(icd10) : null);

/** Whether a later list names the same disease, or the same words. */
const isNamedBy =
  (facts: readonly ConditionFact[]) =>
  (fact: ConditionFact): boolean =>
    facts.some((other) => (fact.icd10 ? findIcd10Category(other) === findIcd10Category(fact) : normalizeText(other.text) === normalizeText(fact.text)));

/**
 * Derives the newest statement of each condition from the lists, the diagnoses of the assessment and the causes of the trichoanalyses. A condition that a later
 * complete list no longer names is kept as past, because leaving it out does not prove that it ended.
 */
const listConditions = (all: readonly Dated[], names: ClinicNames): ConditionFact[] => {
  const { current, older, review } = splitByReview(all, 'conditions');
  const found = new Map<string, ConditionFact | null>();
  const takeIn = (said: Dated): void => {
    for (const named of listNamedConditions(said)) {
      const { entry, recorded } = named;
      if (!entry.code && isNothing(entry.text)) continue;
      const facts = listConditionFacts(named, names);
      if (doesNotHold(entry.verificationStatus)) {
        // The condition was refuted or entered in error: earlier statements no longer count.
        for (const key of [...facts.map(createFactKey), ...listEntryKeys(entry)]) if (!found.has(key)) found.set(key, null);
        continue;
      }
      for (const fact of facts) {
        const key = createFactKey(fact);
        const known = found.get(key);
        // Where one consultation states the condition both as past and as active, it is active.
        if (known === undefined || (known?.recordedAt === recorded.recordedAt && !known.active && fact.active)) found.set(key, fact);
      }
      // A coded entry replaces earlier entries with the same words and no code.
      if (entry.code && entry.text && facts.every(({ unread }) => !unread)) for (const key of listEntryKeys(entry)) if (!found.has(key)) found.set(key, null);
    }
  };
  const stated = (): ConditionFact[] => [...found.values()].filter((fact) => fact !== null);
  current.forEach(takeIn);
  const now = stated();
  if (!review) return now;
  older.forEach(takeIn);
  const before = stated().filter((fact) => !now.includes(fact));
  const stillNamed = isNamedBy(now);
  return [
    ...now,
    ...before.filter((fact) => !stillNamed(fact)).map((fact) => (fact.active ? { ...fact, active: false, omittedSince: review.recorded } : fact)),
  ];
};

const neverTaken = new Set(['not-taken', 'entered-in-error']);

const findSpan = (date: string | null | undefined): { first: Day; last: Day } | null => (isPartialDate(date) ? computeDateSpan(date) : null);

const createMedicationKey = (entry: MedicationEntry): string => `${entry.code?.code.toUpperCase() ?? ''} ${normalizeText(entry.name)}`;

/**
 * Whether the patient takes the medicine. A medicine that is on hold since a known day counts as stopped on that day; other medicines on the list are taken.
 */
const isTaken = (entry: MedicationEntry): boolean => inUse.has(entry.status ?? 'active') && !(entry.status === 'on-hold' && isPartialDate(entry.lastTakenOn));

/**
 * The period in which the last day of taking lies; null while the medicine is taken. Where the day of stopping is unknown, or lies before the start, the period
 * ends on the day of the statement.
 */
const findLastTaken = (entry: MedicationEntry, recorded: Recorded): MedicationFact['lastTaken'] => {
  if (isTaken(entry)) return null;
  const [stated, started] = [findSpan(entry.lastTakenOn), findSpan(entry.startedOn)];
  if (stated && !(started && started.first > stated.last)) return stated;
  return { first: started?.first ?? null, last: recorded.on };
};

/** The medicines of an entry: one, or several where the entry names or contains several. */
const listMedicationFacts = (entry: MedicationEntry, { recorded }: Dated, names: ClinicNames): MedicationFact[] => {
  const taking = isTaken(entry);
  const lastTaken = findLastTaken(entry, recorded);
  return readMedicationEntry(entry, names).map((part) => ({
    ...recorded,
    ...part,
    name: entry.name ?? entry.code?.display ?? entry.code?.code ?? 'unnamed medicine',
    code: entry.code ?? null,
    inUse: taking,
    lastTaken,
    // An entry from before such periods were refused has no usable end, because it is unknown which of its days is right.
    ...(taking && entry.endsOn && !endsBeforeItBegan(entry) ? { endsOn: entry.endsOn } : {}),
  }));
};

/** A medicine of an earlier list that a later complete list does not name: it was stopped between the two. */
const stopMedication = (fact: MedicationFact, review: Dated): MedicationFact =>
  fact.inUse ? { ...fact, inUse: false, lastTaken: { first: fact.lastTaken?.first ?? fact.on, last: review.recorded.on } } : fact;

/** Whether a complete list covers a medicine: the list names the same substance, or the same words. */
const isAnsweredBy = (facts: readonly MedicationFact[]): ((fact: MedicationFact) => boolean) => {
  const codes = new Set(facts.flatMap((fact) => fact.atc ?? []));
  const names = new Set(facts.map((fact) => normalizeText(fact.name)));
  return (fact) => (fact.atc !== null && codes.has(fact.atc)) || names.has(normalizeText(fact.name));
};

/** Whether it is unknown if the medicine is taken. It then counts as taken, and does not replace an older entry. */
const saysNothing = (entry: MedicationEntry): boolean => entry.status === 'unknown' && !isPartialDate(entry.lastTakenOn);

/** The newest informative entry of each medicine in some of the consultations, which are given newest first. */
const collectStatedMedicines = (all: readonly Dated[], before: ReadonlySet<string>, names: ClinicNames): { facts: MedicationFact[]; keys: Set<string> } => {
  const found = new Map<string, { said: Dated; facts: MedicationFact[]; silent: boolean }>();
  for (const said of all) {
    for (const entry of said.consultation.medicalHistory?.medications ?? []) {
      const key = createMedicationKey(entry);
      const known = found.get(key);
      if (before.has(key) || (!entry.code && isNothing(entry.name)) || (known && known.said !== said && !known.silent)) continue;
      // The entry was entered in error: earlier statements no longer count.
      if (entry.status === 'entered-in-error' && !known) found.set(key, { said, facts: [], silent: false });
      if (neverTaken.has(entry.status ?? 'active')) continue;
      const silent = saysNothing(entry);
      if (known && known.said !== said && silent) continue;
      const facts = listMedicationFacts(entry, said, names);
      const outdone = known && known.said !== said && facts.some((fact) => fact.inUse);
      found.set(key, { said, facts: [...(outdone ? [] : (known?.facts ?? [])), ...facts], silent: silent && (known?.silent ?? true) });
    }
  }
  return { facts: [...found.values()].flatMap(({ facts }) => facts), keys: new Set(found.keys()) };
};

const listMedications = (all: readonly Dated[], names: ClinicNames): MedicationFact[] => {
  const { current, older, review } = splitByReview(all, 'medications');
  const now = collectStatedMedicines(current, new Set(), names);
  if (!review) return now.facts;
  const answered = isAnsweredBy(now.facts);
  const before = collectStatedMedicines(older, now.keys, names).facts.filter((fact) => !answered(fact));
  return [...now.facts, ...before.map((fact) => stopMedication(fact, review))];
};

/** The last statement under a code or words, with its time. */
interface Stated<Fact> {
  recorded: Recorded;
  facts: readonly Fact[];
}

/**
 * Adds a statement, from newest to oldest: a newer statement under the same key replaces older ones. Statements of the same moment are all kept, because one
 * code may have different words.
 */
const addStatement = <Fact extends { text: string | null }>(found: Map<string, Stated<Fact>>, key: string, said: Stated<Fact>): void => {
  const known = found.get(key);
  if (!known) return void found.set(key, said);
  if (known.recorded !== said.recorded || known.facts.length === 0) return;
  const others = said.facts.filter(({ text }) => known.facts.every((fact) => normalizeText(fact.text) !== normalizeText(text)));
  found.set(key, { ...known, facts: [...known.facts, ...others] });
};

const createAllergyKey = (entry: AllergyEntry): string => entry.substance.code?.code ?? normalizeText(entry.substance.text);

/** Derives all allergies ever stated; only a later statement about the same substance removes one. */
const listAllergies = (all: readonly Dated[]): AllergyFact[] => {
  const found = new Map<string, Stated<AllergyFact>>();
  for (const { consultation, recorded } of all) {
    for (const entry of consultation.medicalHistory?.allergies ?? []) {
      // An entry whose code names a substance counts, even where its words name none.
      const gone = statesAbsence(entry) || (!entry.substance.code && isNothing(entry.substance.text)) || doesNotHold(entry.verificationStatus);
      const key = createAllergyKey(entry);
      const words = normalizeText(entry.substance.text);
      // A coded entry replaces earlier entries with the same words and no code.
      if (!gone && entry.substance.code && words !== '' && !found.has(words)) found.set(words, { recorded, facts: [] });
      const over = past.has(entry.clinicalStatus ?? 'active');
      const fact = {
        ...recorded,
        code: entry.substance.code ?? null,
        text: entry.substance.text ?? entry.substance.code?.display ?? null,
        ...(over && { over }),
      };
      addStatement(found, key, { recorded, facts: gone ? [] : [fact] });
    }
  }
  return [...found.values()].flatMap(({ facts }) => facts);
};

const createProcedureKey = (entry: ProcedureEntry): string => `${entry.code?.code ?? normalizeText(entry.text)} ${entry.performedOn ?? ''}`;

/** The key of the same operation without its day: a later statement with the day replaces it. */
const createUndatedKey = (entry: ProcedureEntry): string => createProcedureKey({ ...entry, performedOn: null });

/** Derives all operations ever stated; an operation does not end. */
const listProcedures = (all: readonly Dated[], names: ClinicNames): ProcedureFact[] => {
  const found = new Map<string, Stated<ProcedureFact>>();
  for (const { consultation, recorded } of all) {
    for (const entry of consultation.medicalHistory?.procedures ?? []) {
      const text = entry.text ?? entry.code?.display ?? null;
      const key = createProcedureKey(entry);
      const performed = findSpan(entry.performedOn);
      const stands = !doesNotHold(entry.verificationStatus) && !(!entry.code && isNothing(text));
      const facts = stands
        ? readProcedureEntry({ ...entry, text }, names).map((part) => ({ ...recorded, ...part, code: entry.code ?? null, text, performed }))
        : [];
      addStatement(found, key, { recorded, facts });
      if (stands && performed && !found.has(createUndatedKey(entry))) found.set(createUndatedKey(entry), { recorded, facts: [] });
    }
  }
  return [...found.values()].flatMap(({ facts }) => facts);
};

/** Derives the facts from the lists of the history, with the last review of each list. */
export const collectLists = (
  all: readonly Dated[],
  names: ClinicNames,
): Pick<Facts, 'conditions' | 'medications' | 'allergies' | 'procedures' | 'reviewed'> => {
  const reviewed: Partial<Record<ListName, Review>> = {};
  for (const list of listNames) {
    const { review } = splitByReview(all, list);
    if (review) reviewed[list] = review.recorded;
  }
  return {
    conditions: listConditions(all, names),
    medications: listMedications(all, names),
    allergies: listAllergies(all),
    procedures: listProcedures(all, names),
    reviewed,
  };
};
