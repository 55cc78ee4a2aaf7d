import { describe, expect, it } from '@jest/globals';
import { answer, healthy, lab, today, withCondition, withMedicine, withProcedure } from '../../../test/support/healthy-person.js';
import { conditionCodes, medicineCodes } from '../../../test/support/words-of-rules.js';
import { addDays } from '../../kernel/day.js';
import { findAnalyteById, getConversion, type QuantitativeAnalyte } from '../../terminology/index.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { listNestedClauses } from './bearing.js';
import { evaluate } from './evaluate.js';
import type { Outcome } from './outcome.js';
import type { Facts } from './facts.js';
import { toBareCode, isLifelong, meansMedicine } from './codes.js';
import type { Clause, Rule } from './ruleset.js';

const rules = shippedRulesets.flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));
const ago = (days: number): string => addDays(today, -days);

/** What one rule alone says of a healthy person with something changed. */
const read = (rule: Rule, facts: Facts, plannedOn = today) => {
  const ruleset = shippedRulesets.find(({ rules }) => rules.includes(rule))!;
  return evaluate({ ...ruleset, rules: [rule] }, facts, { plannedOn, timeZone: 'Asia/Kolkata' }).findings[0]!;
};

const isNamedBy = (word: string, atc: string): boolean => meansMedicine([word])(toBareCode(atc));

const severity = { contraindicated: 'contraindicated', caution: 'caution', informational: 'clear' } as const;

type List = 'contraindicatedWhen' | 'any' | 'cautionWhen';
interface Placed {
  rule: Rule;
  clause: Clause;
  /** The outcome when the clause decides. */
  outcome: Outcome;
}

/** Every clause of the shipped rules that stands for itself. */
const placed: Placed[] = rules.flatMap(({ rule }) =>
  (['contraindicatedWhen', 'any', 'cautionWhen'] as List[]).flatMap((list) =>
    (rule[list] ?? []).map((clause) => ({
      rule,
      clause,
      outcome: list === 'any' ? severity[rule.severity] : list === 'cautionWhen' ? ('caution' as const) : ('contraindicated' as const),
    })),
  ),
);

const decides = (rule: Rule, facts: Facts, fact: string, about?: string): Outcome | null => {
  const { outcome, because } = read(rule, facts);
  return because.some(
    (evidence) => evidence.fact === fact && (about === undefined || evidence.about === about) && (fact !== 'screening' || evidence.value === 'yes'),
  )
    ? outcome
    : null;
};

/** How grave a value is by the limits of a rule alone, worked out here again, in the canonical unit. */
const expectedOf = (rule: Rule, analyte: string, value: number): Outcome | null => {
  const within = ({ ge = -Infinity, gt = -Infinity, le = Infinity, lt = Infinity }: { ge?: number; gt?: number; le?: number; lt?: number }): boolean =>
    value >= ge && value > gt && value <= le && value < lt;
  const found = placed
    .filter((placed) => placed.rule === rule && 'lab' in placed.clause && placed.clause.lab === analyte && 'unit' in placed.clause && within(placed.clause))
    .map(({ outcome }) => outcome);
  return found.includes('contraindicated') ? 'contraindicated' : (found[0] ?? null);
};

const limits = placed.flatMap(({ rule, clause }) =>
  'lab' in clause && 'unit' in clause
    ? [clause.ge, clause.gt, clause.le, clause.lt].filter((limit) => limit !== undefined).map((limit) => ({ rule, analyte: clause.lab, limit }))
    : [],
);

