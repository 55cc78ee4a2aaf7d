/** The longitudinal lists of a patient, and the rules that decide when two entries of a list are about the same thing. */
import { createFieldError } from '../../kernel/field-error.js';
import { isPartialDate, computeDateSpan, type Day } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { saysNoKnownAllergies } from '../../terminology/allergies/index.js';
import { isAtc, isIcd10, isLoinc } from '../../terminology/index.js';
import { parseSubstances } from '../../terminology/substances/index.js';
import { namesElse, namesMore } from './names-more.js';
import type { PatientList } from './patient-lists.js';
import { withoutNulls } from '../../kernel/json-object.js';

interface Coding {
  system: string;
  code: string;
  display?: string | null;
}

/** The members of the entries of all four lists that rules ask about. */
export interface Entry {
  code?: Coding | null;
  text?: string | null;
  name?: string | null;
  substance?: { code?: Coding | null; text?: string | null };
  reaction?: string | null;
  clinicalStatus?: string | null;
  verificationStatus?: string | null;
  status?: string | null;
  onset?: string | null;
  startedOn?: string | null;
  lastTakenOn?: string | null;
  endsOn?: string | null;
  performedOn?: string | null;
}

/** The stated absence of allergies. It is not an allergy and appears in no list of allergies; it has a member of its own, and the first allergy ends it. */
export const NO_KNOWN_ALLERGIES: Coding = { system: 'hairline', code: 'no-known-allergies', display: 'No known allergies' };

/** Whether an entry that was sent as an allergy states that there is no allergy: by its code or, where it has no code, by its words. */
export const statesAbsence = ({ substance }: Entry): boolean =>
  substance?.code
    ? substance.code.system === NO_KNOWN_ALLERGIES.system && substance.code.code === NO_KNOWN_ALLERGIES.code
    : saysNoKnownAllergies(substance?.text ?? '');

/** The statement that no allergy is known, in the words in which it was made. */
export interface StatedAbsence {
  text?: string | null;
}

const toStatedAbsence = ({ substance }: Entry): StatedAbsence => (substance?.text ? { text: substance.text } : {});

/** Makes the entry that stores a stated absence, in one form for all wordings. */
export const createAbsenceEntry = ({ text }: StatedAbsence, { clinicalStatus }: Entry = {}): Entry => ({
  substance: { code: NO_KNOWN_ALLERGIES, ...(text && { text }) },
  ...(clinicalStatus && { clinicalStatus }),
});

/** Answers the form in which an entry is stored. An entry that states an absence is stored as a stated absence. */
export const normalizeEntry = (list: PatientList, entry: Entry): Entry =>
  list === 'allergies' && statesAbsence(entry) ? createAbsenceEntry(toStatedAbsence(entry), entry) : entry;

/** Separates the allergies from the statement that there is none. The statement is null where an allergy is active. */
export const separateAbsence = <Allergy extends Entry>(
  allergies: readonly Allergy[],
  stated: StatedAbsence | null | undefined,
): { allergies: Allergy[]; noKnownAllergies: StatedAbsence | null } => {
  const named = allergies.filter((allergy) => !statesAbsence(allergy));
  const said = allergies.find((allergy) => statesAbsence(allergy) && isActiveEntry(allergy));
  return { allergies: named, noKnownAllergies: named.some(isActiveEntry) ? null : (stated ?? (said ? toStatedAbsence(said) : null)) };
};

const wellFormed: Record<string, (code: string) => boolean> = { 'icd-10': isIcd10, atc: isAtc, loinc: isLoinc };

/** Checks that a code has the form of its code system. */
export const validateCode = (code: { system: string; code: string } | null | undefined, pointer: string): FieldError[] =>
  code && wellFormed[code.system]?.(code.code) === false
    ? [
        {
          pointer: `${pointer}/code`,
          code: 'invalid-code',
          detail: `"${code.code}" is not a code of the system ${code.system}: GET /v1/codes finds those that are.`,
        },
      ]
    : [];

/** The statuses of medicines whose start may lie in the future or may never have come. */
const notBegun = new Set(['intended', 'not-taken', 'entered-in-error']);

