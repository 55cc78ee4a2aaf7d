import { describe, expect, it } from '@jest/globals';
import { specifiedRules } from '../../../../test/cases/specified-rules.js';
import { answer, healthy, today, withCondition, withLab, withMedicine } from '../../../../test/support/healthy-person.js';
import { addDays } from '../../../kernel/day.js';
import { evaluate, parseRuleset, type Facts, type Rule } from '../../engine/index.js';
import { rulesetVocabulary } from '../vocabulary.js';
import { choose, rulesetChoices, shippedRulesets } from './index.js';

const rules = new Map(shippedRulesets.flatMap(({ treatment, rules }) => rules.map((rule) => [rule.id, { ...rule, treatment }] as const)));
const ago = (days: number): string => addDays(today, -days);
const outcomes = (ruleset = shippedRulesets[0]!, facts: Facts = healthy): Record<string, string> =>
  Object.fromEntries(evaluate(ruleset, facts, { plannedOn: today, timeZone: 'Asia/Kolkata' }).findings.map(({ ruleId, outcome }) => [ruleId, outcome]));

/** Remarks say nothing about what is asked. */
const question = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(question);
  if (typeof value !== 'object' || value === null) return value === 'not stated' ? 'not-stated' : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !['note', 'origin', 'overridable', 'contradicts'].includes(name))
      .map(([name, inner]) => [name, question(inner)]),
  );
};

const asked = (rule: Partial<Rule>) => ({
  notApplicableWhen: question(rule.notApplicableWhen ?? []),
  contraindicatedWhen: question(rule.contraindicatedWhen ?? []),
  any: question(rule.any ?? []),
  cautionWhen: question(rule.cautionWhen ?? []),
  needsData: rule.needsData,
  overridable: rule.overridable,
});

const aspirins = ['B01AC06', 'B01AC56', 'N02BA01', 'N02BA51', 'N02BA71', 'M01A', 'A11HA03'];
const heart = rules.get('mesotherapy.heart-condition')!.any;

/** Where the shipped rules go beyond what was specified, and why: docs/decisions/0006. */
const corrected: Record<string, Partial<Rule>> = {
  'smp.washout': {
    any: [
      { medication: aspirins, lastTakenWithinDays: 9 },
      { medication: aspirins, status: 'active', lastTaken: 'not-stated' },
    ],
    cautionWhen: [{ medication: aspirins, lastTakenDaysAgo: [10, 14] }],
  },
  'mesotherapy.anticoagulant': { cautionWhen: [{ medication: ['B01AC', 'N02BA01', 'N02BA51', 'N02BA71', 'M01A'], lastTakenWithinDays: 7 }] },
  'mesotherapy.breastfeeding': {
    contraindicatedWhen: [{ all: [{ breastfeeding: 'yes' }, { plannedIngredient: ['finasteride', 'dutasteride', 'minoxidil', 'hormone'] }] }],
  },
  'mesotherapy.cancer': {
    any: [
      { condition: ['C43.4', 'C44.4'], status: 'active' },
      { condition: ['C'], except: ['C43.4', 'C44.4'], status: 'active' },
      { medication: ['L01'], status: 'active' },
      { screening: 'cancer', is: 'yes' },
    ],
  },
  'mesotherapy.liver-kidney': {
    any: [
      { condition: ['K70', 'K71', 'K72', 'K73', 'K74', 'K76', 'K77'], status: 'active' },
      { condition: ['N17', 'N18', 'N19'], status: 'active' },
      ...rules.get('mesotherapy.liver-kidney')!.any.slice(2),
    ],
  },
  'mesotherapy.active-infection': {
    cautionWhen: [{ condition: ['L73.9'], status: 'active' }, ...(specifiedRules.find(({ id }) => id === 'mesotherapy.active-infection')!.cautionWhen as [])],
  },
  'mesotherapy.heart-condition': { any: heart },
};

