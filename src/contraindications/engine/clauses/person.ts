import { ageOn, span, type Day } from '../../../kernel/day.js';
import { not, or, within, type Truth } from '../../../kernel/truth.js';
import type { Facts } from '../facts.js';
import type { Moment } from '../moment.js';
import type { AgeOutsideClause, AgeUnderClause, SexAtBirthClause } from '../ruleset.js';
import { birthDateUnclear } from '../questions.js';
import { procedure } from './procedure.js';
import { no, silent, unclear, yes, type ClauseResult } from './result.js';

export const sexAtBirth = (clause: SexAtBirthClause, facts: Facts): ClauseResult => {
  if (facts.sexAtBirth === 'unknown') return silent;
  return facts.sexAtBirth === clause.sexAtBirth ? yes({ fact: 'sex-at-birth', value: facts.sexAtBirth, source: facts.patient }) : no;
};

/** The first day on which a person born on a day has completed so many years. */
const birthday = (born: Day, years: number): Day => {
  const year = String(Number(born.slice(0, 4)) + years).padStart(4, '0');
  const day = `${year}${born.slice(4)}`;
  return born.endsWith('-02-29') && !isLeap(Number(year)) ? `${year}-03-01` : day;
};

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether the completed years lie in a range; a birth date known to the year or month alone may leave it open. */
const ageWithin = (facts: Facts, low: number, high: number, moment: Moment): Truth => {
  const age = ageOn(facts.birthDate, moment.day);
  if (!age || !facts.birthDate) return 'unknown';
  const { first, last } = span(facts.birthDate);
  for (const born of [first, last]) for (const years of [low, high + 1]) if (Number.isFinite(years)) moment.watch(birthday(born, years));
  return within(age, low, high);
};

const ageResult = (truth: Truth, facts: Facts, moment: Moment): ClauseResult => {
  if (facts.birthDate === null) return silent;
  if (truth === 'unknown') return unclear(birthDateUnclear(facts.birthDate));
  if (truth === 'no') return no;
  const age = ageOn(facts.birthDate, moment.day);
  return yes({ fact: 'age', ...(age && age.min === age.max ? { value: age.min, unit: 'a' } : {}), text: `born ${facts.birthDate}`, source: facts.patient });
};

export const ageUnder = (clause: AgeUnderClause, facts: Facts, moment: Moment): ClauseResult =>
  ageResult(ageWithin(facts, -Infinity, clause.ageUnder - 1, moment), facts, moment);

export const ageOutside = (clause: AgeOutsideClause, facts: Facts, moment: Moment): ClauseResult =>
  ageResult(not(ageWithin(facts, ...clause.ageOutside, moment)), facts, moment);

/** Ages between which a pregnancy is reckoned with. */
const fertileYears: [number, number] = [10, 55];

/** What nobody excluded is possible: only an answer, the sex at birth, the age or an operation says no. */
export const couldBecomePregnant = (facts: Facts, moment: Moment): ClauseResult => {
  const excluded = or([
    facts.sexAtBirth === 'male' ? 'yes' : 'no',
    facts.capacityForPregnancy?.value === 'no' ? 'yes' : 'no',
    not(ageWithin(facts, ...fertileYears, moment)),
    procedure({ procedure: 'hysterectomy' }, facts).truth,
  ]);
  if (excluded === 'yes') return no;
  const stated = facts.capacityForPregnancy;
  return yes({
    fact: 'capacity-for-pregnancy',
    value: stated?.value ?? 'not excluded',
    ...(stated ? { recordedAt: stated.recordedAt, source: stated.source } : {}),
  });
};