describe('laboratory limits: just under, at and just over, in every unit in which laboratories report', () => {
  const rows = limits.flatMap(({ rule, analyte, limit }) => {
    const known = findAnalyteById(analyte) as QuantitativeAnalyte;
    return [known.unit, ...known.usualUnits].flatMap((unit) => {
      const conversion = getConversion(known, unit);
      if (!('convert' in conversion)) throw new Error(`${analyte} is not reported in ${unit}.`);
      const { convert } = conversion;
      // The figure in that unit at which the limit lies, found by halving: no inverse of the conversion is needed.
      let [low, high] = [-1e9, 1e9];
      for (let step = 0; step < 200; step++) {
        const middle = (low + high) / 2;
        if (convert(middle) < limit) low = middle;
        else high = middle;
      }
      return [
        [rule.id, analyte, unit, 'just under', convert(low - Math.abs(low) * 1e-6), rule],
        [rule.id, analyte, unit, 'at', limit, rule],
        [rule.id, analyte, unit, 'just over', convert(high + Math.abs(high) * 1e-6), rule],
      ] as [string, string, string, string, number, Rule][];
    });
  });

  it('are all there', () => expect([limits.length >= 20, rows.length >= 80]).toEqual([true, true]));

  it.each(rows)('%s: %s in %s, %s the limit', (_id, analyte, _unit, _where, value, rule) => {
    const facts: Facts = { ...healthy, labs: { ...healthy.labs, [analyte]: lab(analyte, value, '1') } };
    expect(decides(rule, facts, 'lab', analyte) ?? null).toBe(expectedOf(rule, analyte, value) ?? (rule.needsData.includes(`lab.${analyte}`) ? 'clear' : null));
  });

  it.each(limits.filter(({ rule }) => rule.maxAgeDays?.lab !== undefined).map(({ rule, analyte, limit }) => [rule.id, analyte, limit, rule] as const))(
    '%s: a result of %s counts until its last day (limit %d)',
    (_id, analyte, limit, rule) => {
      const lastDay = rule.maxAgeDays!.lab!;
      const at = (value: number, on: string): Facts => ({ ...healthy, labs: { ...healthy.labs, [analyte]: lab(analyte, value, '1', on) } });
      const value = [limit * 0.999, limit, limit * 1.001].find((value) => expectedOf(rule, analyte, value) !== null)!;
      const wanted = expectedOf(rule, analyte, value);
      expect([lastDay - 1, lastDay, lastDay + 1].map((days) => decides(rule, at(value, ago(days)), 'lab', analyte))).toEqual([wanted, wanted, null]);
    },
  );
});

describe('windows of medicines: the day before, the day of, the day after', () => {
  const windows = placed.flatMap(({ rule, clause, outcome }) => {
    if (!('medication' in clause)) return [];
    const turns = [
      ...(clause.lastTakenWithinDays === undefined ? [] : [clause.lastTakenWithinDays]),
      ...(clause.lastTakenDaysAgo === undefined ? [] : [clause.lastTakenDaysAgo[0] - 1, clause.lastTakenDaysAgo[1]]),
    ];
    return turns.flatMap((last) => clause.medication.flatMap(medicineCodes).map((atc) => ({ rule, atc, last, outcome })));
  });

  /** What a rule's windows say of a last dose so many days ago, worked out here again. */
  const expectedAfter = (rule: Rule, atc: string, days: number): Outcome | null => {
    const found = placed
      .filter(({ rule: other, clause }) => {
        if (other !== rule || !('medication' in clause) || !clause.medication.some((word) => isNamedBy(word, atc)) || clause.status === 'active') return false;
        const [from, to] = clause.lastTakenDaysAgo ?? [0, -1];
        return (clause.lastTakenWithinDays !== undefined && days <= clause.lastTakenWithinDays) || (days >= from && days <= to);
      })
      .map(({ outcome }) => outcome);
    return found.includes('contraindicated') ? 'contraindicated' : (found[0] ?? null);
  };

  it.each(windows.map(({ rule, atc, last }) => [rule.id, atc, last, rule] as const))('%s: %s, %d days', (_id, atc, last, rule) => {
    const days = [last - 1, last, last + 1].filter((value) => value >= 0);
    expect(days.map((day) => decides(rule, withMedicine(atc, { last: ago(day) }), 'medication'))).toEqual(days.map((day) => expectedAfter(rule, atc, day)));
  });

  it.each(windows.map(({ rule, atc, last }) => [rule.id, atc, last, rule] as const))(
    '%s: %s, %d days, to be reconsidered on the day on which it turns',
    (_id, atc, last, rule) => {
      const { reconsiderOn, outcome } = read(rule, withMedicine(atc, { last: today }), addDays(today, last));
      expect(read(rule, withMedicine(atc, { last: today }), addDays(today, last + 1)).outcome).not.toBe(outcome);
      expect(reconsiderOn).toBe(addDays(today, last + 1));
    },
  );
});