describe('the shipped rules', () => {
  it('are those that were specified, under their ids, for their treatments', () => {
    expect([...rules.keys()].sort()).toEqual(specifiedRules.map(({ id }) => id).sort());
    for (const { id, treatment } of specifiedRules) expect([id, rules.get(id as string)!.treatment]).toEqual([id, treatment]);
  });

  it.each(specifiedRules.map((specified) => [specified.id as string, specified] as const))('%s asks what was specified', (id, specified) => {
    const rule = rules.get(id)!;
    expect(asked(rule)).toEqual(asked({ ...(specified as Partial<Rule>), ...corrected[id] }));
    expect([rule.title, rule.origin, rule.severity]).toEqual([specified.title, specified.origin, specified.severity ?? 'contraindicated']);
    const days = specified.maxAgeDays;
    if (typeof days === 'number') expect(Object.values(rule.maxAgeDays!).every((one) => one === days)).toBe(true);
    else expect(rule.maxAgeDays).toEqual(days);
    for (const fact of (specified.source as string[] | undefined) ?? []) expect([fact, rule.citation.facts]).toEqual([fact, expect.arrayContaining([fact])]);
  });

  it('ask of a heart condition what was specified, and more of one with minoxidil', () => {
    const specified = specifiedRules.find(({ id }) => id === 'mesotherapy.heart-condition')!;
    expect(question(heart.slice(0, 2))).toEqual(question(specified.any));
    expect(heart.slice(2)).toEqual([expect.objectContaining({ overridable: { by: 'two-dermatologists' } })]);
  });

  it.each([...rules.values()].map((rule) => [rule.id, rule] as const))('%s explains itself in plain words and cites its source', (_id, rule) => {
    expect(rule.plainWords!.length).toBeGreaterThan(30);
    expect(rule.plainWords).not.toMatch(/contraindicat|[A-Z]\d\d/);
    expect(rule.citation.title).not.toBe('');
  });

  it('cite both documents of the washout', () => {
    expect(rules.get('smp.washout')!.citations!.map(({ facts }) => facts)).toEqual([['S1-19'], ['S3-22']]);
  });
});

describe('one patient, two treatments, two answers, both right', () => {
  const [mesotherapy, pigmentation] = shippedRulesets as [(typeof shippedRulesets)[0], (typeof shippedRulesets)[0]];

  it.each([
    ['an immune disease', withCondition('M32.9'), 'mesotherapy.autoimmune', 'contraindicated'],
    ['alopecia areata', withCondition('L63.0'), 'mesotherapy.autoimmune', 'contraindicated'],
    ['an immune deficiency', withCondition('D83.9'), 'mesotherapy.immunosuppression', 'caution'],
    ['a liver disease', withCondition('K74.6'), 'mesotherapy.liver-kidney', 'caution'],
    ['a kidney disease', withCondition('N18.3'), 'mesotherapy.liver-kidney', 'caution'],
    ['a liver disease in the laboratory', withLab('alt', 121), 'mesotherapy.liver-kidney', 'caution'],
  ])('%s', (_what, facts, ruleId, outcome) => {
    expect(outcomes(mesotherapy, facts)[ruleId]).toBe(outcome);
    expect(evaluate(pigmentation, facts, { plannedOn: today, timeZone: 'Asia/Kolkata' }).outcome).toBe('clear');
  });

  it('says why it is no obstacle', () => {
    const { findings } = evaluate(pigmentation, withCondition('L63.0'), { plannedOn: today, timeZone: 'Asia/Kolkata' });
    expect(findings.filter(({ because }) => because.some(({ fact }) => fact === 'condition')).map(({ ruleId, note }) => [ruleId, note])).toEqual([
      ['smp.systemic-disease', expect.stringContaining('indication')],
      ['smp.alopecia-areata', expect.stringContaining('medical therapy')],
    ]);
  });
});

