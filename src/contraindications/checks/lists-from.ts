import { addDays, isPartialDate, span, type Day } from '../../kernel/day.js';
import {
  procedureKind,
  type AllergyFact,
  type ConditionFact,
  type Facts,
  type ListName,
  type MedicationFact,
  type ProcedureFact,
  type Review,
} from '../engine/index.js';
import { statesAbsence } from '../../record/index.js';
import { atcOfName } from './medicine-names.js';
import type { AllergyEntry, ConditionEntry, Dated, HistoryFacts, MedicationEntry, ProcedureEntry } from './records.js';

const isReviewed = (history: HistoryFacts | null, list: ListName): boolean => history?.reviewed?.includes(list) ?? false;

/**
 * The consultations whose entries of a list still hold, and the review that ended the older ones: a list gone
 * through and found complete says of everything older that it does not name that it is no longer so.
 */
const sinceReview = (all: readonly Dated[], list: ListName): { current: readonly Dated[]; older: readonly Dated[]; review: Dated | null } => {
  const at = all.findIndex(({ consultation }) => isReviewed(consultation.medicalHistory, list));
  if (at === -1) return { current: all, older: [], review: null };
  return { current: all.slice(0, at + 1), older: all.slice(at + 1), review: all[at]! };
};

const plain = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();

/** Somebody wrote down that there is nothing to write down. */
const isNothing = (text: string | null | undefined): boolean =>
  /^(none|nil|no|nothing|n\/?a|nka|nkda|no known( drug| food)? allergies|no allergies)\.?$/.test(plain(text));

const doesNotHold = (status: string | null | undefined): boolean => status === 'refuted' || status === 'entered-in-error';

const past = new Set(['inactive', 'remission', 'resolved']);

const conditionKey = (entry: ConditionEntry): string => entry.code?.code.replaceAll('.', '').toUpperCase() ?? plain(entry.text);

/** The conditions on the list and the diagnoses of the assessment: of each code the newest statement. */
export const conditionsFrom = (all: readonly Dated[]): ConditionFact[] => {
  const found = new Map<string, ConditionFact | null>();
  for (const { consultation, recorded } of sinceReview(all, 'conditions').current) {
    for (const entry of [...(consultation.medicalHistory?.conditions ?? []), ...consultation.diagnoses]) {
      const key = conditionKey(entry);
      const fact: ConditionFact | null =
        doesNotHold(entry.verificationStatus) || (!entry.code && isNothing(entry.text))
          ? null
          : { ...recorded, code: entry.code ?? null, text: entry.text ?? entry.code?.display ?? null, active: !past.has(entry.clinicalStatus ?? 'active') };
      const known = found.get(key);
      // Said twice in one consultation, once as past and once as going on: it goes on.
      if (!found.has(key) || (known?.recordedAt === recorded.recordedAt && !known.active && fact?.active)) found.set(key, fact);
    }
  }
  return [...found.values()].filter((fact) => fact !== null);
};

const inUse = new Set(['active', 'intended', 'on-hold', 'unknown']);
const neverTaken = new Set(['not-taken', 'entered-in-error']);

const spanOf = (date: string | null | undefined): { first: Day; last: Day } | null => (isPartialDate(date) ? span(date) : null);

const medicationKey = (entry: MedicationEntry): string => `${entry.code?.code.toUpperCase() ?? ''} ${plain(entry.name)}`;

/** The code as it was given; else those of the medicines that the name stands for; else none. */
const atcCodesOf = (entry: MedicationEntry): (string | null)[] => {
  if (entry.code?.system === 'atc') return [entry.code.code];
  const named = atcOfName([entry.name, entry.code?.display].filter(Boolean).join(' '));
  return named.length > 0 ? named : [null];
};

/** An entry is one medicine, or several where it is a combination known by name only. */
const medicationFacts = (entry: MedicationEntry, { recorded }: Dated): MedicationFact[] => {
  const taking = inUse.has(entry.status ?? 'active');
  const stated = spanOf(entry.lastTakenOn);
  return atcCodesOf(entry).map((atc) => ({
    ...recorded,
    name: entry.name ?? entry.code?.display ?? entry.code?.code ?? 'unnamed medicine',
    atc,
    inUse: taking,
    // Stopped, nobody knows when: some day up to the one on which it was said.
    lastTaken: stated ?? (taking ? null : { first: spanOf(entry.startedOn)?.first ?? null, last: recorded.on }),
    ...(taking && entry.endsOn ? { endsOn: entry.endsOn } : {}),
  }));
};

/** A medicine of an earlier list that a later complete one does not name: stopped some day between the two. */
const dropped = (fact: MedicationFact, review: Dated): MedicationFact =>
  fact.inUse ? { ...fact, inUse: false, lastTaken: { first: fact.lastTaken?.first ?? fact.on, last: review.recorded.on } } : fact;

/** A medicine that a complete list has answered for: it names the same substance, or the same words. */
const answeredBy = (facts: readonly MedicationFact[]): ((fact: MedicationFact) => boolean) => {
  const codes = new Set(facts.flatMap((fact) => fact.atc ?? []));
  const names = new Set(facts.map((fact) => plain(fact.name)));
  return (fact) => (fact.atc !== null && codes.has(fact.atc)) || names.has(plain(fact.name));
};

/** Whether nobody knows if it is taken: it counts as taken, and takes back nothing that an older entry says. */
const saysNothing = (entry: MedicationEntry): boolean => entry.status === 'unknown' && !isPartialDate(entry.lastTakenOn);

