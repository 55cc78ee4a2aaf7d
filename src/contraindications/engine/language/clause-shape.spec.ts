/** Every kind of clause as it is written, and what is said of each that is not. */
import { describe, expect, it } from '@jest/globals';
import { exampleRule as rule } from '../../../../test/support/example-rule.js';
import { parseRuleset } from '../parse-ruleset.js';
import { rulesetVocabulary } from '../../rulesets/vocabulary.js';
import { createClauseShape, deepest } from './clause-shape.js';

const { clause } = createClauseShape(['platelets', 'hiv']);
const errorsOf = (value: unknown): [string, string][] => {
  const errors: [string, string][] = [];
  clause.check(value, '', (pointer, code) => errors.push([pointer, code]));
  return errors;
};

const right: Record<string, object[]> = {
  condition: ['E', 'E11', 'E11.9', 'E119', 'E1.9', 'C4A', 'M05.79XA'].map((code) => ({ condition: [code] })),
  'condition with more': [
    { condition: ['E1'], except: ['E10'], status: 'active' },
    { condition: ['E1'], except: [] },
  ],
  screening: [{ screening: 'diabetes', is: 'yes' }],
  medication: ['B', 'B01', 'B01A', 'B01AC', 'B01AC06', 'V20AA01'].map((code) => ({ medication: [code] })),
  'medication with more': [
    { medication: ['B01'], status: 'active', lastTaken: 'not-stated' },
    { medication: ['B01'], lastTakenWithinDays: 14 },
    { medication: ['B01'], lastTakenDaysAgo: [10, 14] },
  ],
  lab: [
    { lab: 'platelets', unit: '10*3/uL', ge: 1 },
    { lab: 'platelets', unit: '10*3/uL', gt: 1, lt: 2 },
    { lab: 'platelets', unit: '10*3/uL', le: 1 },
    { lab: 'hiv', is: 'positive' },
    { lab: 'hiv', is: 'negative', withinDays: 90 },
    { lab: 'platelets', outsideReference: true },
  ],
  labOnFile: [{ labOnFile: ['platelets', 'hiv'] }],
  vital: [
    { vital: 'blood-pressure', geAny: [160, 100], unit: 'mm[Hg]' },
    { vital: 'blood-pressure', ltAny: [90, 60], unit: 'mm[Hg]' },
  ],
  trichoanalysis: [
    ...['none', 'bacterial', 'fungal', 'viral', 'parasitic', 'unspecified'].map((value) => ({ trichoanalysis: 'infection', is: [value] })),
    { trichoanalysis: 'inflammation', is: ['none', 'mild', 'moderate', 'severe'] },
    { trichoanalysis: 'suspiciousLesion', is: ['yes', 'no'] },
  ],
  pregnancy: [{ pregnancy: 'yes' }],
  breastfeeding: [{ breastfeeding: 'yes' }],
  capacityForPregnancy: [{ capacityForPregnancy: 'no' }],
  sexAtBirth: [{ sexAtBirth: 'female' }, { sexAtBirth: 'male' }],
  couldBecomePregnant: [{ couldBecomePregnant: true }],
  ageUnder: [{ ageUnder: 18 }],
  ageOutside: [{ ageOutside: [18, 65] }],
  procedure: [{ procedure: 'hysterectomy' }],
  procedureWithinDays: [{ procedureWithinDays: ['hair-transplant-fue'], days: 180 }],
  allergyToPlannedIngredient: [{ allergyToPlannedIngredient: true }],
  allergy: [{ allergy: ['lidocaine', 'local-anaesthetic', 'N01B', 'A11HA05'] }],
  plannedIngredient: [{ plannedIngredient: ['minoxidil'] }],
  all: [{ all: [{ pregnancy: 'yes' }, { any: [{ not: { sexAtBirth: 'male' } }] }] }],
  atLeast: [{ atLeast: { n: 1, of: [{ pregnancy: 'yes' }] } }],
  remarks: [
    { pregnancy: 'yes', note: 'Ask again.', origin: 'seed', overridable: false },
    { pregnancy: 'yes', origin: 'literature', overridable: { by: 'two-dermatologists' }, contradicts: 'pregnancy' },
    { pregnancy: 'yes', contradicts: 'screening.diabetes' },
  ],
};

