/** Splits the entries of a history into parts that rules can read. A part that could not be read is kept as unread. */
import { isAtc, isIcd10 } from '../../terminology/index.js';
import { shippedCode } from '../../terminology/codes/index.js';
import { codesThatSayTooLittle, concernsOfIcd10 } from '../../terminology/concerns/index.js';
import { parseCondition } from '../../terminology/conditions/index.js';
import { translateCoding } from '../../terminology/maps/index.js';
import { procedureKinds, parseProcedure, type ProcedureKind } from '../../terminology/procedures/index.js';
import {
  groupsOf,
  groupsOfAtc,
  partsOfAtc,
  parseSubstances,
  substancesOfAtc,
  substancesOfExactAtc,
  type FoundSubstance,
} from '../../terminology/substances/index.js';
import { bareCode, fallsUnder, unreadWords, type Coding, type UnreadPart } from '../engine/index.js';
import { ownName, type ClinicNames } from '../../formulary/index.js';

/** One of the conditions that an entry names. */
export interface ConditionPart {
  icd10: string | null;
  unread?: UnreadPart;
  codeAndWordsDiffer?: boolean;
  /** Whether the words say that the condition is over. */
  past?: boolean;
}

export interface MedicationPart {
  atc: string | null;
  substance?: string;
  unread?: UnreadPart;
  codeAndWordsDiffer?: boolean;
}

export interface ProcedurePart {
  kind: ProcedureKind | null;
  unread?: UnreadPart;
}

const isProcedureKind = (word: string): word is ProcedureKind => Object.hasOwn(procedureKinds, word);

const unreadPart = (reason: UnreadPart['reason'], words: readonly string[] = [], alternatives: UnreadPart['alternatives'] = []): UnreadPart => ({
  reason,
  words,
  alternatives: alternatives.map(({ system, code, display }) => ({ system, code, display })),
});

/** The reason for which words are unread: some may be misspelt, others are unknown. */
const wordsUnread = (words: readonly string[], alternatives: UnreadPart['alternatives']): UnreadPart =>
  unreadPart(alternatives.length > 0 ? 'misspelt' : 'unknown-words', words, alternatives);

/** Whether two codes can mean the same thing: one is the beginning of the other, or they share a category of the classification. */
const sameCategory = (one: string, other: string, length: number): boolean => {
  const [a, b] = [bareCode(one), bareCode(other)];
  return a.startsWith(b) || b.startsWith(a) || a.slice(0, length) === b.slice(0, length);
};

const ICD10_CATEGORY = 3;
const ATC_SUBSTANCE = 7;

interface Codes {
  codes: readonly string[];
  unread: UnreadPart | null;
}

const noCodes: Codes = { codes: [], unread: null };

const icd10Of = (code: Coding | null | undefined): Codes => {
  if (!code) return noCodes;
  if (code.system === 'icd-10' && isIcd10(code.code) && concernsOfIcd10(code.code) !== null) return { codes: [code.code], unread: null };
  const translated = translateCoding(code)?.icd10 ?? [];
  if (translated.length > 0) return { codes: translated, unread: null };
  return { codes: [], unread: unreadPart(code.system.startsWith('icd-10') ? 'unknown-code' : 'unknown-system') };
};

interface WrittenEntry {
  code?: Coding | null;
  text?: string | null;
}

/** Whether a code is too wide: it does not say which disease, or a narrower code may be meant. */
const saysTooLittle = fallsUnder(codesThatSayTooLittle);

/** The texts of an entry: its own words, and the display name of its code; each once. */
const wordsOf = (words: string | null | undefined, code: Coding | null | undefined): string[] => [
  ...new Set([words, code?.display].filter((item): item is string => !!item?.trim())),
];

/** The unread parts of an entry: the unexplained words, and the code where no words explain it. */
const unreadOf = (code: UnreadPart | null, words: readonly (UnreadPart | null)[]): UnreadPart[] => {
  const unread = words.filter((part) => part !== null);
  return code === null || words.includes(null) ? unread : [code, ...unread];
};

