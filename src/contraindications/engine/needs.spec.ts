/** What answers a need, from which day on it no longer does, and what is asked then. */
import { describe, expect, it } from '@jest/globals';
import { exampleRule } from '../../../test/support/example-rule.js';
import { answer, lab, today } from '../../../test/support/healthy-person.js';
import { addDays, type Day } from '../../kernel/day.js';
import { noFacts, type Facts } from './facts.js';
import { EvaluationDate } from './evaluation-date.js';
import { getQuestion } from './questions.js';
import { evaluateRule } from './rule.js';
import type { MaxAgeDays } from './ruleset.js';

const maxAgeDays = { lab: 10, trichoanalysis: 20, history: 30 } satisfies MaxAgeDays;
const ago = (days: number): Day => addDays(today, -days);

const ask = (needsData: string[], facts: Partial<Facts>, words?: Record<string, string>) => {
  const { outcome, because, missing } = evaluateRule(
    { ...exampleRule, severity: 'caution', any: [], needsData, maxAgeDays, ...(words && { ask: words }) },
    { ...noFacts, ...facts },
    EvaluationDate.fromDay(today),
  );
  return { outcome, because: because(), missing: missing() };
};

const on = (day: Day) => ({ on: day, recordedAt: `${day}T05:30:00.000Z`, source: { type: 'consultation' as const, id: 'c1' } });

const needs: [need: string, limit: keyof typeof maxAgeDays, facts: (day: Day) => Partial<Facts>, evidence: object][] = [
  ['consultation.signed', 'history', (day) => ({ signedConsultations: [on(day)] }), { fact: 'consultation', value: 'signed' }],
  ['examination', 'trichoanalysis', (day) => ({ examinations: [on(day)] }), { fact: 'examination', value: 'on file' }],
  ['trichoanalysis', 'trichoanalysis', (day) => ({ trichoanalysesOnFile: [on(day)] }), { fact: 'trichoanalysis', value: 'on file' }],
  [
    'trichoanalysis.infection',
    'trichoanalysis',
    (day) => ({ trichoanalysis: [{ ...on(day), region: 'vertex', field: 'infection', value: 'none' }] }),
    { fact: 'trichoanalysis', about: 'vertex.infection', value: 'none' },
  ],
  ['lab.platelets', 'lab', (day) => ({ labs: { platelets: lab('platelets', 248, '10*3/uL', day) } }), { fact: 'lab', about: 'platelets' }],
  ['screening.diabetes', 'history', (day) => ({ screening: { diabetes: answer('no', day) } }), { fact: 'screening', about: 'diabetes', value: 'no' }],
  ['pregnancy', 'history', (day) => ({ pregnancy: answer('no', day) }), { fact: 'pregnancy', value: 'no' }],
  ['breastfeeding', 'history', (day) => ({ breastfeeding: answer('no', day) }), { fact: 'breastfeeding', value: 'no' }],
  ['conditions.reviewed', 'history', (day) => ({ reviewed: { conditions: { ...on(day) } } }), { fact: 'reviewed', about: 'conditions', value: 'complete' }],
];

describe.each(needs)('%s', (need, limit, facts, evidence) => {
  it('is met on the last day on which its answer is young enough, and by that answer', () => {
    const day = ago(maxAgeDays[limit]);
    expect(ask([need], facts(day))).toEqual({ outcome: 'clear', because: [expect.objectContaining({ ...evidence, on: day })], missing: [] });
  });

  it('is outdated on the day after, and says since when and how young its answer must be', () => {
    const day = ago(maxAgeDays[limit] + 1);
    const outdated = { fact: need, alternatives: [], reason: 'outdated', answeredOn: day, maxAgeDays: maxAgeDays[limit], ...getQuestion(need) };
    expect(ask([need], facts(day))).toEqual({ outcome: 'needs-data', because: [], missing: [outdated] });
  });

  it('is unanswered by whoever said nothing', () => {
    const unanswered = { fact: need, alternatives: [], reason: 'unanswered', answeredOn: null, maxAgeDays: maxAgeDays[limit], ...getQuestion(need) };
    expect(ask([need], {})).toEqual({ outcome: 'needs-data', because: [], missing: [unanswered] });
  });
});

