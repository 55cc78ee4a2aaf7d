import type { Clause, Question } from '../ruleset.js';
import { complement, everything, intersection, isImpossible, orUnknown, within, type Domain } from './domains.js';
import { implies } from './implies.js';
import { canonicalLimit, plausibleRange } from '../limits.js';

/** The demanded result of a clause: `yes`, `no`, not `yes`, or not `no`. */
type Demand = 'yes' | 'no' | 'not-yes' | 'not-no';

const opposite: Record<Demand, Demand> = { yes: 'no', no: 'yes', 'not-yes': 'not-no', 'not-no': 'not-yes' };

/** A clause without nested clauses, with its demanded result. */
interface Literal {
  clause: Question;
  demand: Demand;
}

/** Demands that must all be met at once. */
type Case = readonly Literal[];

/** The greatest number of cases to search. With more cases the search stops without a result. */
const mostCases = 2_000;

class TooMany extends Error {}

const product = (all: readonly (readonly Case[])[]): readonly Case[] =>
  all.reduce<readonly Case[]>(
    (left, right) => {
      if (left.length * right.length > mostCases) throw new TooMany();
      return left.flatMap((item) => right.map((other) => [...item, ...other]));
    },
    [[]],
  );

const choose = <T>(n: number, all: readonly T[]): T[][] => {
  if (n === 0) return [[]];
  if (n > all.length) return [];
  const [first, ...rest] = all as [T, ...T[]];
  const found = [...choose(n - 1, rest).map((others) => [first, ...others]), ...choose(n, rest)];
  if (found.length > mostCases) throw new TooMany();
  return found;
};

/** The cases in which at least `n` of the clauses meet the demand. */
const atLeast = (n: number, clauses: readonly Clause[], demand: Demand): readonly Case[] =>
  choose(n, clauses).flatMap((some) => product(some.map((clause) => casesOf(clause, demand))));

/** The cases in which a clause meets a demand. */
const casesOf = (clause: Clause, demand: Demand): readonly Case[] => {
  const positive = demand === 'yes' || demand === 'not-no';
  const counted = (n: number, clauses: readonly Clause[]): readonly Case[] => atLeast(positive ? n : clauses.length - n + 1, clauses, demand);
  if ('all' in clause) return counted(clause.all.length, clause.all);
  if ('any' in clause) return counted(1, clause.any);
  if ('atLeast' in clause) return counted(clause.atLeast.n, clause.atLeast.of);
  if ('not' in clause) return casesOf(clause.not, opposite[demand]);
  if ('couldBecomePregnant' in clause && demand === 'yes') return product(impossibleForPregnancy.map((clause) => casesOf(clause, 'not-yes')));
  if ('condition' in clause && positive) return clause.condition.map((prefix) => [{ clause: { ...clause, condition: [prefix] }, demand }]);
  if ('medication' in clause && positive) return clause.medication.map((prefix) => [{ clause: { ...clause, medication: [prefix] }, demand }]);
  return [[{ clause, demand }]];
};

/** Clauses each of which excludes a pregnancy. */
const impossibleForPregnancy: readonly Clause[] = [
  { sexAtBirth: 'male' },
  { capacityForPregnancy: 'no' },
  { ageOutside: [10, 55] },
  { procedure: 'hysterectomy' },
];

const demanded = (domain: Domain, demand: Demand): Domain => {
  const values = demand === 'yes' || demand === 'not-no' ? domain : complement(domain);
  return demand.startsWith('not-') ? orUnknown(values) : values;
};

/** The sexes as numbers, so that they can be used as sets: female, male, intersex. */
const sexes = { female: within({ ge: 0, le: 0 }), male: within({ ge: 1, le: 1 }), all: within({ ge: 0, le: 2 }) };

interface Measured {
  key: string;
  domain: Domain;
  /** All possible values. */
  all: Domain;
}

