/** Splits the entries of a history into parts that rules can read. A part that could not be read is kept as unread. */
import { isAtc, isIcd10 } from '../../terminology/index.js';
import { findShippedCode } from '../../terminology/codes/index.js';
import { codesThatSayTooLittle, findConcernsOfIcd10 } from '../../terminology/concerns/index.js';
import { parseCondition } from '../../terminology/conditions/index.js';
import { translateCoding } from '../../terminology/maps/index.js';
import { procedureKinds, parseProcedure, type ProcedureKind } from '../../terminology/procedures/index.js';
import {
  listGroupsOfSubstance,
  findGroupsOfAtc,
  findPartsOfAtc,
  parseSubstances,
  listSubstancesOfAtc,
  listSubstancesOfExactAtc,
  type FoundSubstance,
} from '../../terminology/substances/index.js';
import { toBareCode, fallsUnder, findUnreadWords, type Coding, type UnreadPart } from '../engine/index.js';
import { findOwnName, type ClinicNames } from '../../formulary/index.js';

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

const createUnreadPart = (reason: UnreadPart['reason'], words: readonly string[] = [], alternatives: UnreadPart['alternatives'] = []): UnreadPart => ({
  reason,
  words,
  alternatives: alternatives.map(({ system, code, display }) => ({ system, code, display })),
});

/** The reason for which words are unread: some may be misspelt, others are unknown. */
const createUnreadWordsPart = (words: readonly string[], alternatives: UnreadPart['alternatives']): UnreadPart =>
  createUnreadPart(alternatives.length > 0 ? 'misspelt' : 'unknown-words', words, alternatives);

/** Whether two codes can mean the same thing: one is the beginning of the other, or they share a category of the classification. */
const isSameCategory = (one: string, other: string, length: number): boolean => {
  const [a, b] = [toBareCode(one), toBareCode(other)];
  return a.startsWith(b) || b.startsWith(a) || a.slice(0, length) === b.slice(0, length);
};

const ICD10_CATEGORY = 3;
const ATC_SUBSTANCE = 7;

interface Codes {
  codes: readonly string[];
  unread: UnreadPart | null;
}

const noCodes: Codes = { codes: [], unread: null };

const toIcd10Codes = (code: Coding | null | undefined): Codes => {
  if (!code) return noCodes;
  if (code.system === 'icd-10' && isIcd10(code.code) && findConcernsOfIcd10(code.code) !== null) return { codes: [code.code], unread: null };
  const translated = translateCoding(code)?.icd10 ?? [];
  if (translated.length > 0) return { codes: translated, unread: null };
  return { codes: [], unread: createUnreadPart(code.system.startsWith('icd-10') ? 'unknown-code' : 'unknown-system') };
};

interface WrittenEntry {
  code?: Coding | null;
  text?: string | null;
}

/** Whether a code is too wide: it does not say which disease, or a narrower code may be meant. */
const saysTooLittle = fallsUnder(codesThatSayTooLittle);

/** The texts of an entry: its own words, and the display name of its code; each once. */
const listWords = (words: string | null | undefined, code: Coding | null | undefined): string[] => [
  ...new Set([words, code?.display].filter((item): item is string => !!item?.trim())),
];

/** The unread parts of an entry: the unexplained words, and the code where no words explain it. */
const listUnreadParts = (code: UnreadPart | null, words: readonly (UnreadPart | null)[]): UnreadPart[] => {
  const unread = words.filter((part) => part !== null);
  return code === null || words.includes(null) ? unread : [code, ...unread];
};