describe('an ingredient brings its own rules', () => {
  const with_ = (ingredients: string[], facts: Facts = healthy): Facts => ({ ...facts, ingredients });
  const heartFinding = (facts: Facts) =>
    evaluate(shippedRulesets[0]!, facts, { plannedOn: today, timeZone: 'Asia/Kolkata' }).findings.find(
      ({ ruleId }) => ruleId === 'mesotherapy.heart-condition',
    )!;

  it('minoxidil with a heart disease takes two dermatologists', () => {
    expect(heartFinding(with_(['minoxidil'], withCondition('I25.1')))).toMatchObject({
      outcome: 'contraindicated',
      overridable: true,
      overridableBy: 'two-dermatologists',
    });
    expect(heartFinding(with_(['biotin'], withCondition('I25.1')))).not.toHaveProperty('overridableBy');
    expect(heartFinding(with_(['minoxidil'])).outcome).toBe('clear');
  });

  it('a hormone while breastfeeding is contraindicated, and only then', () => {
    const breastfeeding: Facts = { ...healthy, breastfeeding: answer('yes') };
    expect(outcomes(shippedRulesets[0], with_(['estradiol'], breastfeeding))['mesotherapy.breastfeeding']).toBe('contraindicated');
    expect(outcomes(shippedRulesets[0], with_(['biotin'], breastfeeding))['mesotherapy.breastfeeding']).toBe('caution');
    expect(outcomes(shippedRulesets[0], with_(['estradiol']))['mesotherapy.breastfeeding']).toBe('clear');
  });
});

describe('what the sources leave open', () => {
  const rulesetOf = (ruleId: string) => shippedRulesets.find(({ rules }) => rules.some(({ id }) => id === ruleId))!;

  it.each(rulesetChoices.flatMap((choice) => choice.options.map((option) => [choice.id, option.id] as const)))('%s may be decided as %s', (choice, option) => {
    const chosen = choose(rulesetOf(rulesetChoices.find(({ id }) => id === choice)!.ruleId), choice, option);
    expect(parseRuleset(chosen, rulesetVocabulary).errors).toEqual([]);
  });

  it('is shipped as the first option says, to which every other one can be taken back', () => {
    for (const { id, ruleId, options } of rulesetChoices) {
      const shipped = rulesetOf(ruleId);
      for (const option of options) {
        const back = choose(choose(shipped, id, option.id)!, id, options[0]!.id)!;
        expect(back.rules.map((rule) => [rule.severity, asked(rule)])).toEqual(shipped.rules.map((rule) => [rule.severity, asked(rule)]));
      }
    }
  });

  it.each([
    ['both', 9, 'contraindicated'],
    ['both', 10, 'caution'],
    ['both', 14, 'caution'],
    ['both', 15, 'clear'],
    ['S1', 11, 'contraindicated'],
    ['S1', 12, 'caution'],
    ['S1', 14, 'caution'],
    ['S1', 15, 'clear'],
    ['S3', 9, 'contraindicated'],
    ['S3', 10, 'caution'],
    ['S3', 13, 'caution'],
    ['S3', 14, 'clear'],
  ])('the washout of %s, aspirin %d days ago: %s', (option, days, outcome) => {
    const ruleset = choose(shippedRulesets[1]!, 'smp.washout', option)!;
    expect(outcomes(ruleset, withMedicine('B01AC06', { last: ago(days) }))['smp.washout']).toBe(outcome);
    expect(ruleset.rules.find(({ id }) => id === 'smp.washout')!.citations!.length).toBe(1);
  });

  it('makes alopecia areata a caution and leaves other autoimmune disorders as they are', () => {
    const ruleset = choose(shippedRulesets[0]!, 'mesotherapy.alopecia-areata', 'caution')!;
    expect(outcomes(ruleset, withCondition('L63.0'))['mesotherapy.autoimmune']).toBe('caution');
    expect(outcomes(ruleset, withCondition('E06.3'))['mesotherapy.autoimmune']).toBe('caution');
    expect(outcomes(ruleset, withCondition('M32.9'))['mesotherapy.autoimmune']).toBe('contraindicated');
  });

  it('is nothing where nobody left it open', () => {
    expect(choose(shippedRulesets[0]!, 'smp.washout', 'S1')).toBeNull();
    expect(choose(shippedRulesets[1]!, 'smp.washout', 'S9')).toBeNull();
    expect(choose(shippedRulesets[1]!, 'smp.wash', 'S1')).toBeNull();
  });
});