/** The dates of an entry on which something has happened. */
const happened: Record<PatientList, (entry: Entry) => readonly (keyof Entry)[]> = {
  conditions: () => ['onset'],
  allergies: () => [],
  medications: ({ status }) => (notBegun.has(status ?? 'active') ? ['lastTakenOn'] : ['startedOn', 'lastTakenOn']),
  procedures: () => ['performedOn'],
};

/** Refuses future dates for past events. A last dose in the future, for example, would end a washout period that has not begun. */
const validateHappenedDates = (list: PatientList, entry: Entry, pointer: string, today: Day): FieldError[] =>
  happened[list](entry).flatMap((field) => {
    const date = entry[field];
    return typeof date === 'string' && computeDateSpan(date).first > today
      ? [{ pointer: `${pointer}/${field}`, code: 'in-the-future', detail: 'This lies in the future: send today, or a day before.' }]
      : [];
  });

/**
 * Whether a course certainly ended before it began. A start after the last dose is no error: the medicine was begun again, and the check asks when it was last
 * taken.
 */
export const endsBeforeItBegan = ({ startedOn, endsOn }: Pick<Entry, 'startedOn' | 'endsOn'>): boolean =>
  isPartialDate(startedOn) && isPartialDate(endsOn) && computeDateSpan(endsOn).last < computeDateSpan(startedOn).first;

const validateCourse = (entry: Entry, pointer: string): FieldError[] =>
  endsBeforeItBegan(entry)
    ? [{ pointer: `${pointer}/endsOn`, code: 'ends-before-it-began', detail: `The course ends on ${entry.endsOn}, and began later, on ${entry.startedOn}.` }]
    : [];

const saysNothing = (text: string | null | undefined): boolean => !text?.trim() || /^[-–—.]+$|^n\/?a$/i.test(text.trim()) || saysNoKnownAllergies(text);

/** Finds contradictions in a stated absence: words that name a substance after all, and a reaction. */
const validateAbsence = (entry: Entry, pointer: string): FieldError[] => {
  if (!statesAbsence(entry)) return [];
  const { text } = entry.substance!;
  const named = text && !saysNothing(text) ? parseSubstances(text).found.filter(({ statement }) => statement !== 'absent' && statement !== 'denied') : [];
  return [
    ...(named.length > 0
      ? [
          createFieldError(
            `${pointer}/substance/text`,
            'contradictory',
            'The code says that no allergy is known, and the words name a substance: send the one or the other.',
          ),
        ]
      : []),
    ...(saysNothing(entry.reaction)
      ? []
      : [createFieldError(`${pointer}/reaction`, 'contradictory', 'That no allergy is known has no reaction: name what the person reacted to.')]),
  ];
};
/** Refuses a last dose for a medicine that was never taken. */
const validateNeverTaken = (list: PatientList, { status, lastTakenOn }: Entry, pointer: string): FieldError[] =>
  list === 'medications' && status === 'not-taken' && lastTakenOn
    ? [
        {
          pointer: `${pointer}/lastTakenOn`,
          code: 'contradiction',
          detail: 'What was not taken has no day on which it was taken last: leave it out, or correct the status.',
        },
      ]
    : [];

const namesNothing = ({ code, text, name }: Entry): boolean => !code && !text && !name;

/** Finds all errors in one entry beyond its form. */
export const validateEntry = (list: PatientList, entry: Entry, pointer: string, today: Day): FieldError[] => {
  const at = list === 'allergies' ? `${pointer}/substance` : pointer;
  const named: Entry = list === 'allergies' ? (entry.substance ?? {}) : entry;
  return [
    ...(namesNothing(named) ? [createFieldError(at, 'required', 'An entry needs a code or words: send one of the two, or both.')] : []),
    ...validateCode(named.code, `${at}/code`),
    ...(list === 'allergies' ? validateAbsence(entry, pointer) : []),
    ...validateHappenedDates(list, entry, pointer, today),
    ...validateCourse(entry, pointer),
    ...validateNeverTaken(list, entry, pointer),
  ];
};

