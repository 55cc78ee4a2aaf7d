import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isIcd10 } from '../index.js';
import { splitLists } from '../words/tokens.js';
import { namedConditions } from './data/index.js';
import { parseCondition } from './index.js';
import { expandPattern } from './names.js';

/** What a line says, in short: the codes with their statements; `?` with what is not understood. */
const said = (line: string): string => {
  const { found, unexplained, nothing } = parseCondition(line);
  const statements = found.map(({ code, statement, spelling }) => code + (statement === 'present' ? '' : ` ${statement}`) + (spelling === 'near' ? '~' : ''));
  return [...statements, ...(nothing ? ['nothing'] : []), ...(unexplained.length > 0 ? [`? ${unexplained.join(' ')}`] : [])].join(', ');
};

const read: readonly (readonly [line: string, said: string])[] = [
  ['keloid on chest', 'L91.0'],
  ['Keloids chest and shoulder since 2015', 'L91.0'],
  ['ringworm on scalp', 'B35.0'],
  ['ringworm on body', 'B35.4'],
  ['wound on scalp', 'S01.0'],
  ['wound', 'T14.1'],
  ['burn on scalp', 'T20.0'],
  ['cellulitis left leg, resolved', 'L03.1 past'],
  ['abscess scalp', 'L02.8'],
  ['scalp psoriasis', 'L40.9'],
  ['psoriasis scalp', 'L40.9'],
  ['AGA grade 4', 'L64.9'],
  ['AGA NW IV', 'L64.9'],
  ['alopecia areata patch beard', 'L63.8'],
  ['FPHL', 'L64.8'],
  ['AA', 'L63.9'],
  ['LPP', 'L66.1'],
  ['FFA', 'L66.8'],
  ['CCCA', 'L66.8'],
  ['DLE', 'L93.0'],
  ['TE', 'L65.0'],
  ['non scarring alopecia', 'L65.8'],
  ['seb derm', 'L21.9'],
  ['L64.8 type 2 diabetes on insulin', 'L64.8, E11'],
  ['T2DM', 'E11'],
  ['type II DM since 2015', 'E11'],
  ['IDDM', 'E10'],
  ['DM, HTN', 'E14, I10'],
  ['DM/HTN', 'E14, I10'],
  ['1. DM 2. HTN 3. Hypothyroid', 'E14, I10, E03.9'],
  ['k/c/o DM & HTN since 5 years on metformin', 'E14, I10'],
  ['H/O HTN x 2 yrs on telmisartan', 'I10'],
  ['h/o asthma', 'J45.9 past'],
  ['on insulin', 'E14'],
  ['hypothyroid on thyronorm 50', 'E03.9'],
  ['RA on methotrexate', 'M06.9, Z92.2'],
  ['no diabetes', 'E14 denied'],
  ['No H/O diabetes', 'E14 denied'],
  ['denies asthma', 'J45.9 denied'],
  ['non-diabetic', 'E14 denied'],
  ['nondiabetic', 'E14 denied'],
  ['not a known case of HTN', 'I10 denied'],
  ['DM - nil; HTN - yes', 'E14 denied, I10'],
  ['HTN no DM', 'I10, E14 denied'],
  ['diabetic, no HTN', 'E14, I10 denied'],
  ['no TB or HIV', 'A16.9 denied, B24 denied'],
  ['no HBV, HCV or HIV', 'B18.1 denied, B18.2 denied, B24 denied'],
  // A comma without an "or" ends a denial: the more severe reading.
  ['no psoriasis, eczema', 'L40.9 denied, L30.9'],
  ['HIV negative', 'B24 denied'],
  ['HIV non reactive', 'B24 denied'],
  ['HBsAg +ve', 'B18.1'],
  ['no HTN, DM+', 'I10 denied, E14'],
  ['epilepsy denied', 'G40.9 denied'],
  ['Non alcoholic fatty liver', 'K76.0'],
  ['non smoker', 'Z72.0 denied'],
  ['not pregnant', 'Z33 denied'],
  ['diabetes not controlled', 'E14'],
  ['diabetes not on treatment', 'E14'],
  ['uncontrolled DM', 'E14'],
  ['diabetes without complications', 'E14'],
  ['no longer diabetic', 'E14 past'],
  ['BP normal', 'I10 denied'],
  ['BP normal on tablets', 'I10'],
  ['thyroid normal', 'E07.9 denied'],
  ['mother diabetic', 'E14 family'],
  ['diabetes in mother', 'E14 family'],
  ['no family history of diabetes', 'E14 family-denied'],
  ['father had MI, patient HTN', 'I21.9 family, I10'],
  ['family history of diabetes and hypertension', 'E14 family, I10 family'],
  ['psoriasis in remission', 'L40.9 past'],
  ['asthma, resolved', 'J45.9 past'],
  ['chicken pox 2 years ago', 'B01.9 past'],
  ['herpes 1 week ago', 'B00.9'],
  ['heart attack 3 years ago', 'I21.9 past'],
  ['old MI 2012', 'I25.2'],
  ['fits in childhood', 'G40.9'],
  ['sugar ki bimari', 'E14'],
  ['BP ki dikkat', 'I10'],
  ['thyroid ki dikkat since 3 saal', 'E07.9'],
  ['daad since 2 months', 'B35.9, B35.0'],
  ['मधुमेह', 'E14'],
  ['शुगर', 'E14'],
  ['मुझे शुगर है', 'E14'],
  ['शुगर नहीं है', 'E14 denied'],
  ['उच्च रक्तचाप और शुगर', 'I10, E14'],
  ['बीपी', 'I10'],
  ['मिर्गी', 'G40.9'],
  ['दमा', 'J45.9'],
  ['गर्भवती', 'Z33'],
  ['कैंसर', 'C80'],
  ['थायरॉइड', 'E07.9'],
  ['एलर्जी', 'T78.4'],
  ['दाद', 'B35.9, B35.0'],
  ['pregnant', 'Z33'],
  ['8 weeks pregnant', 'Z33'],
  ['?pregnant', 'Z33'],
  ['G2P1', 'Z33'],
  ['G2 P1 A0', 'Z33'],
  ['G2P2L2', 'Z33 past'],
  ['LMP missed', 'Z32.0'],
  ['lactating', 'Z39.1'],
  ['breast feeding', 'Z39.1'],
  ['PCOD since puberty', 'E28.2'],
  ['hyper thyroid', 'E05.9'],
  ['pre-diabetic', 'R73.0'],
  ['CKD stage III on dialysis', 'N18.3, Z99.2'],
  ['kidney failure', 'N18.9'],
  ['AF', 'I48'],
  ['RHD', 'I09.9'],
  ['CVA', 'I64'],
  ['TIA', 'G45.9'],
  ['CAD', 'I25.9'],
  ['bypass surgery 2015', 'Z95.1'],
  ['hemophilia A', 'D66'],
  ['haemophilia', 'D66, D67'],
  ['hepatitis A', 'B15.9'],
  ['PTB', 'A16.9'],
  ['PLHA', 'B24'],
  ['SLE', 'M32.9'],
  ['r/o SLE', 'M32.9'],
  ['lupus', 'M32.9, L93.0'],
  ['ca breast s/p MRM', 'C50.9'],
  ["Hodgkin's lymphoma in remission since 2016", 'C81.9'],
  ['gastric, acidity', 'K29.7, K21.9'],
  ['piles', 'I84.9'],
  ['B12 deficiency', 'E53.8'],
  ['H1N1', 'J11.1'],
  ['migrane', 'G43.9'],
  ['DM; fit', 'E14, R56.8'],
  ['hypertenson', 'I10~'],
  ['diabtes', 'E14~'],
  ['psorisis scalp', 'L40.9~'],
  ['diabetes, no other illness', 'E14'],
  ['none', 'nothing'],
  ['nil', 'nothing'],
  ['no illness', 'nothing'],
  ['no h/o any illness', 'nothing'],
  ['NAD', 'nothing'],
  ['healthy', 'nothing'],
  ['fit and healthy', 'nothing'],
  ['No significant past medical history', 'nothing'],
  ['कोई बीमारी नहीं', 'nothing'],
  ['koi bimari nahi', 'nothing'],
  ['lafa', '? lafa'],
  ['HbA1c 9', '? HbA1c 9'],
  ['diabetes on zorbimab', 'E14, ? zorbimab'],
  ['hypethyroid', '? hypethyroid'],
  ['since 2015', '? since 2015'],
  ['', ''],
];

