/** Whether there can be facts of which a clause says yes while others do not. */
import { describe, expect, it } from '@jest/globals';
import type { Clause } from '../ruleset.js';
import { canFire } from './satisfiable.js';

const female: Clause = { sexAtBirth: 'female' };
const male: Clause = { sexAtBirth: 'male' };
const minoxidil: Clause = { plannedIngredient: ['minoxidil'] };
const biotin: Clause = { plannedIngredient: ['biotin'] };
const fertile: Clause = { couldBecomePregnant: true };

const all = (...clauses: Clause[]): Clause => ({ all: clauses });
const any = (...clauses: Clause[]): Clause => ({ any: clauses });
const not = (clause: Clause): Clause => ({ not: clause });
const sugar = (limits: object, unit = '%'): Clause => ({ lab: 'hba1c', unit, ...limits });
const tested = (is: string, withinDays?: number): Clause => ({ lab: 'hcg', is, ...(withinDays !== undefined && { withinDays }) });
const taken = (...medication: string[]): Clause => ({ medication });

type Row = [what: string, clause: Clause, without?: Clause[]];

const possible: Row[] = [
  ['a clause', minoxidil],
  ['a clause twice', all(minoxidil, minoxidil)],
  ['the contrary of a clause', not(minoxidil)],
  ['neither a woman nor a man', all(not(female), not(male))],
  ['not a woman, while no man', not(female), [male]],
  ['a woman, while it is not known to be none', female, [not(female)]],
  ['anything, while nobody said whether something else is so', female, [minoxidil, not(minoxidil)]],
  ['the contrary, while the clause does not say yes', not(minoxidil), [minoxidil]],
  ['one of two, while the other does not', any(minoxidil, biotin), [minoxidil]],
  ['one of several prefixes, while another does not', taken('A10', 'B01'), [taken('A10')]],
  ['two of three, while one is not', { atLeast: { n: 2, of: [minoxidil, biotin, female] } }, [female]],
  ['who could become pregnant', fertile],
  ['who could become pregnant, before 11', all(fertile, { ageUnder: 11 })],
  ['a man who could not become pregnant', all(not(fertile), male)],
  ['a woman who could not become pregnant', all(not(fertile), female)],
  ['a result between limits', all(sugar({ ge: 6 }), sugar({ lt: 6.5 }))],
  ['a result between limits in two units', all(sugar({ ge: 42 }, 'mmol/mol'), sugar({ lt: 6.5 }))],
  ['a test that was positive lately and negative before', all(tested('positive', 14), tested('negative', 30))],
  ['never having taken what cannot be', not({ medication: ['A10'], lastTakenDaysAgo: [5, 3] })],
  ['taken in one of two windows, of which one is none', { medication: ['A10'], lastTakenDaysAgo: [5, 3], lastTakenWithinDays: 7 }],
  ['taken within days, where nobody stated when', { medication: ['A10'], lastTaken: 'not-stated', lastTakenDaysAgo: [1, 3], lastTakenWithinDays: 7 }],
  ['taken today, where nobody stated when', { medication: ['A10'], lastTaken: 'not-stated', lastTakenDaysAgo: [0, 3] }],
  ['a condition with an exception that leaves something', { condition: ['E1'], except: ['E10'] }],
  ['no condition of which everything is excepted', not({ condition: ['E10'], except: ['E1'] })],
];

const impossible: Row[] = [
  ['a clause and its contrary', all(minoxidil, not(minoxidil))],
  ['a contrary and its clause', all(not(minoxidil), minoxidil)],
  ['a clause, while it does not say yes', minoxidil, [minoxidil]],
  ['the contrary, while it is not known', not(minoxidil), [not(minoxidil)]],
  ['the contrary, while all of which it is one are not denied', not(minoxidil), [not(all(minoxidil, biotin))]],
  ['either, while neither', any(minoxidil, biotin), [minoxidil, biotin]],
  ['all but one, while two are not', { atLeast: { n: 2, of: [minoxidil, biotin, female] } }, [minoxidil, biotin]],
  ['a woman and a man', all(female, male)],
  ['a man, while a woman is not denied', male, [not(female)]],
  ['one prefix, while none of several', taken('A10'), [taken('A10', 'B01')]],
  ['a man who could become pregnant', all(fertile, male)],
  ['a child who could become pregnant', all(fertile, { ageUnder: 10 })],
  ['an old woman who could become pregnant', all(fertile, { ageOutside: [0, 55] })],
  ['who could become pregnant without what it takes', all(fertile, { procedure: 'hysterectomy' })],
  ['who could become pregnant and says not', all(fertile, { capacityForPregnancy: 'no' })],
  ['a result beyond both limits', all(sugar({ ge: 6.5 }), sugar({ lt: 6.5 }))],
  ['a result beyond both limits in two units', all(sugar({ ge: 48 }, 'mmol/mol'), sugar({ lt: 6 }))],
  ['a test that is both', all(tested('positive'), tested('negative'))],
  ['an age that is both', all({ ageUnder: 18 }, { ageOutside: [10, 90] }, not({ ageUnder: 10 }))],
  ['an age that nobody reaches', all(not({ ageUnder: 150 }))],
  ['taken in no window', { medication: ['A10'], lastTakenDaysAgo: [5, 3] }],
  ['taken before, where nobody stated when', { medication: ['A10'], lastTaken: 'not-stated', lastTakenDaysAgo: [1, 3] }],
  ['a condition of which everything is excepted', { condition: ['E10'], except: ['E1'] }],
];

/** Jest takes a parameter that a row leaves out for its callback. */
const rows = (some: Row[]) => some.map(([what, clause, without = []]) => [what, clause, without] as const);

describe('there can be facts of', () => {
  it.each(rows(possible))('%s', (_what, clause, without) => {
    expect(canFire(clause, without)).toBe(true);
  });
});

describe('there can be no facts of', () => {
  it.each(rows(impossible))('%s', (_what, clause, without) => {
    expect(canFire(clause, without)).toBe(false);
  });

  it('whatever a clause remarks', () => {
    expect(canFire({ ...minoxidil, note: 'One.', origin: 'seed' }, [{ ...minoxidil, note: 'Another.', overridable: false }])).toBe(false);
  });
});

describe('what takes too long to find out', () => {
  const never = all(male, female);
  const ways = (...counts: number[]): Clause => all(never, ...counts.map((count) => any(...Array.from({ length: count }, () => minoxidil))));

  it('is taken for possible: cases multiplied', () => {
    expect(canFire(ways(2, 2, 2, 2, 5, 5, 5))).toBe(false);
    expect(canFire(ways(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2))).toBe(true);
  });

  it('is taken for possible: one of many', () => {
    expect(canFire(ways(2_000))).toBe(false);
    expect(canFire(ways(2_001))).toBe(true);
  });

  it('is taken for possible: several of many', () => {
    const several = (n: number, of: number): Clause => all(never, { atLeast: { n, of: Array.from({ length: of }, () => minoxidil) } });
    expect(canFire(several(4, 14))).toBe(false);
    expect(canFire(several(6, 14))).toBe(true);
  });
});
