import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyPerson } from '../../../test/support/any-people.js';
import { anyRuleset } from '../../../test/support/any-rules.js';
import { today } from '../../../test/support/healthy-person.js';
import { onlyRead } from '../../../test/support/only-read.js';
import { runs } from '../../../test/support/runs.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { evaluate } from './evaluate.js';
import { factsReadBy, type FactKind } from './facts-read.js';
import type { Clause, Rule } from './ruleset.js';

const context = { plannedOn: today, timeZone: 'Asia/Kolkata' };

const asking = (any: Clause[], needsData: string[] = []): Rule => ({
  id: 'one',
  title: 'One',
  origin: 'literature',
  citation: { title: 'Nowhere', url: null },
  severity: 'caution',
  any,
  needsData,
  overridable: true,
});

describe('what rules look at', () => {
  it('is all that their findings rest on', () => {
    fc.assert(
      fc.property(anyRuleset, anyPerson, (ruleset, facts) => {
        const { findings } = evaluate(ruleset, onlyRead(facts, factsReadBy(ruleset.rules)), context);
        expect(findings).toEqual(evaluate(ruleset, facts, context).findings);
      }),
      runs(1_000),
    );
  });

  it.each(shippedRulesets.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)))('is all that the finding of %s rests on', (_id, rule) => {
    const alone = { treatment: 'mesotherapy' as const, title: 'One rule', rules: [rule] };
    fc.assert(
      fc.property(anyPerson, (facts) => {
        expect(evaluate(alone, onlyRead(facts, factsReadBy([rule])), context).findings).toEqual(evaluate(alone, facts, context).findings);
      }),
      runs(50),
    );
  });

  const cases: [string, Rule, FactKind[], string[]][] = [
    ['of a medicine', asking([{ medication: ['B01'] }]), ['medications'], []],
    ['of a result and a need', asking([{ lab: 'hba1c', ge: 6.5, unit: '%' }], ['pregnancy|lab.hcg']), ['lab', 'pregnancy'], ['hcg', 'hba1c']],
    ['of a pregnancy that is possible', asking([{ couldBecomePregnant: true }]), ['birthDate', 'capacityForPregnancy', 'procedures'], []],
    ['of the blood pressure', asking([{ not: { vital: 'blood-pressure', geAny: [140, 90], unit: 'mm[Hg]' } }]), ['bloodPressure'], []],
    ['of what is planned alone', asking([{ plannedIngredient: ['minoxidil'] }]), [], []],
  ];
  it.each(cases)('is no more than that: %s', (_of, rule, kinds, analytes) => {
    const read = factsReadBy([rule]);
    expect([[...read.kinds].sort(), [...read.analytes]]).toEqual([kinds.sort(), analytes]);
  });
});