describe('how old answers may be: the last day, and the day after it', () => {
  const dated = (rule: Rule): Facts => healthyOn(today, rule);
  const healthyOn = (on: string, rule: Rule): Facts => ({
    ...healthy,
    signedConsultations: healthy.signedConsultations.map((signedConsultation) => ({ ...signedConsultation, on })),
    screening: Object.fromEntries(Object.entries(healthy.screening).map(([question, one]) => [question, { ...one, on }])),
    reviewed: Object.fromEntries(Object.entries(healthy.reviewed).map(([list, one]) => [list, { ...one, on }])),
    pregnancy: answer('no', on),
    breastfeeding: answer('no', on),
    labs: rule.needsData.some((need) => need.startsWith('lab.'))
      ? Object.fromEntries(Object.entries(healthy.labs).map(([analyte, one]) => [analyte, { ...one, on }]))
      : healthy.labs,
    trichoanalysis: healthy.trichoanalysis.map((item) => ({ ...item, on })),
    trichoanalysesOnFile: healthy.trichoanalysesOnFile.map((trichoanalysis) => ({ ...trichoanalysis, on })),
  });
  const limited = rules.map(({ rule }) => rule).filter((rule) => rule.needsData.some((need) => need !== 'birthDate'));
  const kindOf = (need: string): 'lab' | 'trichoanalysis' | 'history' =>
    need.startsWith('lab.') ? 'lab' : need.startsWith('trichoanalysis') ? 'trichoanalysis' : 'history';

  it.each(limited.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    const facts = dated(rule);
    const last = Math.min(...rule.needsData.map((need) => rule.maxAgeDays?.[kindOf(need)] ?? Infinity));
    expect(read(rule, facts, addDays(today, last - 1)).outcome).toBe('clear');
    expect(read(rule, facts, addDays(today, last)).outcome).toBe('clear');
    expect(read(rule, facts, addDays(today, last + 1))).toMatchObject({
      outcome: 'needs-data',
      missing: expect.arrayContaining([expect.objectContaining({ reason: 'outdated' })]),
    });
    expect(read(rule, facts)).toMatchObject({ outcome: 'clear', reconsiderOn: addDays(today, last + 1) });
  });
});

describe('codes: each of a rule, what stands below it, and what an exception leaves out', () => {
  const codes = placed.flatMap(({ rule, clause, outcome }) =>
    'condition' in clause
      ? clause.condition.flatMap((word) =>
          conditionCodes(word, clause.except).map((code) => [rule.id, `${word}, ${code}`, code, rule, clause, outcome] as const),
        )
      : [],
  );
  const rank = { clear: 0, caution: 1, 'needs-data': 2, contraindicated: 3 };

  it.each(codes)('%s: %s', (_id, _word, code, rule, clause, outcome) => {
    const { status, except } = clause as { status?: 'active'; except?: string[] };
    const alone: Rule = {
      ...rule,
      contraindicatedWhen: [],
      any: rule.any.filter((item) => item === clause),
      cautionWhen: (rule.cautionWhen ?? []).filter((item) => item === clause),
    };
    const graver = decides(rule, withCondition(code), 'condition');
    expect(rank[graver!]).toBeGreaterThanOrEqual(rank[outcome]);
    expect(decides(alone, withCondition(code), 'condition')).toBe(outcome);
    expect(decides(alone, withCondition(`${code.slice(0, 3)}.${code.slice(3)}`.toLowerCase()), 'condition')).toBe(outcome);
    // What is over decides nothing more, unless it has no known end.
    const past = status !== 'active' ? outcome : isLifelong(code) && rule.severity !== 'informational' && rule.any.includes(clause) ? 'caution' : null;
    expect(decides(alone, withCondition(code, false), 'condition')).toBe(past);
    for (const other of except ?? []) expect(decides(alone, withCondition(other), 'condition')).toBeNull();
  });
});

describe('answers: yes, no, and none', () => {
  const questions = placed.flatMap(({ rule, clause, outcome }) => ('screening' in clause ? [[rule.id, clause.screening, rule, outcome] as const] : []));
  const said = (question: string, value: 'yes' | 'no', on = today): Facts => ({
    ...healthy,
    screening: { ...healthy.screening, [question]: answer(value, on) },
  });

  it.each(questions)('%s: %s', (_id, question, rule, outcome) => {
    expect(decides(rule, said(question, 'yes'), 'screening', question)).toBe(outcome);
    expect(decides(rule, said(question, 'yes', ago(3_000)), 'screening', question)).toBe(outcome);
    expect(decides(rule, said(question, 'no'), 'screening', question)).toBeNull();
  });
});

describe('medicines in use, by each prefix', () => {
  const medicines = placed.flatMap(({ rule, clause, outcome }) =>
    'medication' in clause && clause.status === 'active' && clause.lastTaken === undefined
      ? clause.medication.flatMap((word) => medicineCodes(word).map((code) => [rule.id, `${word}, ${code}`, code, rule, clause, outcome] as const))
      : [],
  );

  it.each(medicines)('%s: %s', (_id, _word, code, rule, clause, outcome) => {
    const alone: Rule = {
      ...rule,
      contraindicatedWhen: [],
      any: rule.any.filter((item) => item === clause),
      cautionWhen: (rule.cautionWhen ?? []).filter((item) => item === clause),
    };
    expect(decides(alone, withMedicine(code, { inUse: true }), 'medication')).toBe(outcome);
    expect(decides(alone, withMedicine(code.toLowerCase(), { inUse: true }), 'medication')).toBe(outcome);
    expect(decides(alone, withMedicine(code, { inUse: false, last: ago(400) }), 'medication')).toBeNull();
  });
});

