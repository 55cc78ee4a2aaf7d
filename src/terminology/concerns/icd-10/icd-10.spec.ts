import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { icd10 } from '../../codes/icd-10/index.js';
import { conditionConcerns, type ConditionConcern } from '../condition-concerns.js';
import { findCategoryTitle, findConcernsOfIcd10, icd10Chapters, icd10Lines } from './index.js';

const sorted = (concerns: Iterable<ConditionConcern> | null): ConditionConcern[] | null => (concerns ? [...concerns].sort() : null);
const bare = (code: string): string => code.replace('.', '');
const linesUnder = (prefix: string) => icd10Lines.filter(([code]) => bare(code).startsWith(bare(prefix)));

/** `A00-A03 A09` as A00, A01, A02, A03 and A09. */
const spelledOut = (ranges: string): string[] =>
  ranges
    .trim()
    .split(/\s+/)
    .flatMap((range) => {
      const [first = '', last = first] = range.split('-');
      if (first === last) return [first];
      const [from, to] = [Number(first.slice(1)), Number(last.slice(1))];
      return Array.from({ length: to - from + 1 }, (_, step) => first.slice(0, 1) + String(from + step).padStart(2, '0'));
    });

/** The categories of the WHO's ICD-10, version of 2019: what is not named here does not exist there. */
const categoriesOfWho = spelledOut(`
  A00-A09 A15-A28 A30-A44 A46 A48-A60 A63-A71 A74 A75 A77-A89 A92-A99
  B00-B09 B15-B27 B30 B33-B58 B60 B64-B83 B85-B92 B94-B99
  C00-C26 C30-C34 C37-C41 C43-C58 C60-C86 C88 C90-C97 D00-D07 D09-D48
  D50-D53 D55-D77 D80-D84 D86 D89
  E00-E07 E10-E16 E20-E32 E34 E35 E40-E46 E50-E56 E58-E61 E63-E68 E70-E80 E83-E90
  F00-F07 F09-F25 F28-F34 F38-F45 F48 F50-F55 F59-F66 F68-F73 F78-F84 F88-F95 F98 F99
  G00-G14 G20-G26 G30-G32 G35-G37 G40 G41 G43-G47 G50-G64 G70-G73 G80-G83 G90-G99
  H00-H06 H10 H11 H13 H15-H22 H25-H28 H30-H36 H40 H42-H55 H57-H62 H65-H75 H80-H83 H90-H95
  I00-I02 I05-I13 I15 I20-I28 I30-I52 I60-I74 I77-I83 I85-I89 I95 I97-I99
  J00-J06 J09-J18 J20-J22 J30-J47 J60-J70 J80-J82 J84-J86 J90-J96 J98 J99
  K00-K14 K20-K23 K25-K31 K35-K38 K40-K46 K50-K52 K55-K67 K70-K77 K80-K83 K85-K87 K90-K93
  L00-L05 L08 L10-L14 L20-L30 L40-L45 L50-L60 L62-L68 L70-L75 L80-L95 L97-L99
  M00-M03 M05-M25 M30-M36 M40-M43 M45-M51 M53 M54 M60-M63 M65-M68 M70-M73 M75-M77 M79-M96 M99
  N00-N08 N10-N23 N25-N37 N39-N51 N60-N64 N70-N77 N80-N99
  O00-O08 O10-O16 O20-O26 O28-O36 O40-O48 O60-O75 O80-O92 O94-O99
  P00-P05 P07 P08 P10-P15 P20-P29 P35-P39 P50-P61 P70-P72 P74-P78 P80 P81 P83 P90-P96
  Q00-Q07 Q10-Q18 Q20-Q28 Q30-Q45 Q50-Q56 Q60-Q87 Q89-Q93 Q95-Q99
  R00-R07 R09-R23 R25-R27 R29-R36 R39-R65 R68-R96 R98 R99
  S00-S99 T00-T71 T73-T76 T78-T88 T90-T98
  V01-V06 V09-V99 W00-W46 W49-W60 W64-W70 W73-W81 W83-W94 W99
  X00-X06 X08-X54 X57-X99 Y00-Y36 Y40-Y66 Y69-Y91 Y95-Y98
  Z00-Z04 Z08-Z13 Z20-Z65 Z70-Z76 Z80-Z99
  U04 U07-U09 U82-U85
`);

