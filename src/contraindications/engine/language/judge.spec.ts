import { describe, expect, it } from '@jest/globals';
import { exampleRule as rule } from '../../../../test/support/example-rule.js';
import { rulesetVocabulary } from '../../rulesets/vocabulary.js';
import { parseRuleset } from '../parse-ruleset.js';
import type { Clause, Rule } from '../ruleset.js';

const refusals = (...changes: Partial<Rule>[]) =>
  parseRuleset(
    { treatment: 'mesotherapy', title: 'Mine', rules: changes.map((change, index) => ({ ...rule, id: `mesotherapy.example-${index}`, ...change })) },
    rulesetVocabulary,
  ).errors;

const errorsOf = (...changes: Partial<Rule>[]) => refusals(...changes).map(({ pointer, code }) => [pointer, code]);

const female: Clause = { sexAtBirth: 'female' };
const male: Clause = { sexAtBirth: 'male' };
const minoxidil: Clause = { plannedIngredient: ['minoxidil'] };
const hba1c = (limits: object, unit = '%'): Clause => ({ lab: 'hba1c', unit, ...limits });
const diabetes: Clause = { screening: 'diabetes', is: 'yes' };

describe('a clause that can never fire', () => {
  it.each<[string, Clause, fires: boolean]>([
    ['a lower limit above the upper one', hba1c({ ge: 7, le: 6 }), false],
    ['limits that meet in a value', hba1c({ ge: 7, le: 7 }), true],
    ['limits that meet in a value that one leaves out', hba1c({ ge: 7, lt: 7 }), false],
    ['the same the other way round', hba1c({ gt: 7, le: 7 }), false],
    ['two lower limits', hba1c({ ge: 7, gt: 7 }), true],
    ['a value that no person has', hba1c({ ge: 65 }), false],
    ['the same value in the unit in which people have it', hba1c({ ge: 65 }, 'mmol/mol'), true],
    ['a value below all that people have', hba1c({ lt: 1 }), false],
    ['ranges of two clauses that do not meet', { all: [hba1c({ ge: 7 }), hba1c({ lt: 6 })] }, false],
    ['ranges of two clauses in two units that do not meet', { all: [hba1c({ ge: 7 }), hba1c({ lt: 42 }, 'mmol/mol')] }, false],
    ['ranges of two clauses that meet', { all: [hba1c({ ge: 6 }), hba1c({ lt: 7 })] }, true],
    ['ranges of two analytes', { all: [hba1c({ ge: 7 }), { lab: 'platelets', lt: 6, unit: '10*3/uL' }] }, true],
    ['two sexes at once', { all: [female, male] }, false],
    ['either sex', { any: [female, male] }, true],
    ['a clause and its negation', { all: [minoxidil, { not: minoxidil }] }, false],
    ['a clause and the negation of a wider one', { all: [minoxidil, { not: { plannedIngredient: ['biotin', 'minoxidil'] } }] }, false],
    ['a clause and the negation of a narrower one', { all: [{ plannedIngredient: ['biotin', 'minoxidil'] }, { not: minoxidil }] }, true],
    ['a clause and its negation, deeper', { all: [{ any: [male, minoxidil] }, { not: minoxidil }, { not: male }] }, false],
    ['a negation of a negation', { all: [minoxidil, { not: { not: minoxidil } }] }, true],
    ['neither of both, and one of them', { all: [{ not: { any: [male, minoxidil] } }, male] }, false],
    ['not both, and one of them', { all: [{ not: { all: [male, minoxidil] } }, male] }, true],
    ['not both, and both', { all: [{ not: { all: [male, minoxidil] } }, male, minoxidil] }, false],
    ['two of three, of which two exclude each other', { atLeast: { n: 2, of: [male, female, minoxidil] } }, true],
    ['three of three, of which two exclude each other', { atLeast: { n: 3, of: [male, female, minoxidil] } }, false],
    ['not two of three, with two of them', { all: [{ not: { atLeast: { n: 2, of: [male, minoxidil, { ageUnder: 18 }] } } }, male, minoxidil] }, false],
    ['not two of three, with one of them', { all: [{ not: { atLeast: { n: 2, of: [male, minoxidil, { ageUnder: 18 }] } } }, male] }, true],
    ['under 0 years', { ageUnder: 0 }, false],
    ['under 1 year', { ageUnder: 1 }, true],
    ['outside all ages', { ageOutside: [0, 150] }, false],
    ['under 18 and within 20 and 30', { all: [{ ageUnder: 18 }, { not: { ageOutside: [20, 30] } }] }, false],
    ['under 18 and within 17 and 30', { all: [{ ageUnder: 18 }, { not: { ageOutside: [17, 30] } }] }, true],
    ['a pregnancy that is possible, of a man', { all: [{ couldBecomePregnant: true }, male] }, false],
    ['a pregnancy that is possible, after a hysterectomy', { all: [{ couldBecomePregnant: true }, { procedure: 'hysterectomy' }] }, false],
    ['a pregnancy that is possible, at 60', { all: [{ couldBecomePregnant: true }, { not: { ageUnder: 60 } }] }, false],
    ['a pregnancy that is possible, under 40', { all: [{ couldBecomePregnant: true }, { ageUnder: 40 }] }, true],
    ['a window that ends before it begins', { medication: ['B01A'], lastTakenDaysAgo: [14, 10] }, false],
    ['a window of a day', { medication: ['B01A'], lastTakenDaysAgo: [14, 14] }, true],
    ['a window in the past, of a last dose that nobody stated', { medication: ['B01A'], lastTaken: 'not-stated', lastTakenDaysAgo: [1, 14] }, false],
    ['a window from today, of a last dose that nobody stated', { medication: ['B01A'], lastTaken: 'not-stated', lastTakenDaysAgo: [0, 14] }, true],
    ['an exception that takes all away', { condition: ['E10', 'E11'], except: ['E1'] }, false],
    ['an exception that leaves something', { condition: ['E10', 'E11'], except: ['E10'] }, true],
    [
      'a word that is both',
      {
        all: [
          { lab: 'hcg', is: 'positive' },
          { lab: 'hcg', is: 'negative' },
        ],
      },
      false,
    ],
    [
      'words of two tests',
      {
        all: [
          { lab: 'hcg', is: 'positive' },
          { lab: 'ana', is: 'negative' },
        ],
      },
      true,
    ],
    ['more cases than anybody looks through', { all: Array.from({ length: 12 }, () => ({ any: [female, male, minoxidil] })) }, true],
  ])('%s', (_what, clause, fires) => {
    expect(errorsOf({ any: [clause] })).toEqual(fires ? [] : [['/rules/0/any/0', 'never-fires']]);
  });

  it.each<[string, Partial<Rule>, [string, string][]]>([
    ['one of whom the rule does not speak', { any: [male], notApplicableWhen: [male] }, [['/rules/0/any/0', 'never-fires']]],
    ['one of whom the rule speaks', { any: [female], notApplicableWhen: [male] }, []],
    ['one that a wider exemption covers', { any: [{ all: [minoxidil, diabetes] }], notApplicableWhen: [minoxidil] }, [['/rules/0/any/0', 'never-fires']]],
    [
      'one that several exemptions cover',
      { any: [{ ageUnder: 12 }], notApplicableWhen: [{ ageUnder: 6 }, { ageOutside: [0, 5] }] },
      [['/rules/0/any/0', 'never-fires']],
    ],
    ['one that may hold of an unknown age', { any: [diabetes], notApplicableWhen: [{ ageUnder: 18 }, { ageOutside: [0, 17] }] }, []],
    ['an exemption that never holds', { notApplicableWhen: [{ all: [male, female] }] }, [['/rules/0/notApplicableWhen/0', 'never-fires']]],
    ['a rule without clauses and needs', { any: [], needsData: [] }, [['/rules/0', 'never-fires']]],
    ['a rule that only needs something', { any: [] }, []],
    ['a rule that only warns', { any: [], needsData: [], cautionWhen: [diabetes] }, []],
    ['a figure of a test that has words', { any: [{ lab: 'hcg', ge: 5, unit: '%' }] }, [['/rules/0/any/0', 'never-fires']]],
    ['a word of a test that has figures', { any: [{ lab: 'hba1c', is: 'positive' }] }, [['/rules/0/any/0/is', 'never-fires']]],
    ['more of them than there are', { any: [{ atLeast: { n: 3, of: [male, diabetes] } }] }, [['/rules/0/any/0/atLeast/n', 'never-fires']]],
  ])('%s', (_what, change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });
});

