/** Codes that stand for the words by which rules name conditions and medicines. */
import { findConcernsOfIcd10, icd10Lines, type ConditionConcern, type MedicineGroup } from '../../src/terminology/concerns/index.js';
import { findGroupsOfAtc, substances } from '../../src/terminology/substances/index.js';

const isCode = (word: string): boolean => /^[A-Z]/.test(word);
const bare = (code: string): string => code.replaceAll('.', '');

const codesOfConcern = (concern: string): string[] =>
  icd10Lines.flatMap(([code, , ...concerns]) =>
    concerns.includes(concern as ConditionConcern) && findConcernsOfIcd10(`${bare(code)}9`)?.has(concern as ConditionConcern)
      ? [`${bare(code).padEnd(3, '0')}9`.slice(0, 5)]
      : [],
  );

/** A few codes of full length that a word of a condition clause names, and no exception takes away. */
export const conditionCodes = (word: string, except: readonly string[] = []): string[] => {
  const isExcepted = (code: string): boolean => except.some((other) => code.startsWith(bare(other)));
  if (!isCode(word))
    return codesOfConcern(word)
      .filter((code) => !isExcepted(code))
      .slice(0, 4);
  const prefix = bare(word);
  return [['0', '1', '2', '3', '5', '9'].map((digit) => prefix.padEnd(4, digit)).find((code) => !isExcepted(code))!];
};

const codesOfGroup = (group: string): string[] =>
  substances.flatMap(({ isClass, atc }) => (isClass ? [] : atc.filter((code) => code.length === 7 && findGroupsOfAtc(code)?.has(group as MedicineGroup))));

/** A few codes of substances that a word of a medication clause names. */
export const medicineCodes = (word: string): string[] => (isCode(word) ? [word] : [...new Set(codesOfGroup(word))].slice(0, 4));
