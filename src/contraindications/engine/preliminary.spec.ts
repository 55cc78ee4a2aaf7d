/** A laboratory's preliminary result speaks against a treatment, and clears nothing. */
import { describe, expect, it } from '@jest/globals';
import { exampleRule } from '../../../test/support/example-rule.js';
import { lab, today } from '../../../test/support/healthy-person.js';
import { addDays } from '../../kernel/day.js';
import { listContradictions } from './contradictions.js';
import type { Outcome } from './outcome.js';
import { noFacts, type Facts, type LabFact } from './facts.js';
import { Known } from './known.js';
import { EvaluationDate } from './evaluation-date.js';
import { evaluateRule } from './rule.js';
import type { Clause, Rule } from './ruleset.js';

const platelets = (value: number, daysAgo = 0, more: Partial<LabFact> = {}): LabFact => {
  const on = addDays(today, -daysAgo);
  return { ...lab('platelets', value, '10*3/uL', on), recordedAt: `${on}T05:30:00.000Z`, ...more };
};
const preliminary = (value: number, daysAgo = 0, others?: LabFact[]): LabFact => platelets(value, daysAgo, { preliminary: true, ...(others && { others }) });
const since = (final: LabFact, ...others: LabFact[]): LabFact => ({ ...final, others });

const below = (limit: number): Clause => ({ lab: 'platelets', lt: limit, unit: '10*3/uL' });
const rule: Rule = {
  ...exampleRule,
  severity: 'contraindicated',
  any: [below(50)],
  cautionWhen: [below(100)],
  needsData: ['lab.platelets'],
  maxAgeDays: { lab: 30 },
};

const read = (fact: LabFact | undefined, more: Partial<Rule> = {}) => {
  const facts: Facts = { ...noFacts, labs: fact ? { platelets: fact } : {} };
  const { outcome, because, missing } = evaluateRule({ ...rule, ...more }, facts, EvaluationDate.fromDay(today));
  return { outcome, because: because(), missing: missing() };
};

describe('a preliminary result', () => {
  const rows: [what: string, fact: LabFact, outcome: Outcome, reason: string | null][] = [
    ['speaks against the treatment', preliminary(40), 'contraindicated', null],
    ['does not answer what the rule needs', preliminary(250), 'needs-data', 'preliminary'],
    ['that calls for caution does not say that it is not graver', preliminary(80), 'needs-data', 'preliminary'],
    ['leaves a final one in force that is younger than the rule wants', since(platelets(250, 20), preliminary(260)), 'clear', null],
    ['speaks against the treatment beside a final one', since(platelets(250, 20), preliminary(40)), 'contraindicated', null],
    ['takes no final one back', since(platelets(40, 20), preliminary(250)), 'contraindicated', null],
    ['takes no caution back', since(platelets(80, 20), preliminary(250)), 'caution', null],
    ['does not stand for a final one that is too old', since(platelets(250, 40), preliminary(250)), 'needs-data', 'preliminary'],
    ['speaks against the treatment beside one that is too old', since(platelets(250, 40), preliminary(40)), 'contraindicated', null],
    ['that is too old itself is too old', preliminary(250, 40), 'needs-data', 'outdated'],
    ['that speaks against the treatment and is too old asks for a new one', preliminary(40, 40), 'needs-data', 'outdated'],
    ['is one of several of one date', preliminary(250, 0, [preliminary(40)]), 'contraindicated', null],
  ];

  it.each(rows)('%s', (_what, fact, outcome, reason) => {
    const found = read(fact);
    expect([found.outcome, found.missing[0]?.reason ?? null]).toEqual([outcome, reason]);
  });

  it('is named as one where it decides, and asked for where it does not', () => {
    expect(read(preliminary(40)).because).toMatchObject([{ fact: 'lab', about: 'platelets', value: 40, preliminary: true }]);
    expect(read(platelets(40)).because[0]).not.toHaveProperty('preliminary');
    expect(read(preliminary(250)).missing).toMatchObject([{ fact: 'lab.platelets', reason: 'preliminary', answeredOn: today, maxAgeDays: 30 }]);
  });

  it('decides a rule that cannot come to anything graver', () => {
    expect(read(preliminary(80), { severity: 'caution', any: [below(100)], cautionWhen: [] }).outcome).toBe('caution');
  });

  it('excuses nobody from a rule, where a final one does', () => {
    const enough: Clause = { lab: 'platelets', ge: 150, unit: '10*3/uL' };
    const exempt = { any: [{ screening: 'bleeding-disorder', is: 'yes' } as Clause], needsData: ['screening.bleeding-disorder'], notApplicableWhen: [enough] };
    expect(read(platelets(250), exempt).outcome).toBe('clear');
    expect(read(preliminary(250), exempt).outcome).toBe('needs-data');
    expect(read(since(platelets(250, 3), preliminary(260)), exempt).outcome).toBe('clear');
    expect(read(since(platelets(250, 3), preliminary(40)), exempt).outcome).toBe('needs-data');
    expect(read(platelets(250), { ...exempt, notApplicableWhen: [{ labOnFile: ['platelets'] }] }).outcome).toBe('clear');
    expect(read(preliminary(250), { ...exempt, notApplicableWhen: [{ labOnFile: ['platelets'] }] }).outcome).toBe('needs-data');
  });

  it('speaks against the treatment also by what it is not, and is on file for what a result on file speaks against', () => {
    const notEnough: Clause = { not: { lab: 'platelets', ge: 150, unit: '10*3/uL' } };
    const bare = { any: [notEnough], cautionWhen: [], needsData: [] };
    expect(read(preliminary(100), bare)).toMatchObject({ outcome: 'contraindicated', because: [{ value: 100, preliminary: true }] });
    expect(read(preliminary(250), bare).outcome).toBe('clear');
    expect(read(since(platelets(100, 3), preliminary(250)), bare).outcome).toBe('contraindicated');
    expect(read(preliminary(250), { ...bare, any: [{ labOnFile: ['platelets'] }] }).outcome).toBe('contraindicated');
    expect(read(preliminary(250), { ...bare, any: [{ not: { labOnFile: ['platelets'] } }] }).outcome).toBe('contraindicated');
  });

  it('contradicts a final one of the same date alone', () => {
    const indexes = { conditions: undefined, medications: undefined } as never;
    const said = (fact: LabFact) =>
      listContradictions({ denied: [], exempting: [] }, new Known({ ...noFacts, labs: { platelets: fact } }, indexes), EvaluationDate.fromDay(today)).map(
        ({ about }) => about,
      );
    expect(said(since(platelets(250), preliminary(40)))).toEqual(['platelets']);
    expect(said(since(platelets(250, 3), preliminary(40)))).toEqual([]);
  });
});
