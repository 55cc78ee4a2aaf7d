import { computeDayNumber, type Day } from '../../kernel/day.js';
import { createRecordedEvidence, type Evidence, type Missing } from './evaluation.js';
import type { Facts, ListName, Recorded } from './facts.js';
import { createAnswerEvidence, isAnswerInForce } from './clauses/answer.js';
import { createLabEvidence } from './clauses/lab.js';
import { createTrichoanalysisEvidence } from './clauses/trichoanalysis.js';
import type { Known } from './known.js';
import type { EvaluationDate } from './evaluation-date.js';
import { getQuestion } from './questions.js';
import type { MaxAgeDays, Rule } from './ruleset.js';

/** A need that is met, with the fact that answers it. The evidence is formatted only when it is read. */
export interface Answered {
  readonly met: true;
  readonly evidence: () => Evidence;
}

/** A need that is not met, with the facts to ask for. */
export interface Unanswered {
  readonly met: false;
  readonly missing: () => Missing;
}

/** The result of a need on a day. */
type NeedResult = Answered | Unanswered;

/** A compiled need: a function of one person and one day. */
export type CompiledNeed = (known: Known, date: EvaluationDate) => NeedResult;

/** A fact that answers a need. */
class Reply implements Answered {
  readonly met = true;

  constructor(
    /** The day of the fact; null where its age does not matter. */
    readonly on: Day | null,
    readonly evidence: () => Evidence,
    /** The newest preliminary result, and whether there are only preliminary results, which do not answer a need. */
    readonly preliminary: { on: Day; alone: boolean } | null = null,
  ) {}
}

/** Finds the newest answer to a need, whatever its age; null where there is none. */
type Replying = (known: Known, date: EvaluationDate) => Reply | null;

/** Finds the newest record; of two records of one day, the one that was recorded later. The order of the records does not matter. */
const findNewest = <T extends Recorded>(all: readonly T[]): T | undefined =>
  all.length < 2 ? all[0] : all.reduce((best, one) => (one.on > best.on || (one.on === best.on && one.recordedAt > best.recordedAt) ? one : best));

const compileNewestReply =
  <T extends Recorded>(find: (facts: Facts) => readonly T[], evidence: (fact: T) => Evidence): Replying =>
  ({ facts }) => {
    const found = findNewest(find(facts));
    return found ? new Reply(found.on, () => evidence(found)) : null;
  };

const compileAnswerReply =
  (kind: 'screening' | 'pregnancy' | 'breastfeeding', name?: string): Replying =>
  ({ facts }, date) => {
    const answer = kind === 'screening' ? facts.screening[name ?? ''] : facts[kind];
    return answer && isAnswerInForce(answer, date) ? new Reply(answer.on, () => createAnswerEvidence(kind, answer, name)) : null;
  };

const compileReply = (need: string): Replying => {
  const [kind = '', name] = need.split('.');
  switch (kind) {
    case 'consultation':
      return compileNewestReply(
        (facts) => facts.signedConsultations,
        (item) => createRecordedEvidence('consultation', item, 'signed'),
      );
    case 'examination':
      return compileNewestReply(
        (facts) => facts.examinations,
        (item) => createRecordedEvidence('examination', item, 'on file'),
      );
    case 'trichoanalysis':
      if (name === undefined)
        return compileNewestReply(
          (facts) => facts.trichoanalysesOnFile,
          (item) => createRecordedEvidence('trichoanalysis', item, 'on file'),
        );
      return compileNewestReply((facts) => facts.trichoanalysis.filter((item) => item.field === name), createTrichoanalysisEvidence);
    case 'lab':
      return ({ facts }) => {
        const result = facts.labs[name ?? ''];
        if (!result || (result.value === null && result.text === null)) return null;
        const alone = result.preliminary ?? false;
        const newer = alone ? result : result.others?.find(({ preliminary }) => preliminary);
        return new Reply(result.on, () => createLabEvidence(result), newer ? { on: newer.on, alone } : null);
      };
    case 'birthDate':
      return ({ facts: { birthDate, patient } }) =>
        birthDate === null ? null : new Reply(null, () => ({ fact: 'birth-date', value: birthDate, source: patient }));
    case 'screening':
    case 'pregnancy':
    case 'breastfeeding':
      return compileAnswerReply(kind, name);
    default:
      return ({ facts }) => {
        const review = name === 'reviewed' ? facts.reviewed[kind as ListName] : undefined;
        return review ? new Reply(review.on, () => createRecordedEvidence('reviewed', review, 'complete', kind)) : null;
      };
  }
};

const findMaxAge = (need: string, maxAge: MaxAgeDays): number | undefined => {
  if (need === 'birthDate') return undefined;
  if (need.startsWith('lab.')) return maxAge.lab;
  return need === 'examination' || need.split('.')[0] === 'trichoanalysis' ? maxAge.trichoanalysis : maxAge.history;
};

/** The unusable answer to a need: one that is too old, or preliminary. */
interface Instead {
  reason: 'outdated' | 'preliminary';
  on: Day;
  maxAgeDays: number | null;
}

/** Chooses between two unusable answers: a preliminary result before one that is too old; among equals the newer one. */
const chooseMoreTelling = (one: Instead | null, other: Instead): Instead => {
  if (one === null || (one.reason === 'outdated' && other.reason === 'preliminary')) return other;
  return one.reason === other.reason && other.on > one.on ? other : one;
};

const createUnansweredMissing = (alternatives: readonly string[], limit: number | undefined, instead: Instead | null, ask: string | undefined): Missing => {
  const [first = '', ...rest] = alternatives;
  const questions = alternatives.map(getQuestion);
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

/** Compiles a need. Of several alternatives, separated by `|`, one recent answer is enough. */
const compileNeed = (need: string, maxAge: MaxAgeDays, ask?: string): CompiledNeed => {
  const words = need.split('|');
  const alternatives = words.map((word) => ({ limit: findMaxAge(word, maxAge), find: compileReply(word) }));
  const { limit: firstLimit } = alternatives[0]!;
  return (known, date) => {
    let instead: Instead | null = null;
    for (const { limit, find } of alternatives) {
      const answer = find(known, date);
      if (answer === null) continue;
      const { on, preliminary } = answer;
      if (!preliminary?.alone && (on === null || date.isFresh(computeDayNumber(on), limit))) return answer;
      if (preliminary && date.isFresh(computeDayNumber(preliminary.on), limit))
        instead = chooseMoreTelling(instead, { reason: 'preliminary', on: preliminary.on, maxAgeDays: limit ?? null });
      else if (on !== null) instead = chooseMoreTelling(instead, { reason: 'outdated', on, maxAgeDays: limit ?? 0 });
    }
    return { met: false, missing: () => createUnansweredMissing(words, firstLimit, instead, ask) };
  };
};

/** Compiles the needs of a rule, with the rule's own words for its questions. */
export const compileNeeds = (rule: Rule, maxAge: MaxAgeDays): CompiledNeed[] => rule.needsData.map((need) => compileNeed(need, maxAge, rule.ask?.[need]));