describe('a condition in words', () => {
  it.each(read)('"%s" says %s', (line, expected) => {
    expect(said(line)).toBe(expected);
  });

  it('that is denied and doubted at once is not read', () => {
    expect(parseCondition('no diabetes?').unexplained).not.toEqual([]);
  });

  it('that is mistyped beyond one reading has alternatives, and is not read', () => {
    const { found, alternatives } = parseCondition('hypethyroid');
    expect([found, alternatives.slice(0, 2).map(({ code }) => code)]).toEqual([[], ['E05.9', 'E03.9']]);
  });
});

const names = namedConditions.flatMap(([code, display, ...lists]) =>
  splitLists(lists).flatMap((list) => expandPattern(list).map((name) => [code, display, name] as const)),
);

describe('the named conditions', () => {
  it('are more than 700, under well-formed codes', () => {
    expect(namedConditions.length).toBeGreaterThan(700);
    expect(namedConditions.filter(([code]) => !isIcd10(code))).toEqual([]);
  });

  it('are read by each of their names, but for a few that an "and" or a marker takes apart', () => {
    const unread = names.filter(([code, , name]) => {
      const { found, unexplained } = parseCondition(name);
      return unexplained.length > 0 || !found.some((conditionFound) => conditionFound.code === code && conditionFound.spelling === 'exact');
    });
    expect(unread.map(([, , name]) => name)).toEqual(['pins and needles']);
  });

  it('are never denied by their own title, which people pick from a list', () => {
    const denied = namedConditions.filter(([, display]) => parseCondition(display).found.some(({ statement }) => statement === 'denied'));
    expect(denied.map(([, display]) => display)).toEqual([]);
  });
});

