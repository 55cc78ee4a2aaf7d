/** Translates codes of systems that no rule reads to codes that rules read. */
import { memoize } from '../../kernel/memoize.js';
import type { ProcedureKind } from '../procedures/procedure-kinds.js';
import { icd10CmDifferences } from './icd-10-cm.js';
import { icd11Stems } from './icd-11.js';
import { rxnormIngredients } from './rxnorm.js';
import { snomedAllergies } from './snomed-allergies.js';
import { snomedConditions } from './snomed-conditions.js';
import { snomedProcedures } from './snomed-procedures.js';
import { snomedSubstances } from './snomed-substances.js';
import { getSystemName } from './systems.js';

export interface Coding {
  system: string;
  code: string;
}

/** The translation of a code; several codes where its meaning is wider, or where it covers several things. */
export interface Translation {
  icd10?: string[];
  atc?: string[];
  procedure?: ProcedureKind[];
  /** The allergen in one English word. */
  substance?: string[];
  loinc?: string[];
}

/** Shortens a code to the one place after the dot that WHO codes have. Further places, for sites in chapter XIII, do not matter to rules. */
const toWhoCode = (code: string): string => {
  const dotted = code.length > 3 && !code.includes('.') ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
  // WHO codes have no letter after the dot.
  return /^.{3}\.\d/.test(dotted) ? dotted.slice(0, 5) : dotted.slice(0, 3);
};

const withoutDot = (code: string): string => code.toUpperCase().replaceAll('.', '');

/** Finds the entry with the longest prefix of the code. */
const findLongestBeginning = <Entry extends readonly [string, ...string[]]>(entries: readonly Entry[], code: string): Entry | undefined => {
  const bare = withoutDot(code);
  let best: Entry | undefined;
  for (const entry of entries) {
    const beginning = withoutDot(entry[0]);
    if (bare.startsWith(beginning) && (!best || beginning.length > withoutDot(best[0]).length)) best = entry;
  }
  return best;
};

const fromIcd10Cm = (code: string): Translation | null => {
  const upper = code.toUpperCase();
  const [, ...differs] = findLongestBeginning(icd10CmDifferences, upper) ?? ['', ''];
  const mapped = differs.filter((text) => text !== '');
  if (mapped.length > 0) return { icd10: mapped };
  return /^[A-Z]\d{2}(\.?[0-9A-Z]{1,4})?$/.test(upper) ? { icd10: [toWhoCode(upper)] } : null;
};

/** Translates a code of ICD-11, which may be a cluster: "5A11&XT5R/9B71.0". Each stem counts; null unless all stems are known. */
const fromIcd11 = (code: string): Translation | null => {
  const stems = code
    .toUpperCase()
    .split('/')
    .map((part) => part.split('&')[0]!.trim());
  const found = stems.map((stem) => icd11Stems.find(([known]) => stem === known || stem.startsWith(known.includes('.') ? known : `${known}.`)));
  if (found.some((entry) => entry === undefined)) return null;
  return { icd10: [...new Set(stems.flatMap((stem) => findLongestBeginning(icd11Stems, stem)!.slice(2)))] };
};

const fromSnomed = (code: string): Translation | null => {
  const condition = snomedConditions.find(([id]) => id === code);
  const procedure = snomedProcedures.find(([id]) => id === code);
  const allergy = snomedAllergies.find(([id]) => id === code);
  const medicine = snomedSubstances.find(([id]) => id === code);
  if (condition) return { icd10: condition.slice(2) };
  if (medicine) return { substance: [medicine[1]], ...(medicine.length > 2 && { atc: medicine.slice(2) }) };
  if (procedure) return { procedure: [procedure[2]] };
  if (!allergy) return null;
  const [, substance, icd10, ...atc] = allergy;
  return { icd10: [icd10], substance: [substance], ...(atc.length > 0 && { atc }) };
};

const fromRxNorm = (code: string): Translation | null => {
  const ingredient = rxnormIngredients.find(([rxcui]) => rxcui === code);
  return ingredient ? { atc: ingredient.slice(2), substance: [ingredient[1]] } : null;
};

const translate = (key: string): Translation | null => {
  const [system, code] = JSON.parse(key) as [string, string];
  switch (getSystemName(system)) {
    case 'icd-10':
      return { icd10: [code.toUpperCase()] };
    case 'atc':
      return { atc: [code.toUpperCase()] };
    case 'loinc':
      return { loinc: [code] };
    case 'icd-10-cm':
      return fromIcd10Cm(code);
    case 'icd-11':
      return fromIcd11(code);
    case 'snomed':
      return fromSnomed(code);
    case 'rxnorm':
      return fromRxNorm(code);
    default:
      return null;
  }
};

const translateOnce = memoize(translate);

/** Translates a code to ICD-10 (WHO), ATC, LOINC or procedure kinds; null where no map has the code, which is then unread. */
export const translateCoding = ({ system, code }: Coding): Translation | null => translateOnce(JSON.stringify([system, code.trim()]));