/** What one part of the consultations says, newest first: of each medicine the newest entry that says something. */
const statedMedicines = (all: readonly Dated[], before: ReadonlySet<string>): { facts: MedicationFact[]; keys: Set<string> } => {
  const found = new Map<string, { said: Dated; facts: MedicationFact[]; silent: boolean }>();
  for (const said of all) {
    for (const entry of said.consultation.medicalHistory?.medications ?? []) {
      const key = medicationKey(entry);
      const known = found.get(key);
      if (before.has(key) || (!entry.code && isNothing(entry.name)) || (known && known.said !== said && !known.silent)) continue;
      // Taken back as an error: what was said of it before does not count any more.
      if (entry.status === 'entered-in-error' && !known) found.set(key, { said, facts: [], silent: false });
      if (neverTaken.has(entry.status ?? 'active')) continue;
      const silent = saysNothing(entry);
      if (known && known.said !== said && silent) continue;
      const facts = medicationFacts(entry, said);
      const outdone = known && known.said !== said && facts.some((fact) => fact.inUse);
      found.set(key, { said, facts: [...(outdone ? [] : (known?.facts ?? [])), ...facts], silent: silent && (known?.silent ?? true) });
    }
  }
  return { facts: [...found.values()].flatMap(({ facts }) => facts), keys: new Set(found.keys()) };
};

const medicationsFrom = (all: readonly Dated[]): MedicationFact[] => {
  const { current, older, review } = sinceReview(all, 'medications');
  const now = statedMedicines(current, new Set());
  if (!review) return now.facts;
  const answered = answeredBy(now.facts);
  const before = statedMedicines(older, now.keys).facts.filter((fact) => !answered(fact));
  return [...now.facts, ...before.map((fact) => dropped(fact, review))];
};

const allergyKey = (entry: AllergyEntry): string => entry.substance.code?.code ?? plain(entry.substance.text);

/** Every allergy ever stated: only a later statement about the same substance takes one back. */
const allergiesFrom = (all: readonly Dated[]): AllergyFact[] => {
  const found = new Map<string, AllergyFact | null>();
  for (const { consultation, recorded } of all) {
    for (const entry of consultation.medicalHistory?.allergies ?? []) {
      const gone =
        statesAbsence(entry) || isNothing(entry.substance.text) || doesNotHold(entry.verificationStatus) || past.has(entry.clinicalStatus ?? 'active');
      const key = allergyKey(entry);
      const words = plain(entry.substance.text);
      // The code completes what was said before in the same words without it.
      if (!gone && entry.substance.code && words !== '' && !found.has(words)) found.set(words, null);
      if (!found.has(key))
        found.set(key, gone ? null : { ...recorded, code: entry.substance.code ?? null, text: entry.substance.text ?? entry.substance.code?.display ?? null });
    }
  }
  return [...found.values()].filter((fact) => fact !== null);
};

const procedureKey = (entry: ProcedureEntry): string => `${entry.code?.code ?? plain(entry.text)} ${entry.performedOn ?? ''}`;

/** The same operation without its day: what was said of it later with the day completes it. */
const undatedKey = (entry: ProcedureEntry): string => procedureKey({ ...entry, performedOn: null });

/** Every operation ever stated: what was done stays done. */
const proceduresFrom = (all: readonly Dated[]): ProcedureFact[] => {
  const found = new Map<string, ProcedureFact | null>();
  for (const { consultation, recorded } of all) {
    for (const entry of consultation.medicalHistory?.procedures ?? []) {
      const text = entry.text ?? entry.code?.display ?? null;
      const key = procedureKey(entry);
      const fact: ProcedureFact = { ...recorded, kind: procedureKind(entry.code ?? null, text), text, performed: spanOf(entry.performedOn) };
      const stands = !doesNotHold(entry.verificationStatus);
      if (!found.has(key)) found.set(key, stands ? fact : null);
      if (stands && fact.performed && !found.has(undatedKey(entry))) found.set(undatedKey(entry), null);
    }
  }
  return [...found.values()].filter((fact) => fact !== null);
};

/** A medicine not taken for so long that no rule looks at it any more. */
const longAgoDays = 180;

const withoutAtc = (medications: readonly MedicationFact[], reviewedOn: Day): string[] =>
  medications
    .filter((fact) => fact.atc === null && (fact.inUse || !fact.lastTaken || fact.lastTaken.last > addDays(reviewedOn, -longAgoDays)))
    .map((fact) => fact.name);

const withoutIcd10 = (conditions: readonly ConditionFact[]): string[] =>
  conditions.filter((fact) => fact.active && !fact.code?.system.startsWith('icd-10')).map((fact) => fact.text ?? fact.code?.code ?? 'an unnamed condition');

/** The lists of the history other than the conditions themselves, and which lists were reviewed when. */
export const listsFrom = (all: readonly Dated[]): Pick<Facts, 'medications' | 'allergies' | 'procedures' | 'reviewed'> => {
  const medications = medicationsFrom(all);
  const conditions = conditionsFrom(all);
  const uncoded = {
    conditions: () => withoutIcd10(conditions),
    medications: (on: Day) => withoutAtc(medications, on),
    allergies: () => [],
    procedures: () => [],
  };
  const reviewed: Partial<Record<ListName, Review>> = {};
  for (const list of Object.keys(uncoded) as ListName[]) {
    const { review } = sinceReview(all, list);
    if (review) reviewed[list] = { ...review.recorded, uncoded: uncoded[list](review.recorded.on) };
  }
  return { medications, allergies: allergiesFrom(all), procedures: proceduresFrom(all), reviewed };
};