describe('a readable line', () => {
  const readable = read.filter(([, expected]) => expected !== '' && !expected.includes('?')).map(([line]) => line);
  const anyLine = fc.constantFrom(...readable);

  it('is unread once it has a word that nobody knows', () => {
    fc.assert(
      fc.property(anyLine, fc.stringMatching(/^zq[bcdfg]{5,9}$/), (line, word) => {
        expect(parseCondition(`${line} ${word}`).unexplained).toContain(word);
      }),
    );
  });

  it('says the same in any case', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(said(line.toUpperCase())).toBe(said(line));
        expect(said(line.toLowerCase())).toBe(said(line));
      }),
    );
  });

  it('says the same in any order of its statements', () => {
    const item = fc.constantFrom('diabetes since 2015', 'no asthma', 'mother has vitiligo', 'old MI', 'keloid on chest', 'epilepsy in remission', '?pregnant');
    fc.assert(
      fc.property(fc.uniqueArray(item, { minLength: 2, maxLength: 5 }), (statements) => {
        const codes = (lines: string[]) => said(lines.join('; ')).split(', ').sort();
        expect(codes([...statements].reverse())).toEqual(codes(statements));
      }),
    );
  });

  it('never loses a denial', () => {
    const simple = names.filter(([, , name]) => /^[a-z]{5,}$/.test(name) && !/^no|^un|^not/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...simple), fc.constantFrom('no', 'denies', 'no history of', 'never had'), ([, , name], denial) => {
        const { found, unexplained, nothing } = parseCondition(`${denial} ${name}`);
        expect(unexplained.length > 0 || nothing || found.every(({ statement }) => statement === 'denied')).toBe(true);
      }),
    );
  });
});