/** Refuses the status "entered in error" in the entry itself, because a separate operation marks the entry and asks for the reason. */
export const validateNotEnteredInError = (entry: Entry): FieldError[] =>
  (['status', 'verificationStatus'] as const)
    .filter((member) => entry[member] === 'entered-in-error')
    .map((member) => ({
      pointer: `/${member}`,
      code: 'not-allowed',
      detail: 'An entry is marked as entered in error by its action (POST …/entered-in-error), with a reason.',
    }));

const normalizeText = (text: string | null | undefined): string => (text ?? '').normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

const findCodeKey = (code: Coding | null | undefined): string | null => (code ? `${code.system}|${code.code.replaceAll('.', '').toUpperCase()}` : null);

/** The key of a code, or of the words where there is no code. Where the words name more than the code, the words are part of the key. */
const formatSubjectKey = (list: PatientList, code: Coding | null | undefined, words: string | null | undefined): string => {
  const key = findCodeKey(code);
  if (key === null || !code) return normalizeText(words);
  return words && namesMore(list, words, code) ? `${key} ${normalizeText(words)}` : key;
};

/** Refuses a code that is added to an entry in words, where the words name something that the code does not cover. */
export const validateCoding = (list: PatientList, before: Entry, after: Entry): FieldError[] => {
  const [coding, pointer] = list === 'allergies' ? [after.substance?.code, '/substance/code'] : [after.code, '/code'];
  const wasCoded = list === 'allergies' ? before.substance?.code : before.code;
  const words = list === 'allergies' ? before.substance?.text : (before.text ?? before.name);
  const isDenied = list === 'allergies' && statesAbsence(after) && !statesAbsence(before);
  if (!coding || wasCoded || !words || !(isDenied || namesElse(list, words, coding))) return [];
  return [{ pointer, code: 'fixed', detail: 'The words of the entry name something else than this code: record that as another entry.' }];
};

/** Makes the key of an entry. Entries with the same key are about the same thing. */
export const formatEntryKey = (list: PatientList, entry: Entry): string => {
  if (list === 'allergies' && statesAbsence(entry)) return findCodeKey(NO_KNOWN_ALLERGIES)!;
  const { code, text, name } = list === 'allergies' ? { ...entry.substance, name: null } : entry;
  const key = formatSubjectKey(list, code, name ?? text);
  // The same operation on another day is another entry.
  return list === 'procedures' ? `${key}@${entry.performedOn ?? ''}` : key;
};

/** Whether the entry's own status is "entered in error". */
export const isInError = ({ status, verificationStatus }: Entry): boolean => status === 'entered-in-error' || verificationStatus === 'entered-in-error';

const over = new Set(['inactive', 'remission', 'resolved', 'stopped', 'completed', 'not-taken', 'entered-in-error']);

/** Whether the entry is true at present: an active condition, an active allergy, a medicine in use. */
export const isActiveEntry = (entry: Entry): boolean =>
  !over.has(entry.clinicalStatus ?? entry.status ?? 'active') && entry.verificationStatus !== 'refuted' && entry.verificationStatus !== 'entered-in-error';

/** The members that say what an entry is about. They are fixed when the entry is recorded. */
const subjects = {
  conditions: ['code', 'text'],
  allergies: ['substance'],
  medications: ['code', 'name'],
  procedures: ['code', 'text'],
} as const satisfies Record<PatientList, readonly (keyof Entry)[]>;

const selectPresentMembers = <T extends object>(members: T | null | undefined): Partial<T> => withoutNulls(members ?? {});

/** Completes what an entry is about with a code or words that were unknown until now. Known members stay. */
export const completeSubject = (list: PatientList, known: Entry, said: Entry): Entry =>
  Object.fromEntries(
    subjects[list].flatMap((member) => {
      const subject =
        member === 'substance'
          ? { ...selectPresentMembers(known.substance), ...selectPresentMembers({ ...said.substance, ...selectPresentMembers(known.substance) }) }
          : (known[member] ?? said[member]);
      return subject === null || subject === undefined ? [] : [[member, subject]];
    }),
  );
