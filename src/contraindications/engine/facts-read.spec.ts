import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyPerson } from '../../../test/support/any-people.js';
import { anyRuleset } from '../../../test/support/any-rules.js';
import { today } from '../../../test/support/healthy-person.js';
import { onlyRead } from '../../../test/support/only-read.js';
import { runs } from '../../../test/support/runs.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { evaluate } from './evaluate.js';
import { collectAllFactsRead, collectFactsRead, type FactKind } from './facts-read.js';
import type { Facts } from './facts.js';
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
        const ofRules = (known: Facts) => evaluate(ruleset, known, context).findings.slice(0, ruleset.rules.length);
        expect(ofRules(onlyRead(facts, collectFactsRead(ruleset.rules)))).toEqual(ofRules(facts));
      }),
      runs(1_000),
    );
  });

  it.each(shippedRulesets.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)))('is all that the finding of %s rests on', (_id, rule) => {
    const alone = { treatment: 'mesotherapy' as const, title: 'One rule', rules: [rule] };
    fc.assert(
      fc.property(anyPerson, (facts) => {
        const [read] = evaluate(alone, onlyRead(facts, collectFactsRead([rule])), context).findings;
        expect(read).toEqual(evaluate(alone, facts, context).findings[0]);
      }),
      runs(50),
    );
  });

  it('is, of a whole ruleset, also what none of its rules asks about: it is unread', () => {
    fc.assert(
      fc.property(anyRuleset, anyPerson, (ruleset, facts) => {
        const { unread, outcome } = evaluate(ruleset, onlyRead(facts, collectAllFactsRead(ruleset.rules)), context);
        expect({ unread, outcome }).toEqual(
          (({ unread: all, outcome: mostSevere }) => ({ unread: all, outcome: mostSevere }))(evaluate(ruleset, facts, context)),
        );
      }),
      runs(300),
    );
  });

  const cases: [string, Rule, FactKind[], string[]][] = [
    ['of a medicine', asking([{ medication: ['B01'] }]), ['medications'], []],
    ['of a result and a need', asking([{ lab: 'hba1c', ge: 6.5, unit: '%' }], ['pregnancy|lab.hcg']), ['lab', 'pregnancy'], ['hcg', 'hba1c']],
    ['of a pregnancy that is possible', asking([{ couldBecomePregnant: true }]), ['birthDate', 'capacityForPregnancy', 'pregnancy', 'procedures'], []],
    ['of the blood pressure', asking([{ not: { vital: 'blood-pressure', geAny: [140, 90], unit: 'mm[Hg]' } }]), ['bloodPressure'], []],
    ['of what is planned alone', asking([{ plannedIngredient: ['minoxidil'] }]), [], []],
  ];
  it.each(cases)('is no more than that: %s', (_of, rule, kinds, analytes) => {
    const read = collectFactsRead([rule]);
    expect([[...read.kinds].sort(), [...read.analytes]]).toEqual([kinds.sort(), analytes]);
  });
});
