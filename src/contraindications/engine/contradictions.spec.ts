import { describe, expect, it } from '@jest/globals';
import { exampleRule } from '../../../test/support/example-rule.js';
import { answer, healthy, lab, today, withCondition, withLab, withMedicine, withProcedure, withScreening } from '../../../test/support/healthy-person.js';
import { evaluate } from './evaluate.js';
import type { Contradiction } from './evaluation.js';
import type { Facts } from './facts.js';
import type { Clause, Rule } from './ruleset.js';

const found = (facts: Facts, rule: Partial<Rule> = {}): Contradiction[] =>
  evaluate({ treatment: 'mesotherapy', title: 'One', rules: [{ ...exampleRule, needsData: [], ...rule }] }, facts, {
    plannedOn: today,
    timeZone: 'Asia/Kolkata',
  }).contradictions;

const denying = (...any: Clause[]): Partial<Rule> => ({ any });
const migraine: Clause = { condition: ['G43'], contradicts: 'screening.epilepsy', note: 'A note of the rule.', origin: 'literature' };

describe('a contradiction', () => {
  it('names the answer and the fact against it, without what the rule remarks about it', () => {
    expect(found(withCondition('G43.1'), denying(migraine))).toEqual([
      {
        about: 'epilepsy',
        says: [
          { fact: 'screening', about: 'epilepsy', value: 'no', on: today, recordedAt: '2026-11-21T05:30:00.000Z', source: { type: 'consultation', id: 'c1' } },
          {
            fact: 'condition',
            code: { system: 'icd-10', code: 'G43.1' },
            value: 'active',
            recordedAt: '2026-11-21T05:30:00.000Z',
            source: { type: 'consultation', id: 'c1' },
          },
        ],
      },
    ]);
  });

  it.each<Pick<Clause, 'note' | 'origin'>>([{ note: 'Inside.', origin: 'seed' }, { note: 'Inside.' }, { origin: 'seed' }])(
    'leaves out the remarks of clauses within a clause too: %j',
    (remarks) => {
      const within: Clause = { any: [{ condition: ['G43'], ...remarks }], contradicts: 'screening.epilepsy' };
      const [{ says } = { says: [] }] = found(withCondition('G43.1'), denying(within));
      expect(says.map((evidence) => Object.keys(evidence).filter((name) => name === 'note' || name === 'origin'))).toEqual([[], []]);
    },
  );

  it('is found in a clause within others, and in every part of a rule that can fire', () => {
    const inside: Clause = { all: [{ any: [migraine] }, { sexAtBirth: 'female' }] };
    for (const rule of [denying(inside), { any: [], contraindicatedWhen: [migraine] }, { any: [], cautionWhen: [migraine] }] as Partial<Rule>[])
      expect(found(withCondition('G43.1'), rule).map(({ about }) => about)).toEqual(['epilepsy']);
  });

  it('is none where the answer is yes, or where nobody answered', () => {
    expect(found(withCondition('G43.1', true, withScreening('epilepsy', 'yes')), denying(migraine))).toEqual([]);
    expect(found(withCondition('G43.1', true, withScreening('epilepsy', null)), denying(migraine))).toEqual([]);
    expect(found({ ...withCondition('Z33'), pregnancy: answer('yes') })).toEqual([]);
    expect(found({ ...withCondition('Z33'), pregnancy: null })).toEqual([]);
  });

  it('names each fact once, whichever clauses found it', () => {
    const twice: Clause[] = [migraine, { ...migraine, note: 'Another note.' }, { ...migraine, condition: ['G43.1'] }];
    expect(found(withCondition('G43.1'), denying(...twice))[0]!.says).toHaveLength(2);
  });

  it('names facts that differ in anything, each', () => {
    const facts = withCondition('G43.1');
    const [first] = facts.conditions;
    const others: Facts['conditions'] = [
      { ...first!, code: { system: 'icd-10', code: 'G43.0' } },
      { ...first!, code: { system: 'icd-10-cm', code: 'G43.1' } },
      { ...first!, text: 'migraine' },
      { ...first!, active: false },
      { ...first!, recordedAt: '2026-11-20T05:30:00.000Z' },
      { ...first!, source: { type: 'condition', id: 'c1' } },
      { ...first!, source: { type: 'consultation', id: 'c2' } },
    ];
    for (const other of others) expect(found({ ...facts, conditions: [first!, other] }, denying(migraine))[0]!.says).toHaveLength(3);
    expect(found({ ...facts, conditions: [first!, { ...first! }] }, denying(migraine))[0]!.says).toHaveLength(2);
    const taken = (last: string): Facts => withMedicine('N02CA01', { last }, withMedicine('N02CA01', { last: today }));
    const medicine: Clause = { medication: ['N02C'], contradicts: 'screening.epilepsy' };
    expect(found(taken('2026-11-20'), denying(medicine))[0]!.says).toHaveLength(3);
    expect(found(taken(today), denying(medicine))[0]!.says).toHaveLength(2);
  });

  it('brings clauses about one thing together, and things into the order of their names', () => {
    const facts = withCondition('G43.1', true, withCondition('E11.9', true, withLab('hba1c', 8)));
    expect(found(facts, denying({ ...migraine, contradicts: 'screening.tattoo-allergy' }, migraine)).map(({ about, says }) => [about, says.length])).toEqual([
      ['diabetes', 3],
      ['epilepsy', 2],
    ]);
  });

  it('asks a clause of a rule by the age limits of the rule, and what is always compared by its own', () => {
    const platelets: Clause = { lab: 'platelets', lt: 100, unit: '10*3/uL', contradicts: 'screening.bleeding-disorder' };
    const old = withLab('platelets', 50, '2026-11-10');
    expect(found(old, { any: [platelets], maxAgeDays: { lab: 11 } })).toHaveLength(1);
    expect(found(old, { any: [platelets], maxAgeDays: { lab: 10 } })).toHaveLength(0);
    const sugar: Clause = { lab: 'hba1c', ge: 6.5, unit: '%', contradicts: 'screening.diabetes' };
    expect(found(withLab('hba1c', 8, '2026-11-10'), { any: [sugar], maxAgeDays: { lab: 10 } })).toHaveLength(1);
    expect(found(withLab('hba1c', 8, '2026-08-01'), { any: [sugar], maxAgeDays: { lab: 200 } })).toHaveLength(1);
    expect(found(withLab('hba1c', 8, '2026-08-01'), { any: [], maxAgeDays: { lab: 200 } })).toHaveLength(0);
  });

  it('asks of a blood pressure and of a trichoanalysis in the same way', () => {
    const pressure: Clause = { vital: 'blood-pressure', geAny: [180, 110], unit: 'mm[Hg]', contradicts: 'screening.hypertension' };
    const high: Facts = { ...healthy, bloodPressure: { ...healthy.bloodPressure!, on: '2026-10-01', systolic: 190 } };
    expect(found(high, { any: [pressure], maxAgeDays: { vital: 60 } })).toHaveLength(1);
    expect(found(high, { any: [], maxAgeDays: { vital: 60 } })).toHaveLength(0);
    const infection: Clause = { trichoanalysis: 'infection', is: ['fungal'], contradicts: 'screening.active-infection' };
    const fungal: Facts = { ...healthy, trichoanalysis: [{ ...healthy.trichoanalysis[0]!, on: '2026-10-01', value: 'fungal' }] };
    const both = (first: number, second: number): Rule[] => [
      { ...exampleRule, id: 'one.first', needsData: [], any: [infection], maxAgeDays: { trichoanalysis: first } },
      { ...exampleRule, id: 'one.second', needsData: [], any: [infection], maxAgeDays: { trichoanalysis: second } },
    ];
    const about = (rules: Rule[]): number =>
      evaluate({ treatment: 'mesotherapy', title: 'Two', rules }, fungal, { plannedOn: today, timeZone: 'UTC' }).contradictions.length;
    expect([about(both(10, 60)), about(both(60, 10)), about(both(10, 10))]).toEqual([1, 1, 0]);
  });
});