/** The values that a literal allows for a measured fact, which other literals may limit too; null for literals that can only be compared by their words. */
const measured = ({ clause, demand }: Literal): Measured | null => {
  const of = (key: string, domain: Domain, all: Domain): Measured => ({ key, domain: demanded(domain, demand), all: orUnknown(all) });
  if ('sexAtBirth' in clause) return of('sex', sexes[clause.sexAtBirth], sexes.all);
  const ages = within({ ge: 0, lt: 150 });
  if ('ageUnder' in clause) return of('age', within({ lt: clause.ageUnder }), ages);
  if ('ageOutside' in clause) return of('age', complement(within({ ge: clause.ageOutside[0], lt: clause.ageOutside[1] + 1 })), ages);
  if ('lab' in clause && 'is' in clause) {
    const word = clause.is === 'positive' ? 1 : 0;
    return of(`word ${clause.lab} ${clause.withinDays ?? ''}`, within({ ge: word, le: word }), within({ ge: 0, le: 1 }));
  }
  if ('lab' in clause && 'unit' in clause) {
    const limit = (value: number | undefined): number | undefined => (value === undefined ? undefined : canonicalLimit(clause.lab, value, clause.unit));
    const [low, high] = plausibleRange(clause.lab);
    const limits = { ge: limit(clause.ge), gt: limit(clause.gt), le: limit(clause.le), lt: limit(clause.lt) };
    return of(`lab ${clause.lab}`, within(limits), within({ ge: low, le: high }));
  }
  return null;
};

const same = (one: Question, other: Question): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A clause without its remarks, which do not change its question. */
export const bare = (clause: Clause): Question => {
  const { note: _note, origin: _origin, overridable: _overridable, contradicts: _contradicts, ...question } = clause;
  return question;
};

/** Whether two demands on words cannot both be met. */
const clash = (one: Literal, other: Literal): boolean => {
  const [yes, no] = [
    [one, other],
    [other, one],
  ].find(([a, b]) => (a!.demand === 'yes' || a!.demand === 'not-no') && (b!.demand === 'no' || b!.demand === 'not-yes')) ?? [null, null];
  if (!yes || !no || (yes.demand === 'not-no' && no.demand === 'not-yes')) return false;
  const [a, b] = [bare(yes.clause), bare(no.clause)];
  return same(a, b) || implies(a, b);
};

/** Whether a clause asks for a dose that is impossible: a number of days ago, and at an unstated day. */
const neverTaken = ({ clause, demand }: Literal): boolean =>
  demand === 'yes' &&
  'medication' in clause &&
  ((clause.lastTakenDaysAgo !== undefined && clause.lastTakenDaysAgo[0] > clause.lastTakenDaysAgo[1] && clause.lastTakenWithinDays === undefined) ||
    (clause.lastTaken === 'not-stated' && clause.lastTakenDaysAgo !== undefined && clause.lastTakenDaysAgo[0] > 0 && clause.lastTakenWithinDays === undefined));

/** Whether the exceptions of a clause cover everything that it asks for. */
const allExcepted = ({ clause, demand }: Literal): boolean =>
  demand === 'yes' && 'condition' in clause && clause.except !== undefined && implies({ condition: clause.condition }, { condition: clause.except });

const isConsistent = (literals: Case): boolean => {
  const domains = new Map<string, Domain>();
  for (const literal of literals) {
    if (neverTaken(literal) || allExcepted(literal)) return false;
    const item = measured(literal);
    if (!item) continue;
    const domain = intersection(domains.get(item.key) ?? intersection(everything, item.all), item.domain);
    if (isImpossible(domain)) return false;
    domains.set(item.key, domain);
  }
  return literals.every((item, index) => literals.slice(index + 1).every((other) => !clash(item, other)));
};

/** Whether facts can exist for which one clause is `yes` while none of the others is. Where the search has too many cases, the answer is true. */
export const canFire = (clause: Clause, without: readonly Clause[] = []): boolean => {
  try {
    const cases = product([casesOf(clause, 'yes'), ...without.map((other) => casesOf(other, 'not-yes'))]);
    return cases.some(isConsistent);
  } catch (error) {
    if (error instanceof TooMany) return true;
    throw error;
  }
};
