import { dayNumber, type Day } from '../../kernel/day.js';
import { recordedEvidence, type Evidence, type Missing } from './evaluation.js';
import type { Facts, ListName, Recorded } from './facts.js';
import { answerEvidence, holds } from './clauses/answer.js';
import { labEvidence } from './clauses/lab.js';
import { trichoanalysisEvidence } from './clauses/trichoanalysis.js';
import type { Known } from './known.js';
import type { EvaluationDate } from './evaluation-date.js';
import { questionFor } from './questions.js';
import type { MaxAgeDays, Rule } from './ruleset.js';

/** A need that is met, and by what. Put into words only when somebody reads it. */
export interface Answered {
  readonly met: true;
  readonly evidence: () => Evidence;
}

/** A need that is not met, and what to ask. */
export interface Unanswered {
  readonly met: false;
  readonly missing: () => Missing;
}

/** Whether a need is met on a day. */
type NeedResult = Answered | Unanswered;

/** A need made ready to be asked: about one person, on one day. */
export type CompiledNeed = (known: Known, date: EvaluationDate) => NeedResult;

/** How a fact answers a need. */
class Reply implements Answered {
  readonly met = true;

  constructor(
    /** Null for what has no age. */
    readonly on: Day | null,
    readonly evidence: () => Evidence,
    /** The newest result, where it is preliminary, and whether there is none but preliminary ones: they answer nothing. */
    readonly preliminary: { on: Day; alone: boolean } | null = null,
  ) {}
}

/** The newest answer to a need, whatever its age; null for none. */
type Replying = (known: Known, date: EvaluationDate) => Reply | null;

/** The newest of them, of two of one day the one recorded later: the order in which they come does not matter. */
const newest = <T extends Recorded>(all: readonly T[]): T | undefined =>
  all.length < 2 ? all[0] : all.reduce((best, one) => (one.on > best.on || (one.on === best.on && one.recordedAt > best.recordedAt) ? one : best));

const newestOf =
  <T extends Recorded>(find: (facts: Facts) => readonly T[], evidence: (fact: T) => Evidence): Replying =>
  ({ facts }) => {
    const found = newest(find(facts));
    return found ? new Reply(found.on, () => evidence(found)) : null;
  };

const answering =
  (kind: 'screening' | 'pregnancy' | 'breastfeeding', name?: string): Replying =>
  ({ facts }, date) => {
    const answer = kind === 'screening' ? facts.screening[name ?? ''] : facts[kind];
    return answer && holds(answer, date) ? new Reply(answer.on, () => answerEvidence(kind, answer, name)) : null;
  };

const replying = (need: string): Replying => {
  const [kind = '', name] = need.split('.');
  switch (kind) {
    case 'consultation':
      return newestOf(
        (facts) => facts.signedConsultations,
        (item) => recordedEvidence('consultation', item, 'signed'),
      );
    case 'examination':
      return newestOf(
        (facts) => facts.examinations,
        (item) => recordedEvidence('examination', item, 'on file'),
      );
    case 'trichoanalysis':
      if (name === undefined)
        return newestOf(
          (facts) => facts.trichoanalysesOnFile,
          (item) => recordedEvidence('trichoanalysis', item, 'on file'),
        );
      return newestOf((facts) => facts.trichoanalysis.filter((item) => item.field === name), trichoanalysisEvidence);
    case 'lab':
      return ({ facts }) => {
        const result = facts.labs[name ?? ''];
        if (!result || (result.value === null && result.text === null)) return null;
        const alone = result.preliminary ?? false;
        const newer = alone ? result : result.others?.find(({ preliminary }) => preliminary);
        return new Reply(result.on, () => labEvidence(result), newer ? { on: newer.on, alone } : null);
      };
    case 'birthDate':
      return ({ facts: { birthDate, patient } }) =>
        birthDate === null ? null : new Reply(null, () => ({ fact: 'birth-date', value: birthDate, source: patient }));
    case 'screening':
    case 'pregnancy':
    case 'breastfeeding':
      return answering(kind, name);
    default:
      return ({ facts }) => {
        const review = name === 'reviewed' ? facts.reviewed[kind as ListName] : undefined;
        return review ? new Reply(review.on, () => recordedEvidence('reviewed', review, 'complete', kind)) : null;
      };
  }
};

const maxAgeOf = (need: string, maxAge: MaxAgeDays): number | undefined => {
  if (need === 'birthDate') return undefined;
  if (need.startsWith('lab.')) return maxAge.lab;
  return need === 'examination' || need.split('.')[0] === 'trichoanalysis' ? maxAge.trichoanalysis : maxAge.history;
};

/** What there is instead of an answer: one that is too old, or is preliminary. */
interface Instead {
  reason: 'outdated' | 'preliminary';
  on: Day;
  maxAgeDays: number | null;
}

/** A result that is not final stands before one that is too old; of two of a kind the newer one does. */
const moreTelling = (one: Instead | null, other: Instead): Instead => {
  if (one === null || (one.reason === 'outdated' && other.reason === 'preliminary')) return other;
  return one.reason === other.reason && other.on > one.on ? other : one;
};

const unanswered = (alternatives: readonly string[], limit: number | undefined, instead: Instead | null, ask: string | undefined): Missing => {
  const [first = '', ...rest] = alternatives;
  const questions = alternatives.map(questionFor);
  return {
    fact: first,
    alternatives: rest,
    reason: instead?.reason ?? 'unanswered',
    answeredOn: instead?.on ?? null,
    maxAgeDays: instead?.maxAgeDays ?? limit ?? null,
    ask: ask ?? questions.map((question) => question.ask).join(' Or: '),
    how: questions.map((question) => question.how).join(' Or: '),
  };
};

/** Makes a need ready: of several alternatives, parted by `|`, one that is answered and young enough is enough. */
const compileNeed = (need: string, maxAge: MaxAgeDays, ask?: string): CompiledNeed => {
  const words = need.split('|');
  const alternatives = words.map((word) => ({ limit: maxAgeOf(word, maxAge), find: replying(word) }));
  const { limit: firstLimit } = alternatives[0]!;
  return (known, date) => {
    let instead: Instead | null = null;
    for (const { limit, find } of alternatives) {
      const answer = find(known, date);
      if (answer === null) continue;
      const { on, preliminary } = answer;
      if (!preliminary?.alone && (on === null || date.isFresh(dayNumber(on), limit))) return answer;
      if (preliminary && date.isFresh(dayNumber(preliminary.on), limit))
        instead = moreTelling(instead, { reason: 'preliminary', on: preliminary.on, maxAgeDays: limit ?? null });
      else if (on !== null) instead = moreTelling(instead, { reason: 'outdated', on, maxAgeDays: limit ?? 0 });
    }
    return { met: false, missing: () => unanswered(words, firstLimit, instead, ask) };
  };
};

/** The needs of a rule, with the words that it asks them in. */
export const compileNeeds = (rule: Rule, maxAge: MaxAgeDays): CompiledNeed[] => rule.needsData.map((need) => compileNeed(need, maxAge, rule.ask?.[need]));
