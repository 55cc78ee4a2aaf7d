import { describe, expect, it } from '@jest/globals';
import { answer, healthy, today, withCondition, withLab, withMedicine } from '../../../test/support/healthy-person.js';
import { addDays } from '../../kernel/day.js';
import { mesotherapyRuleset } from '../rulesets/shipped/mesotherapy.js';
import { scalpMicropigmentationRuleset } from '../rulesets/shipped/scalp-micropigmentation.js';
import { evaluate } from './evaluate.js';
import type { Facts } from './facts.js';
import type { Rule, Ruleset } from './ruleset.js';
import { formatDayStart } from './rule-timeline.js';

const ago = (days: number): string => addDays(today, -days);
const check = (ruleset: Ruleset, facts: Facts, plannedOn = today) => evaluate(ruleset, facts, { plannedOn, timeZone: 'Asia/Kolkata' });
const finding = (ruleset: Ruleset, ruleId: string, facts: Facts, plannedOn = today) =>
  check(ruleset, facts, plannedOn).findings.find((finding) => finding.ruleId === ruleId)!;
const meso = (ruleId: string, facts: Facts, plannedOn = today) => finding(mesotherapyRuleset, `mesotherapy.${ruleId}`, facts, plannedOn);

const onCourse = (atc: string, endsOn: string, facts: Facts = healthy): Facts => {
  const { medications, ...rest } = withMedicine(atc, { inUse: true }, facts);
  return { ...rest, medications: medications.map((medication, index) => (index === medications.length - 1 ? { ...medication, endsOn } : medication)) };
};

