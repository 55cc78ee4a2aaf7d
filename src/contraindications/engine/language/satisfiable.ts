import type { Clause, Question } from '../ruleset.js';
import { complementDomain, everything, intersectDomains, isImpossible, withUnknown, createDomainOfLimits, type Domain } from './domains.js';
import { impliesQuestion } from './implies.js';
import { toCanonicalLimit, getPlausibleRange } from '../limits.js';

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

const multiplyCases = (all: readonly (readonly Case[])[]): readonly Case[] =>
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
const listAtLeastCases = (n: number, clauses: readonly Clause[], demand: Demand): readonly Case[] =>
  choose(n, clauses).flatMap((some) => multiplyCases(some.map((clause) => listCases(clause, demand))));

/** The cases in which a clause meets a demand. */
const listCases = (clause: Clause, demand: Demand): readonly Case[] => {
  const positive = demand === 'yes' || demand === 'not-no';
  const counted = (n: number, clauses: readonly Clause[]): readonly Case[] => listAtLeastCases(positive ? n : clauses.length - n + 1, clauses, demand);
  if ('all' in clause) return counted(clause.all.length, clause.all);
  if ('any' in clause) return counted(1, clause.any);
  if ('atLeast' in clause) return counted(clause.atLeast.n, clause.atLeast.of);
  if ('not' in clause) return listCases(clause.not, opposite[demand]);
  if ('couldBecomePregnant' in clause && demand === 'yes') return multiplyCases(impossibleForPregnancy.map((clause) => listCases(clause, 'not-yes')));
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

const applyDemand = (domain: Domain, demand: Demand): Domain => {
  const values = demand === 'yes' || demand === 'not-no' ? domain : complementDomain(domain);
  return demand.startsWith('not-') ? withUnknown(values) : values;
};

/** The sexes as numbers, so that they can be used as sets: female, male, intersex. */
const sexes = { female: createDomainOfLimits({ ge: 0, le: 0 }), male: createDomainOfLimits({ ge: 1, le: 1 }), all: createDomainOfLimits({ ge: 0, le: 2 }) };

interface Measured {
  key: string;
  domain: Domain;
  /** All possible values. */
  all: Domain;
}

/** The values that a literal allows for a measured fact, which other literals may limit too; null for literals that can only be compared by their words. */
const findMeasured = ({ clause, demand }: Literal): Measured | null => {
  const of = (key: string, domain: Domain, all: Domain): Measured => ({ key, domain: applyDemand(domain, demand), all: withUnknown(all) });
  if ('sexAtBirth' in clause) return of('sex', sexes[clause.sexAtBirth], sexes.all);
  const ages = createDomainOfLimits({ ge: 0, lt: 150 });
  if ('ageUnder' in clause) return of('age', createDomainOfLimits({ lt: clause.ageUnder }), ages);
  if ('ageOutside' in clause) return of('age', complementDomain(createDomainOfLimits({ ge: clause.ageOutside[0], lt: clause.ageOutside[1] + 1 })), ages);
  if ('lab' in clause && 'is' in clause) {
    const word = clause.is === 'positive' ? 1 : 0;
    return of(`word ${clause.lab} ${clause.withinDays ?? ''}`, createDomainOfLimits({ ge: word, le: word }), createDomainOfLimits({ ge: 0, le: 1 }));
  }
  if ('lab' in clause && 'unit' in clause) {
    const limit = (value: number | undefined): number | undefined => (value === undefined ? undefined : toCanonicalLimit(clause.lab, value, clause.unit));
    const [low, high] = getPlausibleRange(clause.lab);
    const limits = { ge: limit(clause.ge), gt: limit(clause.gt), le: limit(clause.le), lt: limit(clause.lt) };
    return of(`lab ${clause.lab}`, createDomainOfLimits(limits), createDomainOfLimits({ ge: low, le: high }));
  }
  return null;
};

const isEqual = (one: Question, other: Question): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A clause without its remarks, which do not change its question. */
export const toQuestion = (clause: Clause): Question => {
  const { note: _note, origin: _origin, overridable: _overridable, contradicts: _contradicts, ...question } = clause;
  return question;
};

/** Whether two demands on words cannot both be met. */
const clashesWith = (one: Literal, other: Literal): boolean => {
  const [yes, no] = [
    [one, other],
    [other, one],
  ].find(([a, b]) => (a!.demand === 'yes' || a!.demand === 'not-no') && (b!.demand === 'no' || b!.demand === 'not-yes')) ?? [null, null];
  if (!yes || !no || (yes.demand === 'not-no' && no.demand === 'not-yes')) return false;
  const [a, b] = [toQuestion(yes.clause), toQuestion(no.clause)];
  return isEqual(a, b) || impliesQuestion(a, b);
};

/** Whether a clause asks for a dose that is impossible: a number of days ago, and at an unstated day. */
const isNeverTaken = ({ clause, demand }: Literal): boolean =>
  demand === 'yes' &&
  'medication' in clause &&
  ((clause.lastTakenDaysAgo !== undefined && clause.lastTakenDaysAgo[0] > clause.lastTakenDaysAgo[1] && clause.lastTakenWithinDays === undefined) ||
    (clause.lastTaken === 'not-stated' && clause.lastTakenDaysAgo !== undefined && clause.lastTakenDaysAgo[0] > 0 && clause.lastTakenWithinDays === undefined));

/** Whether the exceptions of a clause cover everything that it asks for. */
const exceptsAll = ({ clause, demand }: Literal): boolean =>
  demand === 'yes' && 'condition' in clause && clause.except !== undefined && impliesQuestion({ condition: clause.condition }, { condition: clause.except });

const isConsistent = (literals: Case): boolean => {
  const domains = new Map<string, Domain>();
  for (const literal of literals) {
    if (isNeverTaken(literal) || exceptsAll(literal)) return false;
    const item = findMeasured(literal);
    if (!item) continue;
    const domain = intersectDomains(domains.get(item.key) ?? intersectDomains(everything, item.all), item.domain);
    if (isImpossible(domain)) return false;
    domains.set(item.key, domain);
  }
  return literals.every((item, index) => literals.slice(index + 1).every((other) => !clashesWith(item, other)));
};

/** Whether facts can exist for which one clause is `yes` while none of the others is. Where the search has too many cases, the answer is true. */
export const canFire = (clause: Clause, without: readonly Clause[] = []): boolean => {
  try {
    const cases = multiplyCases([listCases(clause, 'yes'), ...without.map((other) => listCases(other, 'not-yes'))]);
    return cases.some(isConsistent);
  } catch (error) {
    if (error instanceof TooMany) return true;
    throw error;
  }
};