describe('a pregnancy of somebody who is exempt from its rule', () => {
  const rule: Partial<Rule> = { notApplicableWhen: [{ sexAtBirth: 'male' }, { procedure: 'hysterectomy' }], any: [{ pregnancy: 'yes' }] };
  const pregnant: Facts = { ...healthy, pregnancy: answer('yes') };

  it('is named with every reason for the exemption', () => {
    const facts = withProcedure('hysterectomy', '2020-01-01', { ...pregnant, sexAtBirth: 'male' });
    expect(found(facts, rule).map(({ about, says }) => [about, says.map(({ fact }) => fact)])).toEqual([
      ['pregnancy', ['sex-at-birth', 'procedure', 'pregnancy']],
    ]);
  });

  it('is no contradiction without an exemption, or without a pregnancy', () => {
    expect(found(pregnant, rule)).toEqual([]);
    expect(found({ ...healthy, sexAtBirth: 'male' }, rule)).toEqual([]);
    expect(found({ ...pregnant, sexAtBirth: 'male' }, { ...rule, any: [{ breastfeeding: 'yes' }] })).toEqual([]);
    expect(found({ ...pregnant, sexAtBirth: 'male' }, { any: [{ pregnancy: 'yes' }] })).toEqual([]);
  });

  it('is named beside the answer that denies it', () => {
    const tested: Facts = {
      ...healthy,
      sexAtBirth: 'male',
      labs: { ...healthy.labs, hcg: { ...lab('hcg', 0, '1'), value: null, unit: null, text: 'positive' } },
    };
    const tests: Partial<Rule> = { ...rule, any: [{ lab: 'hcg', is: 'positive', contradicts: 'pregnancy' }] };
    expect(found(tested, tests)[0]!.says.map(({ fact, value }) => [fact, value])).toEqual([
      ['pregnancy', 'no'],
      ['lab', 'positive'],
      ['sex-at-birth', 'male'],
    ]);
  });
});

describe('what differs at one date', () => {
  it('is named with every result, by the analyte', () => {
    const item = lab('ferritin', 20, 'ng/mL');
    const facts: Facts = {
      ...healthy,
      labs: {
        ...healthy.labs,
        ferritin: {
          ...item,
          others: [
            { ...item, value: 30 },
            { ...item, value: 40 },
          ],
        },
      },
    };
    expect(found(facts).map(({ about, says }) => [about, says.map(({ value }) => value)])).toEqual([['ferritin', [20, 30, 40]]]);
  });

  it('is named with every finding, by the region and the field', () => {
    const [infection, inflammation] = healthy.trichoanalysis as [Facts['trichoanalysis'][number], Facts['trichoanalysis'][number]];
    const facts: Facts = {
      ...healthy,
      trichoanalysis: [
        infection,
        inflammation,
        { ...infection, value: 'fungal' },
        { ...infection, region: 'frontal', value: 'viral' },
        { ...inflammation, value: 'mild' },
      ],
    };
    expect(found(facts).map(({ about, says }) => [about, says.map(({ value }) => value)])).toEqual([
      ['vertex.infection', ['none', 'fungal']],
      ['vertex.inflammation', ['none', 'mild']],
    ]);
  });
});