describe('a clause as it is written', () => {
  it.each(Object.entries(right).flatMap(([kind, clauses]) => clauses.map((clause) => [kind, clause] as const)))('of %s: %j', (_kind, item) => {
    expect(errorsOf(item)).toEqual([]);
  });

  it('stands so deep in others, and no deeper', () => {
    const nested = (depth: number): object => (depth === 0 ? { pregnancy: 'yes' } : { any: [nested(depth - 1)] });
    expect(errorsOf(nested(deepest))).toEqual([]);
    expect(errorsOf(nested(deepest + 1))).toEqual([['/any/0'.repeat(deepest + 1), 'too-deep']]);
  });
});

describe('a clause as it is not written', () => {
  it.each<[unknown, [string, string][]]>([
    [null, [['', 'not-an-object']]],
    [['pregnancy'], [['', 'not-an-object']]],
    [{}, [['', 'unknown-clause']]],
    [{ pregnancy: 'yes', breastfeeding: 'yes' }, [['', 'unknown-clause']]],
    [{ condition: [] }, [['/condition', 'too-few']]],
    ...['e11', 'E1234567', 'E11.12345', '11', 'E11.9!', ' E11', 'E.1'].map((code): [unknown, [string, string][]] => [
      { condition: [code] },
      [['/condition/0', 'malformed']],
    ]),
    [
      { condition: ['E11'], except: ['e'], status: 'past' },
      [
        ['/except/0', 'malformed'],
        ['/status', 'unknown-word'],
      ],
    ],
    [{ screening: 'diabetes', is: 'no' }, [['/is', 'unknown-word']]],
    [{ screening: 'diabetes' }, [['/is', 'missing']]],
    [{ medication: [] }, [['/medication', 'too-few']]],
    ...['W01', 'B1', 'B01AC0', 'B01AC067', 'b01', 'B01C06', 'xB01', 'B011'].map((code): [unknown, [string, string][]] => [
      { medication: [code] },
      [['/medication/0', 'malformed']],
    ]),
    [
      { medication: ['B'], status: 'past', lastTaken: 'stated', lastTakenWithinDays: -1, lastTakenDaysAgo: [1] },
      [
        ['/status', 'unknown-word'],
        ['/lastTaken', 'unknown-word'],
        ['/lastTakenWithinDays', 'not-days'],
        ['/lastTakenDaysAgo', 'not-a-pair'],
      ],
    ],
    [{ lab: 'gold', unit: 'g/L', ge: 1 }, [['/lab', 'unknown-word']]],
    [{ lab: 'platelets', ge: 1 }, [['/unit', 'missing']]],
    [{ lab: 'platelets', unit: 'g/L', ge: '1', gt: '1', le: '1', lt: '1' }, ['ge', 'gt', 'le', 'lt'].map((limit) => [`/${limit}`, 'not-a-number'])],
    [{ lab: 'platelets', unit: 'g/L' }, [['', 'malformed']]],
    [{ lab: 'platelets', unit: 'g/L', lt: 1, is: 'positive' }, [['', 'malformed']]],
    [
      { lab: 'hiv', is: 'maybe', withinDays: 0.5 },
      [
        ['/is', 'unknown-word'],
        ['/withinDays', 'not-days'],
      ],
    ],
    [{ lab: 'hiv', is: 'positive', unit: '1' }, [['/unit', 'unknown-property']]],
    [{ lab: 'platelets', outsideReference: false }, [['/outsideReference', 'unknown-word']]],
    [{ labOnFile: [] }, [['/labOnFile', 'too-few']]],
    [{ labOnFile: ['gold'] }, [['/labOnFile/0', 'unknown-word']]],
    [{ vital: 'pulse', geAny: [1, 2], unit: 'mm[Hg]' }, [['/vital', 'unknown-word']]],
    [{ vital: 'blood-pressure', unit: 'mm[Hg]' }, [['', 'malformed']]],
    [{ vital: 'blood-pressure', geAny: [160, 100], ltAny: [90, 60], unit: 'mm[Hg]' }, [['', 'malformed']]],
    [
      { vital: 'blood-pressure', geAny: [160], unit: 'kPa' },
      [
        ['/geAny', 'not-a-pair'],
        ['/unit', 'unknown-word'],
      ],
    ],
    [{ trichoanalysis: 'infection', is: ['mild'] }, [['/is/0', 'unknown-word']]],
    [{ trichoanalysis: 'inflammation', is: [] }, [['/is', 'too-few']]],
    [{ trichoanalysis: 'suspiciousLesion', is: ['unknown'] }, [['/is/0', 'unknown-word']]],
    [{ trichoanalysis: 'toString', is: ['yes'] }, [['/trichoanalysis', 'unknown-word']]],
    [
      { trichoanalysis: 1, is: [] },
      [
        ['/trichoanalysis', 'unknown-word'],
        ['/is', 'too-few'],
      ],
    ],
    [{ pregnancy: 'no' }, [['/pregnancy', 'unknown-word']]],
    [{ breastfeeding: 'no' }, [['/breastfeeding', 'unknown-word']]],
    [{ capacityForPregnancy: 'yes' }, [['/capacityForPregnancy', 'unknown-word']]],
    [{ sexAtBirth: 'intersex' }, [['/sexAtBirth', 'unknown-word']]],
    [{ couldBecomePregnant: false }, [['/couldBecomePregnant', 'unknown-word']]],
    [{ ageUnder: 151 }, [['/ageUnder', 'not-years']]],
    [{ ageOutside: 18 }, [['/ageOutside', 'not-a-pair']]],
    [{ procedure: 'haircut' }, [['/procedure', 'unknown-word']]],
    [
      { procedureWithinDays: [], days: -1 },
      [
        ['/procedureWithinDays', 'too-few'],
        ['/days', 'not-days'],
      ],
    ],
    [{ procedureWithinDays: ['hysterectomy'] }, [['/days', 'missing']]],
    [{ allergyToPlannedIngredient: 'yes' }, [['/allergyToPlannedIngredient', 'unknown-word']]],
    [{ allergy: ['zzyzx'] }, [['/allergy/0', 'unknown-word']]],
    [{ allergy: [] }, [['/allergy', 'too-few']]],
    [{ plannedIngredient: ['N01B'] }, [['/plannedIngredient/0', 'unknown-word']]],
    [{ plannedIngredient: [] }, [['/plannedIngredient', 'too-few']]],
    [{ all: [] }, [['/all', 'too-few']]],
    [{ any: [{}] }, [['/any/0', 'unknown-clause']]],
    [
      { atLeast: { n: 0, of: [] } },
      [
        ['/atLeast/n', 'not-a-count'],
        ['/atLeast/of', 'too-few'],
      ],
    ],
    [{ atLeast: { of: [{ pregnancy: 'yes' }] } }, [['/atLeast/n', 'missing']]],
    [{ not: 'male' }, [['/not', 'not-an-object']]],
    [
      { pregnancy: 'yes', note: '', origin: 'hearsay', overridable: true, contradicts: 'screening.left-handed', colour: 'red' },
      [
        ['/colour', 'unknown-property'],
        ['/note', 'not-text'],
        ['/origin', 'unknown-word'],
        ['/overridable', 'unknown-word'],
        ['/contradicts', 'unknown-word'],
      ],
    ],
    [{ pregnancy: 'yes', overridable: { by: 'dermatologist' } }, [['/overridable/by', 'unknown-word']]],
  ])('%j', (value, errors) => {
    expect(errorsOf(value)).toEqual(errors);
  });

  it('is told in words that help', () => {
    const told = (value: unknown): string[] => {
      const details: string[] = [];
      clause.check(value, '', (_pointer, _code, detail) => details.push(detail));
      return details;
    };
    expect(told({ condition: ['sugar'] })[0]).toMatch(/^The beginning of an ICD-10 code, such as E11 or L66.2, or a concern: .*diabetes, /);
    expect(told({ medication: ['warfarin'] })[0]).toMatch(/^The beginning of an ATC code, such as B01AC06 or M01A, or a group of medicines: anticoagulant, /);
    expect(told({ allergy: ['zzyzx'] })[0]).toMatch(/^The id of a substance or a class of the vocabulary .*lidocaine/);
    expect(told({ lab: 'platelets' })).toEqual(['Exactly one of limits (ge, gt, le, lt), is, or outsideReference.']);
    expect(told({ vital: 'blood-pressure', unit: 'mm[Hg]' })).toEqual(['Either geAny or ltAny.']);
    expect(told(1)).toEqual(['A clause is an object.']);
    expect(told({})[0]).toMatch(/^A clause has exactly one of condition, screening, .*, all, any, atLeast, not\.$/);
  });
});

