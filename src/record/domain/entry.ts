/** The lists that follow a patient through the years, and what makes two entries of one speak of the same thing. */
import { isPartialDate, span, type Day } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { isAtc, isIcd10, isLoinc } from '../../terminology/index.js';

export const patientLists = ['conditions', 'allergies', 'medications', 'procedures'] as const;
export type PatientList = (typeof patientLists)[number];

interface Coding {
  system: string;
  code: string;
  display?: string | null;
}

/** What the entries of the four lists have in common, as far as a rule asks. */
export interface Entry {
  code?: Coding | null;
  text?: string | null;
  name?: string | null;
  substance?: { code?: Coding | null; text?: string | null };
  clinicalStatus?: string | null;
  verificationStatus?: string | null;
  status?: string | null;
  onset?: string | null;
  startedOn?: string | null;
  lastTakenOn?: string | null;
  endsOn?: string | null;
  performedOn?: string | null;
}

/** The stated absence of allergies: an entry of its own, which a later allergy ends. */
export const NO_KNOWN_ALLERGIES: Coding = { system: 'hairline', code: 'no-known-allergies', display: 'No known allergies' };

export const statesAbsence = ({ substance }: Entry): boolean =>
  substance?.code?.system === NO_KNOWN_ALLERGIES.system && substance.code.code === NO_KNOWN_ALLERGIES.code;

const wellFormed: Record<string, (code: string) => boolean> = { 'icd-10': isIcd10, atc: isAtc, loinc: isLoinc };

/** A code that its system cannot have. */
export const codeErrors = (code: { system: string; code: string } | null | undefined, pointer: string): FieldError[] =>
  code && wellFormed[code.system]?.(code.code) === false
    ? [{ pointer: `${pointer}/code`, code: 'invalid-code', detail: `"${code.code}" is not a code of the system ${code.system}.` }]
    : [];

/** What is meant to be taken, or was never taken, may have a start that lies ahead or never came. */
const notBegun = new Set(['intended', 'not-taken', 'entered-in-error']);

/** The dates of an entry at which something has happened. */
const happened: Record<PatientList, (entry: Entry) => readonly (keyof Entry)[]> = {
  conditions: () => ['onset'],
  allergies: () => [],
  medications: ({ status }) => (notBegun.has(status ?? 'active') ? ['lastTakenOn'] : ['startedOn', 'lastTakenOn']),
  procedures: () => ['performedOn'],
};

/** What is said to have happened cannot lie ahead: a last dose in the future would end a washout that has not begun. */
const futureErrors = (list: PatientList, entry: Entry, pointer: string, today: Day): FieldError[] =>
  happened[list](entry).flatMap((field) => {
    const date = entry[field];
    return typeof date === 'string' && span(date).first > today
      ? [{ pointer: `${pointer}/${field}`, code: 'in-the-future', detail: 'This lies in the future.' }]
      : [];
  });

/**
 * Whether a course has certainly ended before it began. A start after the last dose is none: it was begun again, and the check asks when
 * it was last taken.
 */
export const endsBeforeItBegan = ({ startedOn, endsOn }: Pick<Entry, 'startedOn' | 'endsOn'>): boolean =>
  isPartialDate(startedOn) && isPartialDate(endsOn) && span(endsOn).last < span(startedOn).first;

const courseErrors = (entry: Entry, pointer: string): FieldError[] =>
  endsBeforeItBegan(entry)
    ? [{ pointer: `${pointer}/endsOn`, code: 'ends-before-it-began', detail: `The course ends on ${entry.endsOn}, and began later, on ${entry.startedOn}.` }]
    : [];

/** What was never taken was not taken last on any day. */
const neverTakenErrors = (list: PatientList, { status, lastTakenOn }: Entry, pointer: string): FieldError[] =>
  list === 'medications' && status === 'not-taken' && lastTakenOn
    ? [{ pointer: `${pointer}/lastTakenOn`, code: 'contradiction', detail: 'What was not taken has no day on which it was taken last.' }]
    : [];

const namesNothing = ({ code, text, name }: Entry): boolean => !code && !text && !name;

/** Everything that is wrong with one entry beyond its form. */
export const entryErrors = (list: PatientList, entry: Entry, pointer: string, today: Day): FieldError[] => {
  const at = list === 'allergies' ? `${pointer}/substance` : pointer;
  const named: Entry = list === 'allergies' ? (entry.substance ?? {}) : entry;
  return [
    ...(namesNothing(named) ? [{ pointer: at, code: 'required', detail: 'An entry needs a code or words.' }] : []),
    ...codeErrors(named.code, `${at}/code`),
    ...futureErrors(list, entry, pointer, today),
    ...courseErrors(entry, pointer),
    ...neverTakenErrors(list, entry, pointer),
  ];
};

const plain = (text: string | null | undefined): string => (text ?? '').normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

const coded = (code: Coding | null | undefined): string | null => (code ? `${code.system}|${code.code.replaceAll('.', '').toUpperCase()}` : null);

/** Entries with the same key speak of the same thing: the same code, or the same words where there is none. */
export const entryKey = (list: PatientList, entry: Entry): string => {
  const { code, text, name } = list === 'allergies' ? { ...entry.substance, name: null } : entry;
  const key = coded(code) ?? plain(name ?? text);
  // The same operation a second time is another one.
  return list === 'procedures' ? `${key}@${entry.performedOn ?? ''}` : key;
};

const over = new Set(['inactive', 'remission', 'resolved', 'stopped', 'completed', 'not-taken', 'entered-in-error']);

/** Whether the entry says of today that it is so: an active condition, an allergy that holds, a medicine in use. */
export const holds = (entry: Entry): boolean =>
  !over.has(entry.clinicalStatus ?? entry.status ?? 'active') && entry.verificationStatus !== 'refuted' && entry.verificationStatus !== 'entered-in-error';