/** Categories that the WHO does not have in 2019: ICD-10-CM's own, those for emergency use, and two that older releases had. */
const otherCategories = spelledOut(`
  A90 A91 B10 B59 C4A C7A C7B D3A D49 D78 E08 E09 E36 G65 G89 I16 I1A I5A I75 I76 I84 I96 J4A K68 K94 K95 L49 L76 M04 M1A M26 M27 M97
  N52 N53 N65 O09 O76 O77 O9A P09 P19 P84 R37 R88 R97 V00 W61 W62 Y37 Y38 Y92 Y93 Y99 Z05 Z14-Z19 Z3A Z66-Z69 Z77-Z79 U06 U10-U12
`);

describe('the table of ICD-10', () => {
  it('has a line for every category, and for none that does not exist', () => {
    const lines = new Set(icd10Lines.map(([code]) => code).filter((code) => code.length === 3));
    const categories = [...categoriesOfWho, ...otherCategories];
    expect(categories.filter((code) => !lines.has(code))).toEqual([]);
    expect([...lines].filter((code) => !categories.includes(code))).toEqual([]);
  });

  it('has each code once, well-formed, under the line of its category and with a title', () => {
    const codes = icd10Lines.map(([code]) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    expect(codes.filter((code) => !/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/.test(code))).toEqual([]);
    expect(codes.filter((code) => !codes.includes(code.slice(0, 3)))).toEqual([]);
    expect(icd10Lines.filter(([, title]) => title.trim() === '' || title.length > 90).map(([code]) => code)).toEqual([]);
  });

  it('stands in order within each chapter', () => {
    const inOrder = (codes: string[]) => [...codes].sort((one, other) => (bare(one) < bare(other) ? -1 : 1));
    for (const { title, lines } of icd10Chapters) {
      const codes = lines.map(([code]) => code);
      expect({ title, codes }).toEqual({ title, codes: inOrder(codes) });
    }
  });

  it('names each concern of a line once, and uses every concern', () => {
    expect(icd10Lines.filter(([, , ...concerns]) => new Set(concerns).size !== concerns.length).map(([code]) => code)).toEqual([]);
    const used = new Set(icd10Lines.flatMap(([, , ...concerns]) => concerns));
    expect(Object.keys(conditionConcerns).filter((concern) => !used.has(concern as ConditionConcern))).toEqual([]);
  });

  it('knows every code of the shipped list', () => {
    expect(icd10.map(([code]) => code).filter((code) => findConcernsOfIcd10(code) === null)).toEqual([]);
  });
});

describe('the concerns of a code', () => {
  it.each<[code: string, ...concerns: ConditionConcern[]]>([
    // Hair and skin
    ['L64.9'],
    ['L65.0'],
    ['L65.9'],
    ['L63.9', 'alopecia-areata', 'autoimmune'],
    ['L63.0', 'alopecia-areata', 'autoimmune'],
    ['L66.1', 'scarring-alopecia', 'inflammatory-skin'],
    ['L66.12', 'scarring-alopecia', 'inflammatory-skin'],
    ['L66.2', 'scarring-alopecia', 'inflammatory-skin', 'infection', 'skin-infection'],
    ['L66.8', 'scarring-alopecia', 'inflammatory-skin'],
    ['L73.0', 'inflammatory-skin', 'scarring-alopecia', 'keloid'],
    ['L21.0', 'inflammatory-skin'],
    ['L23.4', 'inflammatory-skin', 'allergy-status'],
    ['L40.0', 'inflammatory-skin'],
    ['L80', 'autoimmune', 'inflammatory-skin'],
    ['L90.5', 'scar'],
    ['L91.0', 'keloid'],
    ['L91.8'],
    ['L93.0', 'autoimmune', 'scarring-alopecia', 'inflammatory-skin'],
    ['L94.0', 'autoimmune', 'scarring-alopecia', 'inflammatory-skin'],
    ['L55.9', 'wound-on-site'],
    ['L72.1'],
    ['L70.0'],
    // Infections
    ['B35.0', 'infection', 'skin-infection'],
    ['B86', 'infection', 'skin-infection'],
    ['B00.1', 'infection', 'skin-infection', 'cold-sores'],
    ['B02.9', 'infection', 'skin-infection', 'cold-sores'],
    ['L01.0', 'infection', 'skin-infection'],
    ['L04.0', 'infection'],
    ['N39.0', 'infection'],
    ['J06.9', 'infection'],
    ['J18.9', 'infection', 'lung'],
    ['B18.1', 'liver', 'blood-borne-infection'],
    ['B24', 'immune-deficiency', 'blood-borne-infection'],
    ['Z21', 'immune-deficiency', 'blood-borne-infection'],
    ['B90.9'],
    ['R50.9', 'infection'],
    // Blood, clotting, immunity
    ['D66', 'bleeding-disorder'],
    ['D68.0', 'bleeding-disorder'],
    ['D68.32', 'bleeding-disorder', 'long-term-medicine'],
    ['D68.5', 'bleeding-disorder', 'thrombosis'],
    ['D69.3', 'bleeding-disorder', 'autoimmune'],
    ['D69.6', 'bleeding-disorder'],
    ['D50.9', 'anaemia', 'iron-or-nutrition'],
    ['D74.9', 'anaesthetic-risk'],
    ['D83.9', 'immune-deficiency'],
    ['D86.9', 'autoimmune'],
    ['R79.1', 'bleeding-disorder'],
    ['R04.0', 'bleeding-disorder'],
    // Glands
    ['E11.65', 'diabetes'],
    ['E10.9', 'diabetes', 'autoimmune'],
    ['O24.4', 'pregnancy', 'puerperium', 'diabetes'],
    ['R73.03', 'raised-glucose'],
    ['E03.9', 'thyroid'],
    ['E06.3', 'thyroid', 'autoimmune'],
    ['E28.2', 'other-endocrine'],
    ['E80.4'],
    // Heart, vessels, brain, nerves, mind
    ['I10', 'hypertension'],
    ['I11.0', 'hypertension', 'heart'],
    ['I25.2', 'heart'],
    ['I63.9', 'stroke', 'thrombosis'],
    ['I80.2', 'vascular-disease', 'thrombosis'],
    ['I95.1', 'hypotension'],
    ['Z95.5', 'heart'],
    ['Q21.1', 'heart'],
    ['G40.9', 'epilepsy'],
    ['G70.0', 'nerve', 'autoimmune'],
    ['G43.1'],
    ['R55', 'fainting'],
    ['F45.2', 'body-image'],
    ['F63.3', 'mental-health'],
    ['F41.1'],
    // Tumours
    ['C50.9', 'cancer'],
    ['C44.4', 'cancer', 'skin-cancer'],
    ['C4A.4', 'cancer', 'skin-cancer'],
    ['D03.4', 'cancer', 'skin-cancer'],
    ['D48.5', 'cancer', 'skin-cancer'],
    ['Z85.820', 'cancer', 'skin-cancer'],
    ['D25.9'],
    // Organs
    ['K76.0', 'liver'],
    ['K50.9', 'autoimmune', 'iron-or-nutrition'],
    ['K90.0', 'iron-or-nutrition', 'autoimmune'],
    ['K35.8', 'infection'],
    ['N18.3', 'kidney'],
    ['J45.9', 'lung'],
    ['J30.1'],
    ['H52.1'],
    // Pregnancy
    ['O26.9', 'pregnancy'],
    ['O80', 'puerperium'],
    ['O99.0', 'pregnancy', 'puerperium', 'anaemia'],
    ['Z33', 'pregnancy'],
    ['Z32.0', 'pregnancy'],
    ['Z32.02'],
    ['Z3A.20', 'pregnancy'],
    ['Z39.1', 'puerperium'],
    // Injuries, complications, status
    ['S01.0', 'wound-on-site'],
    ['S92.5'],
    ['T20.3', 'wound-on-site'],
    ['T95.0', 'scar'],
    ['T78.2', 'allergy-status'],
    ['T88.3', 'procedure-complication', 'anaesthetic-risk'],
    ['T88.6', 'procedure-complication', 'allergy-status', 'medicine-effect'],
    ['Y45.1', 'medicine-effect'],
    ['Y83.9', 'procedure-complication'],
    ['V43.5'],
    ['Z79.01', 'long-term-medicine', 'thrombosis'],
    ['Z79.4', 'long-term-medicine', 'diabetes'],
    ['Z79.52', 'long-term-medicine', 'immune-deficiency'],
    ['Z79.62', 'long-term-medicine', 'immune-deficiency'],
    ['Z88.0', 'allergy-status'],
    ['Z88.4', 'allergy-status', 'anaesthetic-risk'],
    ['Z92.1', 'long-term-medicine', 'thrombosis'],
    ['Z94.0', 'transplant', 'immune-deficiency', 'kidney'],
    ['Z99.2', 'kidney'],
    ['Z41.0', 'scar'],
    ['U07.1', 'infection'],
  ])('%s', (code, ...concerns) => {
    expect(sorted(findConcernsOfIcd10(code))).toEqual(sorted(concerns));
  });

  it('are those of the category and of every finer line for a code that covers several', () => {
    expect(findConcernsOfIcd10('L93')).toEqual(new Set(['autoimmune', 'scarring-alopecia', 'inflammatory-skin']));
    expect(findConcernsOfIcd10('Z88')).toEqual(new Set(['allergy-status', 'anaesthetic-risk']));
    expect(findConcernsOfIcd10('F40')).toEqual(new Set(['fainting']));
    expect(sorted(findConcernsOfIcd10('B'))).toEqual(expect.arrayContaining(['cold-sores', 'blood-borne-infection', 'infection', 'liver']));
    expect(sorted(findConcernsOfIcd10('Z8'))).toEqual(expect.arrayContaining(['allergy-status', 'cancer', 'stroke']));
    // Z79.8 has no line of its own: it is the long-term medicine of Z79, with what Z79.81 to Z79.85 add.
    expect(sorted(findConcernsOfIcd10('Z79.8'))).toEqual(['cancer', 'diabetes', 'long-term-medicine']);
  });

  it.each(['e11.9', 'E119', ' E11.9 ', 'E11.-', 'E11.', 'E11.9*', 'E11.9†'])('are read however the code is written: %s', (code) => {
    expect(findConcernsOfIcd10(code)).toEqual(new Set(['diabetes']));
  });

  it.each(['', '11.9', 'EE1', 'ZZZ', 'A10', 'D54', 'D9', 'E99', 'J07', 'L96', 'U99', 'Z06', 'Z2B', 'E1.19', 'E11..9', 'E11.99999', 'L64,9', 'diabetes'])(
    'are unknown for what is no code of a category: "%s"',
    (code) => {
      expect(findConcernsOfIcd10(code)).toBeNull();
    },
  );

  it('are never milder for a parent than for a child, over the whole table', () => {
    for (const [code, , ...concerns] of icd10Lines)
      for (let length = 1; length <= bare(code).length; length++) {
        const above = findConcernsOfIcd10(bare(code).slice(0, length));
        expect({ code, length, missing: concerns.filter((concern) => !above?.has(concern)) }).toEqual({ code, length, missing: [] });
      }
  });

  it('are never milder for a parent than for any code below it, listed or not', () => {
    const line = fc.constantFrom(...icd10Lines.map(([code]) => bare(code)));
    const digits = fc.array(fc.constantFrom(...'0123456789AX'), { maxLength: 3 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(line, digits, fc.integer({ min: 1, max: 7 }), (code, more, length) => {
        const child = (code + more).slice(0, 7);
        const [above, below] = [findConcernsOfIcd10(child.slice(0, length)), findConcernsOfIcd10(child)];
        expect([...below!].filter((concern) => !above!.has(concern))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('come with the title of the category', () => {
    expect(findCategoryTitle('e11.9')).toBe('Type 2 diabetes');
    expect(findCategoryTitle('E99')).toBeNull();
    expect(findCategoryTitle('E1')).toBeNull();
  });
});

/** What the shipped rules and the check for contradictions asked for by prefix before there were concerns. */
const askedByRules: Partial<Record<ConditionConcern, string>> = {
  diabetes: 'E10 E11 E12 E13 E14 O24',
  'bleeding-disorder': 'D65 D66 D67 D68 D69',
  'skin-infection': 'B00 B35.0 B85.0 L00 L01 L02 L03 L08',
  'cold-sores': 'B00.1 B00.2',
  pregnancy: 'O0 O1 O2 O3 O4 O98 O99 Z33 Z34 Z35',
  autoimmune: `D51.0 D59.1 D69.3 D86 E05.0 E06.3 E10 E27.1 G35 G61.0 G70.0 K50 K51 K74.3 K75.4 K90.0 L10 L12 L63 L80 L93 L94.0
    M05 M06 M08 M31 M32 M33 M34 M35 M45`,
  hypertension: 'I10 I11 I12 I13 I15 I16',
  heart: 'I0 I20 I21 I22 I23 I24 I25 I26 I27 I28 I3 I4 I5 Q20 Q21 Q22 Q23 Q24 Z95',
  hypotension: 'I95',
  cancer: 'C',
  'skin-cancer': 'C43 C44 D03 D04',
  'immune-deficiency': 'B20 B21 B22 B23 B24 D80 D81 D82 D83 D84 Z21 Z94',
  'alopecia-areata': 'L63',
  'inflammatory-skin': 'L20 L21 L23 L24 L25 L30 L40 L66',
  'scarring-alopecia': 'L66.1 L66.2 L66.3 L66.4 L93.0',
  keloid: 'L91.0',
  liver: 'K70 K71 K72 K73 K74 K76 K77',
  kidney: 'N17 N18 N19',
  epilepsy: 'G40 G41',
  'body-image': 'F45.2',
};

/** Active infection was every code of A and B but these. */
const noActiveInfection = ['B18', 'B20', 'B21', 'B22', 'B23', 'B24', 'B90', 'B91', 'B92', 'B94'];

describe('the concerns cover what rules asked for by prefix', () => {
  it.each(Object.entries(askedByRules) as [ConditionConcern, string][])('%s', (concern, prefixes) => {
    for (const prefix of prefixes.trim().split(/\s+/)) {
      expect({ prefix, concerns: sorted(findConcernsOfIcd10(prefix)) }).toEqual({ prefix, concerns: expect.arrayContaining([concern]) });
      expect(linesUnder(prefix).filter(([, , ...concerns]) => !concerns.includes(concern))).toEqual([]);
    }
  });

  it('infection', () => {
    const prefixes = 'A B L00 L01 L02 L03 L04 L05 L08 L73.8 J0 J10 J11 J12 J13 J14 J15 J16 J18 J20 J21 J22 N30 N39.0'.split(' ');
    const milder = prefixes
      .flatMap(linesUnder)
      .filter(([code, , ...concerns]) => !concerns.includes('infection') && !noActiveInfection.includes(code.slice(0, 3)));
    expect(milder).toEqual([]);
    expect(prefixes.filter((prefix) => !findConcernsOfIcd10(prefix)?.has('infection'))).toEqual([]);
  });

  it('and what was excepted from active infection is none, but HIV disease with an infection', () => {
    const graver = noActiveInfection.flatMap(linesUnder).filter(([, , ...concerns]) => concerns.includes('infection'));
    expect(graver.map(([code]) => code)).toEqual(['B20', 'B23.0']);
  });
});