describe('ages, operations and pressures', () => {
  it.each(rules.filter(({ rule }) => rule.any.some((clause) => 'ageUnder' in clause)).map(({ rule }) => [rule.id, rule] as const))(
    '%s: the day before the birthday, the birthday, the day after',
    (_id, rule) => {
      const outcomes = ['2026-11-22', '2026-11-21', '2026-11-20'].map((day) => read(rule, { ...healthy, birthDate: day.replace('2026', '2008') }).outcome);
      expect(outcomes).toEqual(['contraindicated', 'clear', 'clear']);
    },
  );

  const exempted = rules.map(({ rule }) => rule).filter((rule) => rule.notApplicableWhen?.some((clause) => 'ageOutside' in clause));
  it.each(exempted.map((rule) => [rule.id, rule] as const))(
    '%s does not apply below 10, from 56 on, to men, without capacity, after a hysterectomy',
    (_id, rule) => {
      const unasked: Facts = { ...healthy, pregnancy: null, breastfeeding: null };
      const born = (birthDate: string): Outcome => read(rule, { ...unasked, birthDate }).outcome;
      expect(['2016-11-22', '2016-11-21', '2016-11-20'].map(born)).toEqual(['clear', 'needs-data', 'needs-data']);
      expect(['1970-11-22', '1970-11-21', '1970-11-20'].map(born)).toEqual(['needs-data', 'clear', 'clear']);
      expect(read(rule, { ...unasked, sexAtBirth: 'male' }).outcome).toBe('clear');
      expect(read(rule, { ...unasked, capacityForPregnancy: answer('no') }).outcome).toBe('clear');
      expect(read(rule, { ...unasked, capacityForPregnancy: answer('yes') }).outcome).toBe('needs-data');
      expect(read(rule, withProcedure('hysterectomy', null, unasked)).outcome).toBe('clear');
    },
  );

  const scars = rules.map(({ rule }) => rule).filter((rule) => rule.any.some((clause) => 'procedureWithinDays' in clause));
  it.each(
    scars.flatMap((rule) =>
      rule.any.flatMap((clause) =>
        'procedureWithinDays' in clause ? clause.procedureWithinDays.map((kind) => [rule.id, kind, clause.days, rule] as const) : [],
      ),
    ),
  )('%s: %s, %d days', (_id, kind, days, rule) => {
    const alone: Rule = { ...rule, any: rule.any.filter((clause) => 'procedureWithinDays' in clause && clause.days === days) };
    expect([days - 1, days, days + 1].map((value) => read(alone, withProcedure(kind, ago(value))).outcome)).toEqual([
      severity[rule.severity],
      severity[rule.severity],
      'clear',
    ]);
  });

  const pressures = placed.flatMap(({ rule, clause, outcome }) =>
    listNestedClauses(clause).flatMap((clause) =>
      'vital' in clause ? [[rule.id, clause.geAny ? 'at least' : 'under', (clause.geAny ?? clause.ltAny)!, rule, outcome] as const] : [],
    ),
  );
  it.each(pressures)('%s: %s %j', (_id, side, [systolic, diastolic], rule, outcome) => {
    const measured = (upper: number, lower: number, on = today): Outcome =>
      read(rule, { ...healthy, ingredients: ['minoxidil'], bloodPressure: { ...healthy.bloodPressure!, systolic: upper, diastolic: lower, on } }).outcome;
    const inside = side === 'at least' ? 0 : -1;
    const usual: [number, number] = [120, 80];
    expect(measured(systolic + inside, usual[1])).toBe(outcome);
    expect(measured(usual[0], diastolic + inside)).toBe(outcome);
    expect(measured(systolic + inside + (side === 'at least' ? -1 : 1), usual[1])).not.toBe(outcome);
    expect(measured(usual[0], diastolic + inside + (side === 'at least' ? -1 : 1))).not.toBe(outcome);
    const lastDay = rule.maxAgeDays?.vital;
    if (lastDay === undefined) return;
    expect([lastDay - 1, lastDay, lastDay + 1].map((days) => measured(systolic + inside, usual[1], ago(days)) === outcome)).toEqual([true, true, false]);
  });
});