describe('a clause that never counts', () => {
  it.each<[string, Partial<Rule>, [string, string][]]>([
    ['a warning of what is a caution already', { cautionWhen: [diabetes] }, [['/rules/0/cautionWhen/0', 'no-effect']]],
    [
      'a warning of what is forbidden already',
      { severity: 'contraindicated', any: [hba1c({ ge: 6.5 })], cautionWhen: [hba1c({ ge: 7 })] },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    ['a warning that goes further', { severity: 'contraindicated', any: [hba1c({ ge: 6.5 })], cautionWhen: [hba1c({ ge: 5.7 })] }, []],
    [
      'a warning between two limits',
      { severity: 'contraindicated', any: [hba1c({ ge: 6.5 }), hba1c({ lt: 5 })], cautionWhen: [hba1c({ lt: 4.5 })] },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    ['a caution of what is forbidden', { contraindicatedWhen: [diabetes] }, [['/rules/0/any/0', 'no-effect']]],
    ['a caution of more than what is forbidden', { contraindicatedWhen: [{ all: [diabetes, minoxidil] }] }, []],
    [
      'a code below one that is forbidden',
      { severity: 'contraindicated', any: [{ condition: ['E1'] }], cautionWhen: [{ condition: ['E10', 'E11.9'], status: 'active' }] },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'a code of which each one is forbidden by another clause',
      { severity: 'contraindicated', any: [{ condition: ['E10'] }, { condition: ['E11'] }], cautionWhen: [{ condition: ['E10', 'E11'] }] },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'past conditions, while only active ones are forbidden',
      { severity: 'contraindicated', any: [{ condition: ['E1'], status: 'active' }], cautionWhen: [{ condition: ['E11'] }] },
      [],
    ],
    [
      'what the exception of another clause left over',
      { severity: 'contraindicated', any: [{ condition: ['E1'], except: ['E11'] }], cautionWhen: [{ condition: ['E11'] }] },
      [],
    ],
    [
      'a window inside another',
      {
        severity: 'contraindicated',
        any: [{ medication: ['B01A'], lastTakenWithinDays: 10 }],
        cautionWhen: [{ medication: ['B01AC06'], lastTakenDaysAgo: [3, 10] }],
      },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'a window that goes on after another',
      {
        severity: 'contraindicated',
        any: [{ medication: ['B01A'], lastTakenWithinDays: 9 }],
        cautionWhen: [{ medication: ['B01AC06'], lastTakenDaysAgo: [3, 10] }],
      },
      [],
    ],
    [
      'a recent operation, while any is forbidden',
      {
        severity: 'contraindicated',
        any: [{ procedure: 'scalp-surgery' }],
        cautionWhen: [{ procedureWithinDays: ['scalp-surgery'], days: 365 }],
      },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'a longer time after an operation',
      {
        severity: 'contraindicated',
        any: [{ procedureWithinDays: ['scalp-surgery'], days: 90 }],
        cautionWhen: [{ procedureWithinDays: ['scalp-surgery'], days: 365 }],
      },
      [],
    ],
    [
      'a shorter time after an operation',
      {
        severity: 'contraindicated',
        any: [{ procedureWithinDays: ['scalp-surgery'], days: 365 }],
        cautionWhen: [{ procedureWithinDays: ['scalp-surgery'], days: 90 }],
      },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'a higher pressure',
      {
        severity: 'contraindicated',
        any: [{ vital: 'blood-pressure', geAny: [140, 90], unit: 'mm[Hg]' }],
        cautionWhen: [{ vital: 'blood-pressure', geAny: [180, 110], unit: 'mm[Hg]' }],
      },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'a lower pressure',
      {
        severity: 'contraindicated',
        any: [{ vital: 'blood-pressure', geAny: [180, 110], unit: 'mm[Hg]' }],
        cautionWhen: [{ vital: 'blood-pressure', geAny: [140, 90], unit: 'mm[Hg]' }],
      },
      [],
    ],
    [
      'a graver finding in a region',
      {
        severity: 'contraindicated',
        any: [{ trichoanalysis: 'inflammation', is: ['moderate', 'severe'] }],
        cautionWhen: [{ trichoanalysis: 'inflammation', is: ['severe'] }],
      },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'an allergy to one of several',
      { severity: 'contraindicated', any: [{ allergy: ['lidocaine', 'biotin'] }], cautionWhen: [{ allergy: ['lidocaine'] }] },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    [
      'a result of one of several',
      { severity: 'contraindicated', any: [{ labOnFile: ['tsh', 'hcg'] }], cautionWhen: [{ labOnFile: ['tsh'] }] },
      [['/rules/0/cautionWhen/0', 'no-effect']],
    ],
    ['words for a need that the rule has not', { ask: { pregnancy: 'Please ask.' } }, [['/rules/0/ask/pregnancy', 'no-effect']]],
    ['words for a need that the rule has', { ask: { 'screening.diabetes|conditions.reviewed': 'Please ask.' } }, []],
    ['a need said twice', { needsData: ['pregnancy', 'birthDate', 'pregnancy'] }, [['/rules/0/needsData/2', 'duplicate']]],
  ])('%s', (_what, change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });
});

describe('a code that matches nothing', () => {
  it.each<[string, Clause, [string, string][]]>([
    ['a shipped diagnosis', { condition: ['E11.9'] }, []],
    ['a diagnosis without its dot', { condition: ['E119'] }, []],
    ['a diagnosis below a shipped category', { condition: ['E11.65'] }, []],
    ['a chapter', { condition: ['E'] }, []],
    ['a diagnosis that is none', { condition: ['E11', 'U99'] }, [['/rules/0/any/0/condition/1', 'unknown-code']]],
    ['an exception that is none', { condition: ['E11'], except: ['U99'] }, [['/rules/0/any/0/except/0', 'unknown-code']]],
    ['a shipped medicine', { medication: ['B01AC06', 'M01A'] }, []],
    ['a medicine that is none', { medication: ['B01AC06', 'V99'] }, [['/rules/0/any/0/medication/1', 'unknown-code']]],
    ['a medicine of a group that is shipped', { medication: ['B01AC99'] }, []],
    ['a group below one that is shipped only in general', { medication: ['A10ZZ01'] }, [['/rules/0/any/0/medication/0', 'unknown-code']]],
    ['an allergy to what has a name', { allergy: ['lidocaine', 'N01B'] }, []],
    ['an allergy to a code that is none', { allergy: ['V99'] }, [['/rules/0/any/0/allergy/0', 'unknown-code']]],
    ['deep inside', { all: [{ atLeast: { n: 1, of: [{ condition: ['U99'] }] } }] }, [['/rules/0/any/0/all/0/atLeast/of/0/condition/0', 'unknown-code']]],
  ])('%s', (_what, clause, errors) => {
    expect(errorsOf({ any: [clause] })).toEqual(errors);
  });

  it('is not looked for where nobody can say what matches', () => {
    const { analytes } = rulesetVocabulary;
    const ruleset = {
      treatment: 'mesotherapy',
      title: 'Mine',
      rules: [{ ...rule, any: [{ condition: ['U99'] }, { medication: ['V99'] }, { allergy: ['V99'] }] }],
    };
    expect(parseRuleset(ruleset, { analytes }).errors).toEqual([]);
  });
});

describe('what not may hold', () => {
  it.each<[string, Clause, string | null]>([
    ['who the person is', { not: { any: [male, { capacityForPregnancy: 'no' }, { ageUnder: 18 }, { ageOutside: [10, 55] }] } }, null],
    ['what is planned, and an operation', { not: { all: [minoxidil, { procedure: 'hysterectomy' }] } }, null],
    ['a condition', { not: { condition: ['E11'] } }, '/not'],
    ['an answer', { not: diabetes }, '/not'],
    ['a medicine, deeper', { not: { atLeast: { n: 1, of: [male, { not: { medication: ['B01A'] } }] } } }, '/not/atLeast/of/1/not'],
    ['a result', { not: hba1c({ ge: 7 }) }, '/not'],
    ['a pregnancy', { all: [male, { not: { pregnancy: 'yes' } }] }, '/all/1/not'],
  ])('%s', (_what, clause, below) => {
    expect(errorsOf({ any: [clause] })).toEqual(below === null ? [] : [[`/rules/0/any/0${below}`, 'not-deniable']]);
  });

  it('is what an exemption may rest on', () => {
    expect(errorsOf({ notApplicableWhen: [male, { any: [{ lab: 'hcg', is: 'negative' }] }] })).toEqual([
      ['/rules/0/notApplicableWhen/1/any/0', 'not-deniable'],
    ]);
  });
});

describe('rules that contradict each other', () => {
  const forbidding: Partial<Rule> = { severity: 'contraindicated', any: [{ condition: ['M3'], status: 'active' }], overridable: false };

  it('one calls no obstacle what the other forbids', () => {
    expect(errorsOf(forbidding, { severity: 'informational', any: [diabetes, { condition: ['L63', 'M32'], status: 'active' }] })).toEqual([
      ['/rules/1/any/1', 'contradiction'],
    ]);
    expect(errorsOf({ any: [diabetes], contraindicatedWhen: [{ condition: ['M3'] }] }, { severity: 'informational', any: [{ condition: ['M32'] }] })).toEqual([
      ['/rules/1/any/0', 'contradiction'],
    ]);
  });

  it('one may call a caution what the other calls no obstacle', () => {
    expect(errorsOf({ any: [{ condition: ['M32'] }] }, { severity: 'informational', any: [{ condition: ['M32'] }] })).toEqual([]);
    expect(errorsOf(forbidding, { severity: 'informational', any: [{ condition: ['L63'], status: 'active' }] })).toEqual([]);
  });

  it('the day of the session asks for less than the days before it', () => {
    expect(errorsOf({ maxAgeDays: { history: 14 }, onSessionDay: { history: 15, lab: 30 } })).toEqual([['/rules/0/onSessionDay/history', 'contradiction']]);
    expect(errorsOf({ maxAgeDays: { history: 14 }, onSessionDay: { history: 14 } })).toEqual([]);
  });

  it('two have one id', () => {
    expect(errorsOf({ id: 'same.id' }, { id: 'same.id' })).toEqual([['/rules/1/id', 'duplicate']]);
  });
});

describe('what is wrong', () => {
  const told = (...changes: Partial<Rule>[]): string[] => refusals(...changes).map(({ detail }) => detail);
  const forbidding: Partial<Rule> = { severity: 'contraindicated', any: [{ condition: ['M3'] }] };

  it.each<[string, Partial<Rule>[], string]>([
    ['an id', [{ id: 'same.id' }, { id: 'same.id' }], 'Another rule has this id: give each rule its own.'],
    ['more than there are', [{ any: [{ atLeast: { n: 3, of: [male, minoxidil] } }] }], 'Of 2 clauses, 3 never say yes.'],
    ['a diagnosis', [{ any: [{ condition: ['U99'] }] }], 'No code of ICD-10 begins with U99: send the beginning of one, or a word of the language.'],
    [
      'an exception',
      [{ any: [{ condition: ['E11'], except: ['U99'] }] }],
      'No code of ICD-10 begins with U99: send the beginning of one, or a word of the language.',
    ],
    ['a medicine', [{ any: [{ medication: ['V99'] }] }], 'No code of ATC begins with V99: send the beginning of one, or a word of the language.'],
    ['an allergy', [{ any: [{ allergy: ['V99'] }] }], 'No code of ATC begins with V99: send the beginning of one, or a word of the language.'],
    ['a word for a figure', [{ any: [{ lab: 'hba1c', is: 'positive' }] }], 'Results of hba1c are figures, in %.'],
    ['a figure for a word', [{ any: [{ lab: 'hiv', outsideReference: true }] }], 'Results of hiv are words: positive or negative.'],
    ['a unit', [{ any: [hba1c({ ge: 7 }, 'g/L')] }], 'No figure in g/L can be compared with hba1c, which is kept in %.'],
    ['a need', [{ needsData: ['pregnancy', 'pregnancy'] }], 'The rule needs this already: name it once.'],
    ['a question', [{ ask: { pregnancy: 'Please ask.' } }], 'The rule does not need this: it will never be asked. Add it to needsData, or leave it out.'],
    ['an age', [{ maxAgeDays: { lab: 30 }, onSessionDay: { lab: 31 } }], 'On the day itself it may be no older than before, which is 30 days.'],
    ['a clause', [{ any: [{ all: [male, female] }] }], 'No facts can make this say yes.'],
    ['an exemption', [{ notApplicableWhen: [{ all: [male, female] }] }], 'No facts can make this say yes.'],
    ['a clause of the exempt', [{ notApplicableWhen: [male], any: [{ all: [male, diabetes] }] }], 'Whenever this would say yes, the rule does not apply.'],
    [
      'a milder clause',
      [{ ...forbidding, cautionWhen: [{ condition: ['M32'] }] }],
      'Whenever this says yes, a clause that is as grave or graver has decided already.',
    ],
    ['a rule', [{ any: [], needsData: [] }], 'The rule has no clause and needs nothing: it always says clear.'],
    [
      'another rule',
      [forbidding, { severity: 'informational', any: [{ condition: ['M32'] }] }],
      'This is called no obstacle here, and forbidden by mesotherapy.example-0.',
    ],
  ])('with %s is told in words', (_what, changes, detail) => {
    expect(told(...changes)).toEqual([detail]);
  });

  it('with a denial is told with what may stand in it', () => {
    expect(told({ any: [{ not: diabetes }] })[0]).toMatch(
      /^In not and notApplicableWhen stand only sexAtBirth, .* would let a graver fact make the outcome milder\.$/,
    );
  });
});