describe('the first day on which a finding changes by itself', () => {
  it('comes when a washout is over, first to caution, then to clear', () => {
    const facts = withMedicine('B01AC06', { last: ago(3) });
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', facts)).toMatchObject({ outcome: 'contraindicated', reconsiderOn: addDays(today, 7) });
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', facts, addDays(today, 7))).toMatchObject({
      outcome: 'caution',
      reconsiderOn: addDays(today, 12),
    });
  });

  it('comes on the day after the last one of a course of antibiotics', () => {
    const facts = onCourse('J01CA04', addDays(today, 5));
    expect(meso('active-infection', facts)).toMatchObject({ outcome: 'caution', reconsiderOn: addDays(today, 6) });
    expect(meso('active-infection', facts, addDays(today, 5)).outcome).toBe('caution');
    expect(meso('active-infection', facts, addDays(today, 6)).outcome).toBe('clear');
    expect(check(mesotherapyRuleset, facts).earliestClearOn).toBe(addDays(today, 6));
  });

  it('begins a washout where the course ends', () => {
    const facts = onCourse('M01AE01', addDays(today, 2));
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', facts)).toMatchObject({ outcome: 'contraindicated', reconsiderOn: addDays(today, 12) });
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', facts, addDays(today, 11))).toMatchObject({
      outcome: 'contraindicated',
      because: [{ fact: 'medication', value: 'stopped', on: addDays(today, 2) }],
    });
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', facts, addDays(today, 2)).because).toMatchObject([{ value: 'in use' }]);
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', facts, addDays(today, 12)).outcome).toBe('caution');
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', facts, addDays(today, 17)).outcome).toBe('clear');
    expect(
      check(scalpMicropigmentationRuleset, { ...facts, pregnancy: answer('no', addDays(today, 10)), breastfeeding: answer('no', addDays(today, 10)) })
        .earliestClearOn,
    ).toBe(addDays(today, 17));
  });

  it('comes after the day on which the child is expected: nobody knows then, and it is asked again', () => {
    const facts: Facts = { ...healthy, pregnancy: { ...answer('yes'), endsOn: addDays(today, 30) } };
    expect(meso('pregnancy', facts)).toMatchObject({ outcome: 'contraindicated', reconsiderOn: addDays(today, 31) });
    expect(meso('pregnancy', facts, addDays(today, 30)).outcome).toBe('contraindicated');
    expect(meso('pregnancy', facts, addDays(today, 31))).toMatchObject({ outcome: 'needs-data', missing: [{ fact: 'pregnancy', reason: 'unanswered' }] });
    expect(check(mesotherapyRuleset, facts).earliestClearOn).toBeNull();
  });

  it('comes after the end of breastfeeding, where it is known', () => {
    const facts: Facts = { ...healthy, breastfeeding: { ...answer('yes'), endsOn: addDays(today, 3) } };
    expect(meso('breastfeeding', facts)).toMatchObject({ outcome: 'caution', reconsiderOn: addDays(today, 4) });
  });

  it('comes when an operation is long enough ago, by the day until which it may have been', () => {
    const operated = (first: string, last: string): Facts => ({
      ...healthy,
      procedures: [{ ...healthy.signedConsultations[0]!, kind: 'hair-transplant-fut', text: 'FUT', performed: { first, last } }],
    });
    const scar = (facts: Facts, plannedOn = today) => finding(scalpMicropigmentationRuleset, 'smp.fresh-scar', facts, plannedOn);
    expect(scar(operated(ago(360), ago(360)))).toMatchObject({ outcome: 'caution', reconsiderOn: addDays(today, 6) });
    const someTime = operated(ago(367), ago(360));
    expect(scar(someTime)).toMatchObject({ outcome: 'needs-data', reconsiderOn: addDays(today, 6), missing: [{ fact: 'procedure.performedOn' }] });
    expect(scar(operated(ago(364), ago(360)))).toMatchObject({ outcome: 'caution', reconsiderOn: addDays(today, 2) });
    expect(scar(someTime, addDays(today, 6)).outcome).toBe('clear');
  });

  it('never comes while nobody knows an end', () => {
    expect(meso('pregnancy', { ...healthy, pregnancy: answer('yes') }).reconsiderOn).toBeNull();
    expect(meso('diabetes', withCondition('E11.9')).reconsiderOn).toBeNull();
    expect(finding(scalpMicropigmentationRuleset, 'smp.washout', withMedicine('B01AC06', { inUse: true })).reconsiderOn).toBeNull();
  });

  it('comes when a result that speaks against the treatment is no longer fresh', () => {
    expect(meso('diabetes', withLab('hba1c', 7, ago(80)))).toMatchObject({ outcome: 'contraindicated', reconsiderOn: addDays(today, 11) });
    expect(meso('diabetes', withLab('hba1c', 7, ago(80)), addDays(today, 10)).outcome).toBe('contraindicated');
    expect(meso('diabetes', withLab('hba1c', 7, ago(80)), addDays(today, 11)).outcome).toBe('needs-data');
  });

  it('comes when an answer that clears is no longer fresh', () => {
    expect(meso('pregnancy', healthy)).toMatchObject({ outcome: 'clear', reconsiderOn: addDays(today, 15) });
    expect(meso('blood-tests', withLab('tsh', 2, ago(89)))).toMatchObject({ outcome: 'clear', reconsiderOn: addDays(today, 2) });
  });

  it('comes with a birthday, for years not known to the day with the last possible one', () => {
    expect(meso('age', { ...healthy, birthDate: '2009-01-15' })).toMatchObject({ outcome: 'contraindicated', reconsiderOn: '2027-01-15' });
    expect(meso('age', { ...healthy, birthDate: '2009' })).toMatchObject({ outcome: 'contraindicated', reconsiderOn: '2027-01-01' });
    expect(meso('age', { ...healthy, birthDate: '2008-12' })).toMatchObject({ outcome: 'contraindicated', reconsiderOn: '2026-12-01' });
    expect(meso('age', { ...healthy, birthDate: '2008-12' }, '2026-12-01')).toMatchObject({ outcome: 'needs-data', reconsiderOn: '2026-12-31' });
    expect(meso('age', { ...healthy, birthDate: '2010-02-28' }).reconsiderOn).toBe('2028-02-28');
  });

  it('is looked for twenty years ahead and no further', () => {
    const years = (ageUnder: number): Ruleset => {
      const rule: Rule = { ...mesotherapyRuleset.rules.find(({ id }) => id === 'mesotherapy.age')!, any: [{ ageUnder }] };
      return { ...mesotherapyRuleset, rules: [rule] };
    };
    const born: Facts = { ...healthy, birthDate: '2006-11-21' };
    expect(check(years(39), born).findings[0]!.reconsiderOn).toBe('2045-11-21');
    expect(check(years(41), born).findings[0]!.reconsiderOn).toBeNull();
    expect(check(years(41), born).earliestClearOn).toBeNull();
  });
});

