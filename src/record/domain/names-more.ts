/** Whether the words of an entry name something that its code does not: then they are about something else, too. */
import { hidesWhatIsKnown } from '../../formulary/index.js';
import { icd10Category } from '../../terminology/index.js';
import { concernsOfIcd10 } from '../../terminology/concerns/index.js';
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

/** The code in ICD-10, as it is or as it is mapped. */
const icd10Of = (coding: Coding): readonly string[] => (coding.system === 'icd-10' ? [withDot(coding.code)] : (translateCoding(coding)?.icd10 ?? []));

/** "Diabetes" beside the code of type 2 names nothing more: it concerns nothing that the code does not. */
const conditionNamesMore = (words: string, coding: Coding): boolean => {
  const codes = icd10Of(coding);
  const told = new Set(codes.flatMap((code) => [...(concernsOfIcd10(code) ?? [])]));
  return parseCondition(words)
    .found.filter(({ statement }) => statement === 'present' || statement === 'past')
    .filter((conditionFound) => codes.every((code) => icd10Category(conditionFound.code) !== icd10Category(code)))
    .some((conditionFound) => [...(concernsOfIcd10(conditionFound.code) ?? [])].some((concern) => !told.has(concern)));
};

/** The code as the product's own systems write it, or what it means there. */
const ownCodes = (coding: Coding): Coding[] => {
  if (coding.system === 'atc') return [{ system: 'atc', code: coding.code.toUpperCase() }];
  const { atc = [], substance = [], procedure = [] } = translateCoding(coding) ?? {};
  return [
    { system: coding.system, code: coding.code },
    ...atc.map((code) => ({ system: 'atc', code })),
    ...[...substance, ...procedure].map((code) => ({ system: 'hairline', code })),
  ];
};

/** "Hair transplant, strip method" beside its code is that one, though the first two words alone may mean others. */
const procedureNamesMore = (words: string, coding: Coding): boolean => {
  const codes = new Set(ownCodes(coding).map(({ code }) => code));
  const kinds = parseProcedure(words).found.filter(({ statement }) => statement === 'done');
  return kinds.length > 0 && kinds.every(({ kind }) => !codes.has(kind));
};

const substanceNamesMore = (words: string, coding: Coding): boolean => hidesWhatIsKnown({ kind: 'substance', name: words, codes: ownCodes(coding) });

/** Whether the words are read, and as nothing of the code's category. */
const conditionNamesElse = (words: string, coding: Coding): boolean => {
  const codes = icd10Of(coding);
  const named = parseCondition(words).found;
  return named.length > 0 && named.every((conditionFound) => codes.every((code) => icd10Category(conditionFound.code) !== icd10Category(code)));
};

const byList: Record<PatientList, (words: string, coding: Coding) => boolean> = {
  conditions: conditionNamesMore,
  allergies: substanceNamesMore,
  medications: substanceNamesMore,
  procedures: procedureNamesMore,
};

/** Whether the words name something that the code does not. */
export const namesMore = (list: PatientList, words: string, coding: Coding): boolean => byList[list](words, coding);

/** Whether a code cannot be given to words: they name something that it does not, or something else altogether. */
export const namesElse = (list: PatientList, words: string, coding: Coding): boolean =>
  namesMore(list, words, coding) || (list === 'conditions' && conditionNamesElse(words, coding));