/** Reads the conditions that an entry names by its code and by its words; both count where they differ. */
export const readConditionEntry = ({ code, text }: WrittenEntry, names: ClinicNames): ConditionPart[] => {
  const coded = toIcd10Codes(code);
  const parts: ConditionPart[] = coded.codes.map((icd10) => ({ icd10 }));
  const said: (UnreadPart | null)[] = [];
  for (const words of listWords(text, code)) {
    const own = findOwnName(names.conditions, words);
    if (own) {
      parts.push(...own.codes.filter(({ system }) => system === 'icd-10').map(({ code: icd10 }) => ({ icd10 })));
      said.push(null);
      continue;
    }
    const reading = parseCondition(words);
    const found = reading.found.filter(({ statement }) => statement === 'present' || statement === 'past');
    for (const conditionFound of found) {
      const isNew = coded.codes.every((known) => !isSameCategory(known, conditionFound.code, ICD10_CATEGORY));
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
    if (reading.unexplained.length > 0) said.push(createUnreadWordsPart(reading.unexplained, reading.alternatives));
    // A possible misspelling counts for rules that fire, and clears nothing.
    else said.push(near.length > 0 ? createUnreadPart('misspelt', near, reading.alternatives) : null);
  }
  const unread = listUnreadParts(coded.unread, said);
  const isWide = parts.some(({ icd10 }) => icd10 !== null && saysTooLittle(toBareCode(icd10)));
  if (isWide && unread.length === 0) unread.push(createUnreadPart('too-wide'));
  return withUnreadPart(
    parts,
    unread,
    (part) => ({ icd10: null, unread: part }),
    ({ icd10 }) => icd10 ?? '',
  );
};

/** Combines the parts, each once, with one part for everything unread. */
const withUnreadPart = <Part>(
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
      createUnreadPart(
        first.reason,
        unread.flatMap(({ words }) => words),
        unread.flatMap(({ alternatives }) => alternatives),
      ),
    ),
  ];
};

/** Whether a code for a substance is unknown to both the list of codes and the vocabulary. */
const isUnknownSubstance = (code: string): boolean =>
  code.length === ATC_SUBSTANCE && findShippedCode('atc', code) === undefined && listSubstancesOfAtc(code).length === 0 && findPartsOfAtc(code) === null;

/**
 * The substance of a code, where the substance belongs to groups that the code does not tell. The substance must have this code alone, and the code this
 * substance alone.
 */
const listSubstancesBesideCode = (code: string): string[] => {
  const [one, ...others] = listSubstancesOfExactAtc(code.toUpperCase());
  if (!one || one.isClass || others.length > 0 || one.atc.length > 1) return [];
  const told = findGroupsOfAtc(code) ?? new Set();
  return listGroupsOfSubstance(one).some((group) => !told.has(group)) ? [one.id] : [];
};

const toAtcCodes = (code: Coding | null | undefined): Codes & { substances: readonly string[] } => {
  if (!code) return { ...noCodes, substances: [] };
  if (code.system === 'atc') {
    if (!isAtc(code.code) || findGroupsOfAtc(code.code) === null || isUnknownSubstance(code.code))
      return { codes: [], unread: createUnreadPart('unknown-code'), substances: [] };
    const combination = findPartsOfAtc(code.code);
    // The vocabulary knows all parts of a combination that it has by name.
    const isOpen = combination?.open && listSubstancesOfExactAtc(code.code.toUpperCase()).length === 0;
    const unread = isOpen ? createUnreadPart('unknown-content') : code.code.length < ATC_SUBSTANCE ? createUnreadPart('too-wide') : null;
    return { codes: [code.code, ...(combination?.codes ?? [])], unread, substances: listSubstancesBesideCode(code.code) };
  }
  if (code.system === 'hairline') return { codes: [], unread: null, substances: [code.code] };
  const translated = translateCoding(code);
  if (translated?.atc?.length || translated?.substance?.length) return { codes: translated.atc ?? [], unread: null, substances: translated.substance ?? [] };
  return { codes: [], unread: createUnreadPart('unknown-system'), substances: [] };
};

/** Converts a substance to its codes; adds the substance itself where the codes do not tell all its groups. */
const listMedicationParts = ({ atc, substance, groups }: FoundSubstance): MedicationPart[] => {
  const told = new Set(atc.flatMap((code) => [...(findGroupsOfAtc(code) ?? [])]));
  const bySelf = atc.length === 0 || groups.some((group) => !told.has(group));
  return [...atc.map((code) => ({ atc: code })), ...(bySelf ? [{ atc: null, substance }] : [])];
};

