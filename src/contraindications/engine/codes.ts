import { memoize } from '../../kernel/memoize.js';
import { findConcernsOfIcd10, lifelongConcerns, type ConditionConcern } from '../../terminology/concerns/index.js';
import type { MedicineGroup } from '../../terminology/concerns/index.js';
import { listGroupsOfSubstance, findGroupsOfAtc, findSubstanceById } from '../../terminology/substances/index.js';

/** Whether a system is ICD-10 of the WHO or one of its clinical modifications, whose codes share the prefixes that rules use. */
export const isIcd10 = (system: string): boolean => system === 'icd-10' || system === 'icd-10-cm';

/** The number of codes to remember. Codes are few, and rules ask for the same prefixes at every check. */
const codesRemembered = 5_000;

/** Formats a code for comparison: without dots, in capitals. */
export const toBareCode = memoize((code: string) => code.replaceAll('.', '').toUpperCase(), codesRemembered);

/** Whether a word of a rule is a prefix of codes: rules write codes in capitals, concerns and groups in lower case. */
export const isCodePrefix = (word: string): boolean => /^[A-Z]/.test(word);

/**
 * Whether a bare code falls under one of these prefixes: it begins with the prefix, or is wider than the prefix and may therefore mean it. A code that covers
 * several things counts as the most severe of them.
 */
export const fallsUnder = (prefixes: readonly string[]): ((code: string) => boolean) => {
  const bare = prefixes.map(toBareCode);
  return (code) => bare.some((prefix) => code.startsWith(prefix) || prefix.startsWith(code));
};

/** Whether a bare code certainly begins with one of these prefixes. */
export const beginsWithAny = (prefixes: readonly string[]): ((code: string) => boolean) => {
  const bare = prefixes.map(toBareCode);
  return (code) => bare.some((prefix) => code.startsWith(prefix));
};

const shareOne = <T>(wanted: readonly T[], found: ReadonlySet<T> | null): boolean => found !== null && wanted.some((item) => found.has(item));

/** Whether a bare ICD-10 code is among those that a clause names, by prefixes of codes or by concerns. */
export const meansCondition = (words: readonly string[]): ((code: string) => boolean) => {
  const isNamed = fallsUnder(words.filter(isCodePrefix));
  const concerns = words.filter((word) => !isCodePrefix(word)) as ConditionConcern[];
  return (code) => isNamed(code) || shareOne(concerns, findConcernsOfIcd10(code));
};

/** The key of a substance without an ATC code, among bare ATC codes. */
export const createSubstanceKey = (substance: string): string => `=${substance.toUpperCase()}`;

const resolveGroupsOfSubstance = memoize((id: string): { groups: ReadonlySet<MedicineGroup> | null } => {
  const substance = findSubstanceById(id);
  return { groups: substance ? new Set(listGroupsOfSubstance(substance)) : null };
}, codesRemembered);

/** The groups of a medicine, by its bare ATC code or by the key of its substance; null where the terminology knows neither. */
export const findGroupsOfMedicine = (key: string): ReadonlySet<MedicineGroup> | null =>
  key.startsWith('=') ? resolveGroupsOfSubstance(key.slice(1).toLowerCase()).groups : findGroupsOfAtc(key);

/** Whether a medicine is among those that a clause names, by prefixes of ATC codes or by groups. */
export const meansMedicine = (words: readonly string[]): ((key: string) => boolean) => {
  const isNamed = fallsUnder(words.filter(isCodePrefix));
  const groups = words.filter((word) => !isCodePrefix(word)) as MedicineGroup[];
  return (key) => (!key.startsWith('=') && isNamed(key)) || shareOne(groups, findGroupsOfMedicine(key));
};

/** Whether a disease has no known end. Such a disease matters also where it is recorded as resolved, inactive or in remission. */
export const isLifelong = memoize(
  (icd10: string): boolean => !passing.has(icd10.charAt(0)) && shareOne([...lifelongConcerns], findConcernsOfIcd10(toBareCode(icd10))),
  codesRemembered,
);

/** The chapters of pregnancies, symptoms, injuries and external causes: conditions of these chapters end. */
const passing: ReadonlySet<string> = new Set(['O', 'P', 'R', 'S', 'T', 'V', 'W', 'X', 'Y']);

/** The first concern without a known end that a code belongs to. */
export const getLifelongConcern = (icd10: string): ConditionConcern =>
  [...findConcernsOfIcd10(toBareCode(icd10))!].find((concern) => lifelongConcerns.has(concern))!;

/** An index of the clauses of a ruleset by code: each code is compared with all clauses once, not at every check. */
export class CodeIndex {
  private readonly clauses: ((code: string) => boolean)[] = [];
  private readonly asking = memoize((written: string): readonly number[] => {
    const code = toBareCode(written);
    return this.clauses.flatMap((asksAbout, number) => (asksAbout(code) ? [number] : []));
  }, codesRemembered);

  /** Adds the question of a clause about a bare code, and answers the number of the clause. All clauses must be added before the first lookup. */
  add(asksAbout: (code: string) => boolean): number {
    return this.clauses.push(asksAbout) - 1;
  }

  /** The number of clauses in the index. */
  get size(): number {
    return this.clauses.length;
  }

  /** Whether any of the first `among` clauses asks about a code. */
  asksAbout(code: string, among: number): boolean {
    const [first] = this.asking(code);
    return first !== undefined && first < among;
  }

  /**
   * Sorts things with a code by the clauses that ask about the code. The code is null for a thing that no rule can read. A clause without a match has no entry.
   */
  sort<T>(things: readonly T[], codeOf: (thing: T) => string | null): readonly (readonly T[] | undefined)[] {
    if (things.length === 0) return [];
    const found = new Array<T[] | undefined>(this.clauses.length).fill(undefined);
    for (const thing of things) {
      const code = codeOf(thing);
      if (code === null) continue;
      for (const number of this.asking(code)) (found[number] ??= []).push(thing);
    }
    return found;
  }
}
