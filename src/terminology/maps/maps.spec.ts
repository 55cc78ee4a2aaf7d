import { describe, expect, it } from '@jest/globals';
import { isAtc, isIcd10 } from '../index.js';
import { findSubstanceById } from '../substances/index.js';
import { procedureKinds } from '../procedures/index.js';
import { icd10CmDifferences } from './icd-10-cm.js';
import { icd11Stems } from './icd-11.js';
import { isReadSystem, translateCoding } from './index.js';
import { rxnormIngredients } from './rxnorm.js';
import { snomedAllergies } from './snomed-allergies.js';
import { snomedConditions } from './snomed-conditions.js';
import { snomedProcedures } from './snomed-procedures.js';
import { snomedSubstances } from './snomed-substances.js';

/** The check digit of SNOMED CT (Verhoeff): the dihedral group of order ten, and the permutation that each place is put through. */
const multiply = (a: number, b: number): number => {
  const turned = ((a % 5) + (a < 5 ? b % 5 : 5 - (b % 5))) % 5;
  return a < 5 === b < 5 ? turned : turned + 5;
};
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const permute = (digit: number, times: number): number => (times === 0 ? digit : permute(permutation[digit]!, times - 1));
const isSnomedId = (id: string): boolean =>
  /^\d{6,18}$/.test(id) && [...id].reverse().reduce((check, digit, place) => multiply(check, permute(Number(digit), place % 8)), 0) === 0;

/** Read by their codes of ATC alone. */
const unlisted = ['desipramine', 'perphenazine', 'pimozide', 'protriptyline', 'trimipramine'];

describe('the maps of foreign codes', () => {
  const ids = [...snomedConditions, ...snomedProcedures, ...snomedAllergies, ...snomedSubstances].map(([id]) => id);

  it('hold identifiers of SNOMED CT with a right check digit, each once', () => {
    expect([isSnomedId('73211009'), isSnomedId('73211008')]).toEqual([true, false]);
    expect(ids.filter((id) => !isSnomedId(id))).toEqual([]);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('lead to well-formed codes', () => {
    const icd10 = [...snomedConditions, ...icd11Stems].flatMap(([, , ...codes]) => codes);
    const fromCm = icd10CmDifferences.flatMap(([, ...codes]) => codes);
    expect([...icd10, ...fromCm, ...snomedAllergies.map(([, , code]) => code)].filter((code) => !isIcd10(code))).toEqual([]);
    expect(snomedSubstances.flatMap(([, , ...codes]) => codes).filter((code) => !isAtc(code))).toEqual([]);
    expect(
      [...rxnormIngredients, ...snomedSubstances, ...snomedAllergies]
        .map(([, substance]) => substance)
        .filter((id) => !findSubstanceById(id))
        .sort(),
    ).toEqual(unlisted);
    expect(rxnormIngredients.flatMap(([, , ...codes]) => codes).filter((code) => !isAtc(code))).toEqual([]);
    expect(snomedProcedures.filter(([, , kind]) => !(kind in procedureKinds))).toEqual([]);
    const rxcuis = rxnormIngredients.map(([rxcui]) => rxcui);
    expect(rxcuis.filter((rxcui, at) => rxcuis.indexOf(rxcui) !== at)).toEqual([]);
  });

  it.each([
    ['http://snomed.info/sct', '77386006', { icd10: ['Z33'] }],
    ['snomed', '90935002', { icd10: ['D66', 'D67'] }],
    ['snomed', '236886002', { procedure: ['hysterectomy'] }],
    ['snomed', '116859006', { procedure: ['blood-transfusion'] }],
    ['snomed', '91936005', { icd10: ['Z88.0'], substance: ['penicillin'], atc: ['J01C'] }],
    ['snomed', '999999', null],
    ['icd-11', '5A11', { icd10: ['E11'] }],
    ['icd-11', '6A70.3', { icd10: ['F32.9'] }],
    ['icd-11', '5A11&XT5R/BA00', { icd10: ['E11', 'I10'] }],
    ['icd-11', '5A11/ZZ99', null],
    ['icd-11', 'ED70.2', { icd10: ['L63.9'] }],
    ['icd-11', 'ED70.9', null],
    ['icd-10-cm', 'E11.65', { icd10: ['E11.6'] }],
    ['icd-10-cm', 'E1165', { icd10: ['E11.6'] }],
    ['icd-10-cm', 'F32.A', { icd10: ['F32'] }],
    ['icd-10-cm', 'E08.9', { icd10: ['E13'] }],
    ['icd-10-cm', 'B20', { icd10: ['B24'] }],
    ['icd-10-cm', 'S01.01XA', { icd10: ['S01.0'] }],
    ['icd-10-cm', 'Z79.01', { icd10: ['Z92.1'] }],
    ['icd-10-cm', 'nonsense', null],
    ['rxnorm', '11289', { atc: ['B01AA03'], substance: ['warfarin'] }],
    ['http://www.nlm.nih.gov/research/umls/rxnorm', '1191', { atc: ['B01AC06', 'N02BA01'], substance: ['acetylsalicylic-acid'] }],
    ['rxnorm', '1', null],
    ['http://hl7.org/fhir/sid/icd-10', 'e11', { icd10: ['E11'] }],
    ['http://www.whocc.no/atc', 'B01AA03', { atc: ['B01AA03'] }],
    ['http://loinc.org', '4548-4', { loinc: ['4548-4'] }],
    ['local', 'X', null],
  ])('%s %s', (system, code, expected) => {
    expect(translateCoding({ system, code })).toEqual(expected);
  });

  it('know which systems need none', () => {
    expect(['icd-10', 'http://hl7.org/fhir/sid/icd-10', 'atc', 'hairline', 'snomed', 'icd-10-cm', 'local'].map(isReadSystem)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