/** Whether the words name a substance that the code does not mean. A class that contains the substance of the code is no difference. */
const differsFrom = ({ codes, substances }: { codes: readonly string[]; substances: readonly string[] }, foundSubstance: FoundSubstance): boolean => {
  if (substances.includes(foundSubstance.substance) || (foundSubstance.atc.length === 0 && foundSubstance.groups.length === 0)) return false;
  return codes.length > 0 && foundSubstance.atc.every((atc) => codes.every((known) => !isSameCategory(known, atc, ATC_SUBSTANCE)));
};

/** Classes of medicines that contain both substances that matter and substances that do not. */
const kindsOfMedicines: ReadonlySet<string> = new Set(['5-alpha-reductase-inhibitor']);

/** Reads the substances that an entry names by its code and by its words; both count where they differ. */
export const readMedicationEntry = ({ code, name }: { code?: Coding | null; name?: string | null }, names: ClinicNames): MedicationPart[] => {
  const coded = toAtcCodes(code);
  const isCoded = coded.codes.length + coded.substances.length > 0;
  const parts: MedicationPart[] = [...coded.codes.map((atc) => ({ atc })), ...coded.substances.map((substance) => ({ atc: null, substance }))];
  const said: (UnreadPart | null)[] = [];
  for (const words of listWords(name, code)) {
    const reading = parseSubstances(words, { own: names.substances });
    for (const foundSubstance of reading.found.filter(({ statement }) => statement !== 'absent' && statement !== 'denied')) {
      if (!isCoded) parts.push(...listMedicationParts(foundSubstance));
      else if (differsFrom(coded, foundSubstance)) parts.push(...listMedicationParts(foundSubstance).map((part) => ({ ...part, codeAndWordsDiffer: true })));
    }
    // A code that is read explains the words; other substances in the words were added above.
    if (!isCoded) said.push(findUnreadWords(reading, words, kindsOfMedicines));
  }
  return withUnreadPart(
    parts,
    listUnreadParts(coded.unread, said),
    (part) => ({ atc: null, unread: part }),
    ({ atc, substance }) => atc ?? substance ?? '',
  );
};

/** The diseases that the words of medicines or operations give as their reason. Symptoms and passing infections are left out, because treatment ends them. */
export const listReasons = (entries: readonly { name?: string | null; text?: string | null }[]): string[] => [
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
  const concerns = findConcernsOfIcd10(code);
  return code.startsWith('R') || concerns === null || concerns.size === 0 || concerns.has('infection') || concerns.has('pregnancy');
};

/** Reads the operations that an entry names. */
export const readProcedureEntry = ({ code, text }: WrittenEntry, names: ClinicNames): ProcedurePart[] => {
  const isKind = code?.system === 'hairline' && isProcedureKind(code.code);
  const coded: readonly ProcedureKind[] = isKind ? [code.code as ProcedureKind] : code ? (translateCoding(code)?.procedure ?? []) : [];
  const isCoded = coded.length > 0;
  const parts: ProcedurePart[] = coded.map((kind) => ({ kind }));
  const said: (UnreadPart | null)[] = [];
  for (const words of listWords(text, code)) {
    const own = findOwnName(names.procedures, words);
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
    if (unexplained.length > 0) said.push(createUnreadWordsPart(unexplained, alternatives));
    else if (planned.length > 0) said.push(createUnreadPart('denied', planned));
    // A possible misspelling counts for rules that fire, and clears nothing.
    else if (near.length > 0) said.push(createUnreadPart('misspelt', near, alternatives));
    else said.push(found.length === 0 && !nothing ? createUnreadPart('unknown-words', [words]) : null);
  }
  return withUnreadPart(
    parts,
    listUnreadParts(isCoded || !code ? null : createUnreadPart('unknown-system'), said),
    (part) => ({ kind: null, unread: part }),
    ({ kind }) => kind ?? '',
  );
};
