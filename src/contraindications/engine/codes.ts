import { memoize } from '../../kernel/memoize.js';
import { concernsOfIcd10, lifelongConcerns, type ConditionConcern } from '../../terminology/concerns/index.js';
import type { MedicineGroup } from '../../terminology/concerns/index.js';
import { groupsOf, groupsOfAtc, substanceById } from '../../terminology/substances/index.js';

/** ICD-10, the WHO's and its clinical modifications: their codes share the prefixes that rules use. */
export const isIcd10 = (system: string): boolean => system === 'icd-10' || system === 'icd-10-cm';

/** Codes are few, and rules ask for the same prefixes at every check. */
const codesRemembered = 5_000;

/** A code as it is compared: without dots, in capitals. */
export const bareCode = memoize((code: string) => code.replaceAll('.', '').toUpperCase(), codesRemembered);

/** Rules write codes in capitals, concerns and groups in small letters. */
export const isCodePrefix = (word: string): boolean => /^[A-Z]/.test(word);

/**
 * Whether a bare code falls under one of these prefixes: it begins with the prefix, or it is wider than the prefix and may therefore mean
 * it. A code that covers several things is read as the most severe of them.
 */
export const fallsUnder = (prefixes: readonly string[]): ((code: string) => boolean) => {
  const bare = prefixes.map(bareCode);
  return (code) => bare.some((prefix) => code.startsWith(prefix) || prefix.startsWith(code));
};

/** Whether a bare code certainly begins with one of these prefixes. */
export const beginsWithAny = (prefixes: readonly string[]): ((code: string) => boolean) => {
  const bare = prefixes.map(bareCode);
  return (code) => bare.some((prefix) => code.startsWith(prefix));
};

const shareOne = <T>(wanted: readonly T[], found: ReadonlySet<T> | null): boolean => found !== null && wanted.some((item) => found.has(item));

/** Whether a bare ICD-10 code is what a clause names: by prefixes of codes, or by concerns. */
export const meansCondition = (words: readonly string[]): ((code: string) => boolean) => {
  const isNamed = fallsUnder(words.filter(isCodePrefix));
  const concerns = words.filter((word) => !isCodePrefix(word)) as ConditionConcern[];
  return (code) => isNamed(code) || shareOne(concerns, concernsOfIcd10(code));
};

/** A substance without an ATC code among bare ATC codes. */
export const substanceKey = (substance: string): string => `=${substance.toUpperCase()}`;

const groupsOfSubstance = memoize((id: string): { groups: ReadonlySet<MedicineGroup> | null } => {
  const substance = substanceById(id);
  return { groups: substance ? new Set(groupsOf(substance)) : null };
}, codesRemembered);

/** The groups of a medicine by its bare ATC code or the key of its substance; null where the terminology knows neither. */
export const groupsOfMedicine = (key: string): ReadonlySet<MedicineGroup> | null =>
  key.startsWith('=') ? groupsOfSubstance(key.slice(1).toLowerCase()).groups : groupsOfAtc(key);

/** Whether a medicine is what a clause names: by prefixes of ATC codes, or by groups. */
export const meansMedicine = (words: readonly string[]): ((key: string) => boolean) => {
  const isNamed = fallsUnder(words.filter(isCodePrefix));
  const groups = words.filter((word) => !isCodePrefix(word)) as MedicineGroup[];
  return (key) => (!key.startsWith('=') && isNamed(key)) || shareOne(groups, groupsOfMedicine(key));
};

/** Of a disease without a known end: it matters also when it is called resolved, inactive or in remission. */
export const isLifelong = memoize(
  (icd10: string): boolean => !passing.has(icd10.charAt(0)) && shareOne([...lifelongConcerns], concernsOfIcd10(bareCode(icd10))),
  codesRemembered,
);

/** Chapters of pregnancies, symptoms, injuries and causes from outside: what stands in them passes. */
const passing: ReadonlySet<string> = new Set(['O', 'P', 'R', 'S', 'T', 'V', 'W', 'X', 'Y']);

/** The first concern without a known end that a code belongs to. */
export const lifelongConcernOf = (icd10: string): ConditionConcern => [...concernsOfIcd10(bareCode(icd10))!].find((concern) => lifelongConcerns.has(concern))!;

/** Which clauses of a ruleset ask about a code: a code is compared with all clauses once, not at every check. */
export class CodeIndex {
  private readonly clauses: ((code: string) => boolean)[] = [];
  private readonly asking = memoize((written: string): readonly number[] => {
    const code = bareCode(written);
    return this.clauses.flatMap((asksAbout, number) => (asksAbout(code) ? [number] : []));
  }, codesRemembered);

  /** Takes in what a clause asks of a bare code, and answers its number. Every clause must be in before the first code is asked for. */
  add(asksAbout: (code: string) => boolean): number {
    return this.clauses.push(asksAbout) - 1;
  }

  /** How many clauses are in. */
  get size(): number {
    return this.clauses.length;
  }

  /** Whether any of the first so many clauses asks about a code. */
  asksAbout(code: string, among: number): boolean {
    const [first] = this.asking(code);
    return first !== undefined && first < among;
  }

  /** What each clause finds among things with a code (null for one that no rule can read), by the clause's number; no entry where it finds nothing. */
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