describe('a need', () => {
  it('of a birth date is met for ever', () => {
    expect(ask(['birthDate'], { birthDate: '1991', patient: { type: 'patient', id: 'p1' } })).toEqual({
      outcome: 'clear',
      because: [{ fact: 'birth-date', value: '1991', source: { type: 'patient', id: 'p1' } }],
      missing: [],
    });
    expect(ask(['birthDate'], {}).missing).toMatchObject([{ fact: 'birthDate', reason: 'unanswered' }]);
  });

  it('of a result is not met by one with neither figure nor word', () => {
    const empty = { ...lab('platelets', 1, '10*3/uL'), value: null };
    expect(ask(['lab.platelets'], { labs: { platelets: empty } }).outcome).toBe('needs-data');
    expect(ask(['lab.platelets'], { labs: { platelets: { ...empty, text: 'positive' } } }).outcome).toBe('clear');
  });

  it('of a finding is not met by another finding', () => {
    const other = [{ ...on(today), region: 'vertex', field: 'inflammation' as const, value: 'none' }];
    expect(ask(['trichoanalysis.infection'], { trichoanalysis: other }).outcome).toBe('needs-data');
  });

  it('is not met by a yes that has ended', () => {
    const pregnancy = { ...answer('yes', ago(5)), endsOn: ago(1) };
    expect(ask(['pregnancy'], { pregnancy }).missing).toMatchObject([{ fact: 'pregnancy', reason: 'unanswered' }]);
    expect(ask(['pregnancy'], { pregnancy: { ...pregnancy, endsOn: today } }).outcome).toBe('clear');
  });

  it.each([
    ['the newest day', ago(3), ago(2)],
    ['of one day the one recorded later', ago(2), ago(2)],
  ])('rests on %s, in whatever order they come', (_what, older, newer) => {
    const [first, second] = [
      { ...on(older), recordedAt: `${older}T01:00:00.000Z` },
      { ...on(newer), recordedAt: `${newer}T02:00:00.000Z` },
    ];
    for (const signedConsultations of [
      [first, second],
      [second, first],
    ]) {
      expect(ask(['consultation.signed'], { signedConsultations }).because).toMatchObject([{ recordedAt: second.recordedAt }]);
    }
  });
});

describe('a need with alternatives', () => {
  const either = 'screening.diabetes|lab.platelets|conditions.reviewed';
  const questions = either.split('|').map(getQuestion);

  it.each(needs.filter(([need]) => either.split('|').includes(need)))('is met by %s alone', (_need, _limit, facts, evidence) => {
    expect(ask([either], facts(today))).toMatchObject({ outcome: 'clear', because: [evidence] });
  });

  it('asks for any of them, in its own words where the rule has some', () => {
    expect(ask([either], {}).missing).toEqual([
      {
        fact: 'screening.diabetes',
        alternatives: ['lab.platelets', 'conditions.reviewed'],
        reason: 'unanswered',
        answeredOn: null,
        maxAgeDays: 30,
        ask: questions.map((question) => question.ask).join(' Or: '),
        how: questions.map((question) => question.how).join(' Or: '),
      },
    ]);
    expect(ask([either], {}, { [either]: 'Any sign of it?' }).missing).toMatchObject([{ ask: 'Any sign of it?' }]);
  });

  it('names the newest of the answers that are too old, with its own limit', () => {
    const facts = { screening: { diabetes: answer('no', ago(50)) }, labs: { platelets: lab('platelets', 248, '10*3/uL', ago(40)) } };
    expect(ask([either], facts).missing).toMatchObject([{ reason: 'outdated', answeredOn: ago(40), maxAgeDays: 10 }]);
    const turned = { screening: { diabetes: answer('no', ago(40)) }, labs: { platelets: lab('platelets', 248, '10*3/uL', ago(50)) } };
    expect(ask([either], turned).missing).toMatchObject([{ reason: 'outdated', answeredOn: ago(40), maxAgeDays: 30 }]);
  });

  it('asks of each need of the rule', () => {
    expect(ask(['pregnancy', 'breastfeeding'], { pregnancy: answer('no') }).missing.map((item) => item.fact)).toEqual(['breastfeeding']);
    expect(ask(['pregnancy', 'breastfeeding'], {}).missing.map((item) => item.fact)).toEqual(['pregnancy', 'breastfeeding']);
  });
});
