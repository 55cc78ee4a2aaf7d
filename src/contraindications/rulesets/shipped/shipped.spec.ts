import { describe, expect, it } from '@jest/globals';
import { specifiedRules } from '../../../../test/cases/specified-rules.js';
import { answer, healthy, today, withCondition, withLab, withMedicine, withScreening } from '../../../../test/support/healthy-person.js';
import { conditionCodes } from '../../../../test/support/words-of-rules.js';
import { adverseEventKinds } from '../../../terminology/adverse-events.js';
import { conditionConcerns, medicineGroups } from '../../../terminology/concerns/index.js';
import { concernsTreatment, procedureKinds, type ProcedureKind } from '../../../terminology/procedures/index.js';
import { toCanonicalLimit } from '../../engine/limits.js';
import { addDays } from '../../../kernel/day.js';
import { evaluate, parseRuleset, screeningQuestions, listWordsOfRules, type Facts, type Rule, type TrichoanalysisField } from '../../engine/index.js';
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

const rank = { clear: 0, caution: 1, 'needs-data': 2, contraindicated: 3 };
type Outcome = keyof typeof rank;
const severityOf = { contraindicated: 'contraindicated', caution: 'caution', informational: 'clear' } as const;

interface SpecifiedClause {
  condition?: string[];
  except?: string[];
  medication?: string[];
  status?: string;
  lastTakenWithinDays?: number;
  lastTakenDaysAgo?: [number, number];
  screening?: string;
  lab?: string;
  unit?: string;
  ge?: number;
  gt?: number;
  le?: number;
  lt?: number;
  is?: string | string[];
  trichoanalysis?: TrichoanalysisField;
  pregnancy?: string;
  breastfeeding?: string;
  ageUnder?: number;
}

/** Somebody of whom a specified clause says yes, for each of the things that it names; none for a clause that no single fact decides. */
const peopleOf = (clause: SpecifiedClause): [what: string, facts: Facts][] => {
  const { condition = [], except = [], medication = [], screening, lab, unit, ge, gt, le, lt, is, trichoanalysis, pregnancy, breastfeeding, ageUnder } = clause;
  if (screening !== undefined) return [[screening, withScreening(screening, 'yes')]];
  if (pregnancy !== undefined) return [['pregnancy', { ...healthy, pregnancy: answer('yes') }]];
  if (breastfeeding !== undefined) return [['breastfeeding', { ...healthy, breastfeeding: answer('yes') }]];
  if (ageUnder !== undefined) return [['age', { ...healthy, birthDate: ago((ageUnder - 1) * 365) }]];
  if (trichoanalysis !== undefined)
    return [is]
      .flat()
      .map((value) => [String(value), { ...healthy, trichoanalysis: [{ ...answer('no'), region: 'vertex', field: trichoanalysis, value: String(value) }] }]);
  if (lab !== undefined && unit !== undefined) {
    const value = toCanonicalLimit(lab, ge ?? le ?? (gt === undefined ? lt! * 0.99 : gt * 1.01), unit);
    return [[lab, withLab(lab, value)]];
  }
  if (lab !== undefined && typeof is === 'string')
    return [[lab, { ...healthy, labs: { ...healthy.labs, [lab]: { ...withLab(lab, 0).labs[lab]!, value: null, unit: null, text: is } } }]];
  const codes = condition.filter((prefix) => !except.includes(prefix)).flatMap((prefix) => conditionCodes(prefix, except));
  const last = clause.lastTakenDaysAgo?.[0] ?? clause.lastTakenWithinDays;
  return [
    ...codes.map((code): [string, Facts] => [code, withCondition(code)]),
    ...medication.map((atc): [string, Facts] => [atc, withMedicine(atc, last === undefined ? { inUse: true } : { last: ago(last) })]),
  ];
};

const specifiedPeople = specifiedRules.flatMap((specified) => {
  const severity = (specified.severity ?? 'contraindicated') as keyof typeof severityOf;
  const lists = [
    ['contraindicatedWhen', 'contraindicated'],
    ['any', severityOf[severity]],
    ['cautionWhen', 'caution'],
  ] as const;
  return lists.flatMap(([list, outcome]) =>
    ((specified[list] ?? []) as SpecifiedClause[]).flatMap(peopleOf).map(([what, facts]) => [specified.id as string, what, outcome as Outcome, facts] as const),
  );
});

describe('the shipped rules', () => {
  it('are all those that were specified, under their ids, for their treatments, and more', () => {
    for (const { id, treatment } of specifiedRules) expect([id, rules.get(id as string)?.treatment]).toEqual([id, treatment]);
  });

  it.each(specifiedRules.map((specified) => [specified.id as string, specified] as const))(
    '%s needs what was specified, and comes from there',
    (id, specified) => {
      const rule = rules.get(id)!;
      expect(rule.needsData).toEqual(specified.needsData);
      expect(rule.overridable).toEqual(specified.overridable);
      expect([rule.title, rule.origin, rule.severity]).toEqual([specified.title, specified.origin, specified.severity ?? 'contraindicated']);
      const days = specified.maxAgeDays;
      if (typeof days === 'number') expect(Object.values(rule.maxAgeDays!).every((item) => item === days)).toBe(true);
      else expect(rule.maxAgeDays ?? {}).toMatchObject(days ?? {});
      for (const fact of (specified.source as string[] | undefined) ?? []) expect([fact, rule.citation.facts]).toEqual([fact, expect.arrayContaining([fact])]);
    },
  );

  it.each(specifiedPeople)('%s is never milder than specified: %s', (id, _what, outcome, facts) => {
    const ruleset = shippedRulesets.find(({ rules: all }) => all.some((rule) => rule.id === id))!;
    expect(rank[outcomes(ruleset, facts)[id] as Outcome]).toBeGreaterThanOrEqual(rank[outcome]);
  });

  it('ask more of a heart condition with minoxidil', () => {
    expect(rules.get('mesotherapy.heart-condition')!.any.slice(2)).toEqual([expect.objectContaining({ overridable: { by: 'two-dermatologists' } })]);
  });

  it('read every concern, every group of medicines, every question and every kind of operation and event that matters, for each treatment', () => {
    for (const ruleset of shippedRulesets) {
      const words = listWordsOfRules(ruleset.rules);
      expect([ruleset.treatment, Object.keys(conditionConcerns).filter((word) => !words.has(word))]).toEqual([ruleset.treatment, []]);
      expect([ruleset.treatment, Object.keys(medicineGroups).filter((word) => !words.has(word))]).toEqual([ruleset.treatment, []]);
      expect([ruleset.treatment, Object.entries(adverseEventKinds).filter(([kind, bears]) => bears !== 'unread' && !words.has(kind))]).toEqual([
        ruleset.treatment,
        [],
      ]);
      const asked = JSON.stringify(ruleset.rules);
      expect([ruleset.treatment, screeningQuestions.filter((question) => !asked.includes(`"screening":"${question}"`))]).toEqual([ruleset.treatment, []]);
      const kinds = Object.keys(procedureKinds).filter((kind) => concernsTreatment(kind as ProcedureKind) && !words.has(kind));
      expect([ruleset.treatment, kinds]).toEqual([ruleset.treatment, []]);
    }
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