describe('how long a check holds', () => {
  const single = (rule: Partial<Rule>): Ruleset => ({ ...mesotherapyRuleset, rules: [{ ...mesotherapyRuleset.rules[0]!, needsData: [], ...rule }] });

  it('is half a year where nothing changes before', () => {
    expect(check(single({ any: [{ condition: ['E11'] }] }), healthy).validUntil).toBe(formatDayStart(addDays(today, 180), 'Asia/Kolkata'));
  });

  it('ends with the first change of any rule', () => {
    expect(check(mesotherapyRuleset, healthy).validUntil).toBe(formatDayStart(addDays(today, 15), 'Asia/Kolkata'));
    expect(check(mesotherapyRuleset, withLab('tsh', 2, ago(88))).validUntil).toBe(formatDayStart(addDays(today, 3), 'Asia/Kolkata'));
  });
});

describe('the beginning of a day', () => {
  it.each([
    ['in winter', '2026-11-21', 'Europe/Berlin', '2026-11-20T23:00:00.000Z'],
    ['in summer', '2026-06-21', 'Europe/Berlin', '2026-06-20T22:00:00.000Z'],
    ['on the day on which clocks go forward', '2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['on the day after it', '2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['on the day on which clocks go back', '2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['on the day after it', '2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['half an hour beside the others', '2026-11-21', 'Asia/Kolkata', '2026-11-20T18:30:00.000Z'],
    ['at one o’clock, where clocks go forward at midnight', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['of a day that was left out', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['after the day that was left out', '2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['before the day that was left out', '2011-12-29', 'Pacific/Apia', '2011-12-29T10:00:00.000Z'],
  ])('%s', (_what, day, timeZone, instant) => {
    expect(formatDayStart(day, timeZone)).toBe(instant);
  });

  it('is told a second time as the first time, for each time zone its own', () => {
    expect([formatDayStart(today, 'UTC'), formatDayStart(today, 'Asia/Tokyo'), formatDayStart(today, 'UTC')]).toEqual([
      '2026-11-21T00:00:00.000Z',
      '2026-11-20T15:00:00.000Z',
      '2026-11-21T00:00:00.000Z',
    ]);
  });
});

describe('days count through daylight saving', () => {
  it.each([
    ['spring', '2026-03-22', 'Europe/Berlin'],
    ['autumn', '2026-10-18', 'Europe/Berlin'],
    ['the day that was left out', '2011-12-24', 'Pacific/Apia'],
  ])('in %s fourteen days are fourteen days', (_what, taken, timeZone) => {
    const facts: Facts = withMedicine('B01AC06', { last: taken });
    const washout = (days: number) => {
      const ruleset = { ...scalpMicropigmentationRuleset, rules: scalpMicropigmentationRuleset.rules.filter(({ id }) => id === 'smp.washout') };
      const reviewed = { ...facts.reviewed, medications: { ...answer('no', taken) } };
      return evaluate(ruleset, { ...facts, reviewed }, { plannedOn: addDays(taken, days), timeZone }).outcome;
    };
    expect([9, 10, 14, 15].map(washout)).toEqual(['contraindicated', 'caution', 'caution', 'clear']);
  });
});