/** Reads the conditions that an entry names by its code and by its words; both count where they differ. */
export const readConditionEntry = ({ code, text }: WrittenEntry, names: ClinicNames): ConditionPart[] => {
  const coded = icd10Of(code);
  const parts: ConditionPart[] = coded.codes.map((icd10) => ({ icd10 }));
  const said: (UnreadPart | null)[] = [];
  for (const words of wordsOf(text, code)) {
    const own = ownName(names.conditions, words);
    if (own) {
      parts.push(...own.codes.filter(({ system }) => system === 'icd-10').map(({ code: icd10 }) => ({ icd10 })));
      said.push(null);
      continue;
    }
    const reading = parseCondition(words);
    const found = reading.found.filter(({ statement }) => statement === 'present' || statement === 'past');
    for (const conditionFound of found) {
      const isNew = coded.codes.every((known) => !sameCategory(known, conditionFound.code, ICD10_CATEGORY));
      if (isNew)
        parts.push({
          icd10: conditionFound.code,
          ...(conditionFound.statement === 'past' && { past: true }),
          ...(coded.codes.length > 0 && { codeAndWordsDiffer: true }),
        });
    }
    // A code that rules read explains the words; other conditions in the words were added above.
    if (coded.codes.length > 0) continue;
    const near = reading.found.filter(({ spelling }) => spelling === 'near').map((conditionFound) => conditionFound.words);
    if (reading.unexplained.length > 0) said.push(wordsUnread(reading.unexplained, reading.alternatives));
    // A possible misspelling counts for rules that fire, and clears nothing.
    else said.push(near.length > 0 ? unreadPart('misspelt', near, reading.alternatives) : null);
  }
  const unread = unreadOf(coded.unread, said);
  const isWide = parts.some(({ icd10 }) => icd10 !== null && saysTooLittle(bareCode(icd10)));
  if (isWide && unread.length === 0) unread.push(unreadPart('too-wide'));
  return withUnread(
    parts,
    unread,
    (part) => ({ icd10: null, unread: part }),
    ({ icd10 }) => icd10 ?? '',
  );
};

/** Combines the parts, each once, with one part for everything unread. */
const withUnread = <Part>(
  parts: readonly Part[],
  unread: readonly UnreadPart[],
  asPart: (unread: UnreadPart) => Part,
  keyOf: (part: Part) => string,
): Part[] => {
  const each = [...new Map(parts.map((part) => [keyOf(part), part])).values()];
  if (unread.length === 0) return each;
  const [first] = unread as [UnreadPart];
  return [
    ...each,
    asPart(
      unreadPart(
        first.reason,
        unread.flatMap(({ words }) => words),
        unread.flatMap(({ alternatives }) => alternatives),
      ),
    ),
  ];
};

/** Whether a code for a substance is unknown to both the list of codes and the vocabulary. */
const isUnknownSubstance = (code: string): boolean =>
  code.length === ATC_SUBSTANCE && shippedCode('atc', code) === undefined && substancesOfAtc(code).length === 0 && partsOfAtc(code) === null;

/**
 * The substance of a code, where the substance belongs to groups that the code does not tell. The substance must have this code alone, and the code this
 * substance alone.
 */
const substancesBeside = (code: string): string[] => {
  const [one, ...others] = substancesOfExactAtc(code.toUpperCase());
  if (!one || one.isClass || others.length > 0 || one.atc.length > 1) return [];
  const told = groupsOfAtc(code) ?? new Set();
  return groupsOf(one).some((group) => !told.has(group)) ? [one.id] : [];
};

const atcOf = (code: Coding | null | undefined): Codes & { substances: readonly string[] } => {
  if (!code) return { ...noCodes, substances: [] };
  if (code.system === 'atc') {
    if (!isAtc(code.code) || groupsOfAtc(code.code) === null || isUnknownSubstance(code.code))
      return { codes: [], unread: unreadPart('unknown-code'), substances: [] };
    const combination = partsOfAtc(code.code);
    // The vocabulary knows all parts of a combination that it has by name.
    const isOpen = combination?.open && substancesOfExactAtc(code.code.toUpperCase()).length === 0;
    const unread = isOpen ? unreadPart('unknown-content') : code.code.length < ATC_SUBSTANCE ? unreadPart('too-wide') : null;
    return { codes: [code.code, ...(combination?.codes ?? [])], unread, substances: substancesBeside(code.code) };
  }
  if (code.system === 'hairline') return { codes: [], unread: null, substances: [code.code] };
  const translated = translateCoding(code);
  if (translated?.atc?.length || translated?.substance?.length) return { codes: translated.atc ?? [], unread: null, substances: translated.substance ?? [] };
  return { codes: [], unread: unreadPart('unknown-system'), substances: [] };
};

/** Converts a substance to its codes; adds the substance itself where the codes do not tell all its groups. */
const partsOf = ({ atc, substance, groups }: FoundSubstance): MedicationPart[] => {
  const told = new Set(atc.flatMap((code) => [...(groupsOfAtc(code) ?? [])]));
  const bySelf = atc.length === 0 || groups.some((group) => !told.has(group));
  return [...atc.map((code) => ({ atc: code })), ...(bySelf ? [{ atc: null, substance }] : [])];
};

