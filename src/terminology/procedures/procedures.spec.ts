import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expandPattern } from '../conditions/names.js';
import { splitLists } from '../words/tokens.js';
import { namedProcedures } from './data/index.js';
import { concernsTreatment, procedureKinds, parseProcedure } from './index.js';

const said = (line: string): string => {
  const { found, unexplained, reasons, nothing } = parseProcedure(line);
  const statements = found.map(({ kind, statement, spelling }) => kind + (statement === 'done' ? '' : ` ${statement}`) + (spelling === 'near' ? '~' : ''));
  return [
    ...statements,
    ...reasons.map(({ code }) => code),
    ...(nothing ? ['nothing'] : []),
    ...(unexplained.length > 0 ? [`? ${unexplained.join(' ')}`] : []),
  ].join(', ');
};

const read: readonly (readonly [line: string, said: string])[] = [
  ['FUE hair transplantation, Delhi', 'hair-transplant-fue'],
  ['FUE 2500 grafts by Dr Sharma in Jaipur 2021', 'hair-transplant-fue'],
  ['hair transplant, Istanbul, Turkey', 'hair-transplant-fue'],
  ['FUT', 'hair-transplant-fut'],
  ['strip surgery', 'hair-transplant-fut'],
  ['skin graft scalp', 'scalp-skin-graft'],
  ['Skin graft on the scalp after burn, 2012', 'scalp-skin-graft, T30.0'],
  ['skin graft on leg', 'general-surgery'],
  ['cataract surgery RE', 'general-surgery'],
  ['D&C 2020', 'abortion'],
  ['no D & C', 'abortion denied'],
  ['scalp reduction', 'scalp-reduction'],
  ['scalp biopsy', 'scalp-biopsy'],
  ['scalp cyst removed 2018', 'scalp-surgery'],
  ['TAH', 'hysterectomy'],
  ['TAH with BSO', 'hysterectomy, oophorectomy'],
  ['hysterectomy 2015', 'hysterectomy'],
  ['uterus removed', 'hysterectomy'],
  ['TAH, ovaries not removed', 'hysterectomy'],
  ['no hysterectomy', 'hysterectomy denied'],
  ['hysterectomy not done', 'hysterectomy denied'],
  ['planned hysterectomy', 'hysterectomy planned'],
  ['hysterectomy planned in March 2027', 'hysterectomy planned'],
  ['hysterectomy advised', 'hysterectomy planned'],
  ['hysterectomy refused', 'hysterectomy denied'],
  ['mother had hysterectomy', 'hysterectomy family'],
  ['hysterctomy', 'hysterectomy~'],
  ['hysterectomy?', '? hysterectomy'],
  ['no hysterectomy?', '? hysterectomy'],
  ['tubectomy', 'tubal-ligation'],
  ['LSCS x 2', 'caesarean-section'],
  ['2 LSCS', 'caesarean-section'],
  ['normal delivery 2019', 'delivery'],
  ['MTP', 'abortion'],
  ['bypass surgery', 'heart-surgery'],
  ['CABG', 'heart-surgery'],
  ['PTCA with stent', 'coronary-stent-or-angioplasty'],
  ['PTCA with stent to LAD 2019, Apollo Hospital Chennai', 'coronary-stent-or-angioplasty'],
  ['pacemaker 2018', 'pacemaker-or-defibrillator'],
  ['MVR', 'heart-valve'],
  ['craniotomy', 'neurosurgery'],
  ['craniotomy for meningioma', 'neurosurgery, D32.9'],
  ['VP shunt', 'neurosurgery'],
  ['cochlear implant', 'cochlear-implant'],
  ['kidney transplant 2014', 'organ-transplant'],
  ['BMT', 'bone-marrow-transplant'],
  ['splenectomy', 'splenectomy'],
  ['6 cycles of chemo', 'chemotherapy'],
  ['cranial radiotherapy', 'scalp-radiotherapy'],
  ['radiotherapy', 'radiotherapy'],
  ['mastectomy', 'cancer-surgery'],
  ['thyroidectomy for ca thyroid', 'thyroidectomy, C73'],
  ['botox forehead 3 months ago', 'cosmetic-injection'],
  ['thread lift', 'thread-lift'],
  ['PRP x 3 sessions', 'platelet-rich-plasma'],
  ['6 sessions of PRP and mesotherapy, last in June 2024', 'platelet-rich-plasma, mesotherapy'],
  ['SMP 2 sessions 2022', 'scalp-micropigmentation'],
  ['tattoo on arm', 'tattoo'],
  ['laser tattoo removal', 'tattoo-removal-laser'],
  ['laser hair removal', 'laser-treatment'],
  ['TCA peel', 'chemical-peel'],
  ['dermaroller', 'microneedling'],
  ['root canal last week', 'dental-treatment'],
  ['dental filling under local anaesthesia', 'dental-treatment'],
  ['dialysis', 'dialysis'],
  ['blood transfusion 2 units', 'blood-transfusion'],
  ['sleeve gastrectomy', 'bariatric-surgery'],
  ['knee replacement both', 'joint-or-metal-implant'],
  ['hernia repair with mesh', 'general-surgery'],
  ['appendix removed in childhood', 'general-surgery'],
  ['LASIK', 'general-surgery'],
  ['MRI brain', 'imaging'],
  ['COVID vaccine 2 doses', 'vaccination'],
  ['none', 'nothing'],
  ['nil', 'nothing'],
  ['no surgery', 'nothing'],
  ['no previous surgeries', 'nothing'],
  ['कोई ऑपरेशन नहीं', 'nothing'],
  ['zorblectomy', '? zorblectomy'],
  ['TAH zorblectomy', 'hysterectomy, ? zorblectomy'],
];

describe('a procedure in words', () => {
  it.each(read)('"%s" says %s', (line, expected) => {
    expect(said(line)).toBe(expected);
  });

  it('is read by each of its names as done', () => {
    const unread = namedProcedures.flatMap(([kind, , ...lists]) =>
      splitLists(lists)
        .flatMap(expandPattern)
        .filter((name) => {
          const { found, unexplained } = parseProcedure(name);
          return unexplained.length > 0 || !found.some((procedureFound) => procedureFound.kind === kind && procedureFound.statement === 'done');
        }),
    );
    expect(unread).toEqual([]);
  });

  it('has names for every kind', () => {
    const named = new Set<string>(namedProcedures.map(([kind]) => kind));
    expect(Object.keys(procedureKinds).filter((kind) => !named.has(kind))).toEqual([]);
    expect([concernsTreatment('general-surgery'), concernsTreatment('hysterectomy')]).toEqual([false, true]);
  });

  it('is unread once it has a word that nobody knows', () => {
    const readable = read.filter(([, expected]) => !expected.includes('?')).map(([line]) => line);
    fc.assert(
      fc.property(fc.constantFrom(...readable), fc.stringMatching(/^zq[bcdfg]{5,9}$/), (line, word) => {
        expect(parseProcedure(`${line}; ${word}`).unexplained).toContain(word);
      }),
    );
  });

  it('that is denied is never done', () => {
    const names = namedProcedures.flatMap(([, , ...lists]) => splitLists(lists)).filter((name) => /^[a-z]{6,}$/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        expect(parseProcedure(`no ${name}`).found.filter(({ statement }) => statement === 'done')).toEqual([]);
      }),
    );
  });
});