describe('a rule as it is written', () => {
  const errorsOfRule = (change: object): [string, string, string][] =>
    parseRuleset({ treatment: 'mesotherapy', title: 'Mine', rules: [{ ...rule, ...change }] }, rulesetVocabulary).errors.map(({ pointer, code, detail }) => [
      pointer.replace('/rules/0', ''),
      code,
      detail,
    ]);

  it.each([
    { id: 'a.b' },
    { id: 'mesotherapy2.type-1.other' },
    { severity: 'contraindicated' },
    { severity: 'informational' },
    { plainWords: 'In plain words', note: 'A note', setting: 'A setting' },
    { citations: [{ title: 'Somewhere', url: 'https://example.test', facts: ['S1-2'] }] },
    { maxAgeDays: { history: 1, lab: 2, vital: 3, trichoanalysis: 4 }, onSessionDay: { history: 1, lab: 1, vital: 1, trichoanalysis: 1 } },
    { overridable: false },
    { overridable: { by: 'dermatologist' } },
    { overridable: { by: 'two-dermatologists' } },
    { needsData: ['consultation.signed', 'examination|trichoanalysis', 'trichoanalysis.infection', 'lab.hba1c', 'pregnancy', 'breastfeeding', 'birthDate'] },
    { needsData: ['conditions.reviewed', 'medications.reviewed', 'allergies.reviewed', 'procedures.reviewed'] },
    { ask: { 'screening.diabetes|conditions.reviewed': 'Sugar?' } },
    { origin: 'seed' },
  ])('%j', (change) => {
    expect(errorsOfRule(change)).toEqual([]);
  });

  const name = 'A name such as mesotherapy.diabetes.';
  const fact = 'A fact that the catalogue names (GET /v1/contraindication-facts), such as screening.diabetes, or several parted by |.';
  it.each<[object, [string, string, string][]]>([
    ...['mesotherapy', 'Mesotherapy.a', '.a', 'a.', 'a..b', 'a.-b', 'a.b-', 'a b.c', 'a.b\n'].map((id): [object, [string, string, string][]] => [
      { id },
      [['/id', 'malformed', name]],
    ]),
    ...['screening.left-handed', 'screening.diabetes|', '|pregnancy', 'xpregnancy', 'pregnancyx', 'labxhba1c', 'conditionsxreviewed'].map(
      (need): [object, [string, string, string][]] => [{ needsData: [need] }, [['/needsData/0', 'unknown-fact', fact]]],
    ),
    [{ ask: { gold: 'Gold?' } }, [['/ask/gold', 'unknown-fact', 'Nothing is called gold: known are the facts that the catalogue names.']]],
    [{ origin: 'hearsay' }, [['/origin', 'unknown-word', 'One of seed, literature.']]],
    [{ severity: 'grave' }, [['/severity', 'unknown-word', 'One of contraindicated, caution, informational.']]],
    [{ overridable: 'yes' }, [['/overridable', 'not-a-flag', 'true, false, or by whom, such as {"by": "two-dermatologists"}.']]],
    [{ overridable: { by: 'nurse' } }, [['/overridable/by', 'unknown-word', 'One of dermatologist, two-dermatologists.']]],
    [{ maxAgeDays: { weeks: 1 } }, [['/maxAgeDays/weeks', 'unknown-property', 'This is not a property here: known are history, lab, vital, trichoanalysis.']]],
    [{ citations: [] }, [['/citations', 'too-few', 'A list of at least 1.']]],
    [{ citation: { title: 'Nowhere', url: '' } }, [['/citation/url', 'not-text', 'A text that is not empty, of at most 2000 characters.']]],
    [{ citation: { url: null } }, [['/citation/title', 'missing', 'title is needed here.']]],
  ])('not %j', (change, errors) => {
    expect(errorsOfRule(change)).toEqual(errors);
  });

  it('stands with others in a ruleset of one of the treatments', () => {
    const errorsIn = (ruleset: object) => parseRuleset(ruleset, rulesetVocabulary).errors.map(({ pointer, code }) => [pointer, code]);
    expect(errorsIn({ treatment: 'scalp-micropigmentation', title: 'Mine', rules: [rule] })).toEqual([]);
    expect(errorsIn({ treatment: 'surgery', title: '', rules: [] })).toEqual([
      ['/treatment', 'unknown-word'],
      ['/title', 'not-text'],
      ['/rules', 'too-few'],
    ]);
  });
});
