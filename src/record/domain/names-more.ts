/** Compares the words of an entry with its code. Words that name more than the code are about something else, too. */
import { hidesWhatIsKnown } from '../../formulary/index.js';
import { toIcd10Category } from '../../terminology/index.js';
import { findConcernsOfIcd10 } from '../../terminology/concerns/index.js';
import { parseCondition } from '../../terminology/conditions/index.js';
import { translateCoding } from '../../terminology/maps/index.js';
import { parseProcedure } from '../../terminology/procedures/index.js';
import type { PatientList } from './patient-lists.js';

interface Coding {
  system: string;
  code: string;
}

const withoutDot = (code: string): string => code.replaceAll('.', '').toUpperCase();
const withDot = (code: string): string => withoutDot(code).replace(/^(.{3})(.+)$/, '$1.$2');

/** Finds the ICD-10 codes of a code: the code itself, or its translations. */
const toIcd10Codes = (coding: Coding): readonly string[] => (coding.system === 'icd-10' ? [withDot(coding.code)] : (translateCoding(coding)?.icd10 ?? []));

/** Whether the words name a condition with a concern that the code lacks. "Diabetes" beside the code of type 2 diabetes names nothing more. */
const namesMoreConditions = (words: string, coding: Coding): boolean => {
  const codes = toIcd10Codes(coding);
  const told = new Set(codes.flatMap((code) => [...(findConcernsOfIcd10(code) ?? [])]));
  return parseCondition(words)
    .found.filter(({ statement }) => statement === 'present' || statement === 'past')
    .filter((conditionFound) => codes.every((code) => toIcd10Category(conditionFound.code) !== toIcd10Category(code)))
    .some((conditionFound) => [...(findConcernsOfIcd10(conditionFound.code) ?? [])].some((concern) => !told.has(concern)));
};

/** Finds the codes of a substance or procedure in the product's own systems, with their translations. */
const listOwnCodes = (coding: Coding): Coding[] => {
  if (coding.system === 'atc') return [{ system: 'atc', code: coding.code.toUpperCase() }];
  const { atc = [], substance = [], procedure = [] } = translateCoding(coding) ?? {};
  return [
    { system: coding.system, code: coding.code },
    ...atc.map((code) => ({ system: 'atc', code })),
    ...[...substance, ...procedure].map((code) => ({ system: 'hairline', code })),
  ];
};

/**
 * Whether the words name only procedures other than the code's. "Hair transplant, strip method" beside its code does not, although "hair transplant" alone can
 * mean others.
 */
const namesMoreProcedures = (words: string, coding: Coding): boolean => {
  const codes = new Set(listOwnCodes(coding).map(({ code }) => code));
  const kinds = parseProcedure(words).found.filter(({ statement }) => statement === 'done');
  return kinds.length > 0 && kinds.every(({ kind }) => !codes.has(kind));
};

const namesMoreSubstances = (words: string, coding: Coding): boolean => hidesWhatIsKnown({ kind: 'substance', name: words, codes: listOwnCodes(coding) });

/** Whether the words name conditions, but none in the category of the code. */
const namesOtherConditions = (words: string, coding: Coding): boolean => {
  const codes = toIcd10Codes(coding);
  const named = parseCondition(words).found;
  return named.length > 0 && named.every((conditionFound) => codes.every((code) => toIcd10Category(conditionFound.code) !== toIcd10Category(code)));
};

const byList: Record<PatientList, (words: string, coding: Coding) => boolean> = {
  conditions: namesMoreConditions,
  allergies: namesMoreSubstances,
  medications: namesMoreSubstances,
  procedures: namesMoreProcedures,
};

/** Whether the words name something that the code does not cover. */
export const namesMore = (list: PatientList, words: string, coding: Coding): boolean => byList[list](words, coding);

/** Whether a code cannot be added to words, because the words name more than the code, or something else altogether. */
export const namesElse = (list: PatientList, words: string, coding: Coding): boolean =>
  namesMore(list, words, coding) || (list === 'conditions' && namesOtherConditions(words, coding));