/** Whether the words name a substance that the code does not mean. A class that contains the substance of the code is no difference. */
const differsFrom = ({ codes, substances }: { codes: readonly string[]; substances: readonly string[] }, foundSubstance: FoundSubstance): boolean => {
  if (substances.includes(foundSubstance.substance) || (foundSubstance.atc.length === 0 && foundSubstance.groups.length === 0)) return false;
  return codes.length > 0 && foundSubstance.atc.every((atc) => codes.every((known) => !sameCategory(known, atc, ATC_SUBSTANCE)));
};

/** Classes of medicines that contain both substances that matter and substances that do not. */
const kindsOfMedicines: ReadonlySet<string> = new Set(['5-alpha-reductase-inhibitor']);

/** Reads the substances that an entry names by its code and by its words; both count where they differ. */
export const readMedicationEntry = ({ code, name }: { code?: Coding | null; name?: string | null }, names: ClinicNames): MedicationPart[] => {
  const coded = atcOf(code);
  const isCoded = coded.codes.length + coded.substances.length > 0;
  const parts: MedicationPart[] = [...coded.codes.map((atc) => ({ atc })), ...coded.substances.map((substance) => ({ atc: null, substance }))];
  const said: (UnreadPart | null)[] = [];
  for (const words of wordsOf(name, code)) {
    const reading = parseSubstances(words, { own: names.substances });
    for (const foundSubstance of reading.found.filter(({ statement }) => statement !== 'absent' && statement !== 'denied')) {
      if (!isCoded) parts.push(...partsOf(foundSubstance));
      else if (differsFrom(coded, foundSubstance)) parts.push(...partsOf(foundSubstance).map((part) => ({ ...part, codeAndWordsDiffer: true })));
    }
    // A code that is read explains the words; other substances in the words were added above.
    if (!isCoded) said.push(unreadWords(reading, words, kindsOfMedicines));
  }
  return withUnread(
    parts,
    unreadOf(coded.unread, said),
    (part) => ({ atc: null, unread: part }),
    ({ atc, substance }) => atc ?? substance ?? '',
  );
};

/** The diseases that the words of medicines or operations give as their reason. Symptoms and passing infections are left out, because treatment ends them. */
export const reasonsIn = (entries: readonly { name?: string | null; text?: string | null }[]): string[] => [
  ...new Set(
    entries
      .flatMap(({ name, text }) => [
        ...(name ? parseSubstances(name).reasons.flatMap((words) => parseCondition(words).found) : []).filter(({ code }) => !isPassing(code)),
        ...(text ? parseProcedure(text).reasons : []),
      ])
      .map(({ code }) => code),
  ),
];

const isPassing = (code: string): boolean => {
  const concerns = concernsOfIcd10(code);
  return code.startsWith('R') || concerns === null || concerns.size === 0 || concerns.has('infection') || concerns.has('pregnancy');
};

/** Reads the operations that an entry names. */
export const readProcedureEntry = ({ code, text }: WrittenEntry, names: ClinicNames): ProcedurePart[] => {
  const isKind = code?.system === 'hairline' && isProcedureKind(code.code);
  const coded: readonly ProcedureKind[] = isKind ? [code.code as ProcedureKind] : code ? (translateCoding(code)?.procedure ?? []) : [];
  const isCoded = coded.length > 0;
  const parts: ProcedurePart[] = coded.map((kind) => ({ kind }));
  const said: (UnreadPart | null)[] = [];
  for (const words of wordsOf(text, code)) {
    const own = ownName(names.procedures, words);
    if (own) {
      parts.push(
        ...own.codes
          .map(({ code: kind }) => kind)
          .filter(isProcedureKind)
          .map((kind) => ({ kind })),
      );
      said.push(null);
      continue;
    }
    const { found, unexplained, alternatives, nothing } = parseProcedure(words);
    parts.push(...found.filter(({ statement }) => statement === 'done').map(({ kind }) => ({ kind })));
    if (isCoded) continue;
    const planned = found.filter(({ statement }) => statement === 'planned').map((procedureFound) => procedureFound.words);
    const near = found.filter(({ spelling }) => spelling === 'near').map((procedureFound) => procedureFound.words);
    if (unexplained.length > 0) said.push(wordsUnread(unexplained, alternatives));
    else if (planned.length > 0) said.push(unreadPart('denied', planned));
    // A possible misspelling counts for rules that fire, and clears nothing.
    else if (near.length > 0) said.push(unreadPart('misspelt', near, alternatives));
    else said.push(found.length === 0 && !nothing ? unreadPart('unknown-words', [words]) : null);
  }
  return withUnread(
    parts,
    unreadOf(isCoded || !code ? null : unreadPart('unknown-system'), said),
    (part) => ({ kind: null, unread: part }),
    ({ kind }) => kind ?? '',
  );
};
