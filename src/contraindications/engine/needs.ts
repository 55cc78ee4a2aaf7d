import type { Day } from '../../kernel/day.js';
import type { Evidence, Missing } from './evaluation.js';
import type { Facts, ListName, Recorded } from './facts.js';
import { answerEvidence } from './clauses/answer.js';
import { labEvidence } from './clauses/lab.js';
import { trichoanalysisEvidence } from './clauses/trichoanalysis.js';
import type { Moment } from './moment.js';
import { questionFor, uncodedUnclear } from './questions.js';
import type { MaxAgeDays } from './ruleset.js';

/** How one fact answers a need. */
interface Reply {
  on: Day;
  evidence: Evidence;
  uncoded?: string[];
}

const recordedEvidence = (fact: string, recorded: Recorded, value: string, about?: string): Evidence => ({
  fact,
  ...(about === undefined ? {} : { about }),
  value,
  on: recorded.on,
  recordedAt: recorded.recordedAt,
  source: recorded.source,
});

const newest = <T extends Recorded>(all: readonly T[]): T | undefined =>
  all.reduce<T | undefined>((best, one) => (!best || one.on > best.on ? one : best), undefined);

const replyOf = <T extends Recorded>(fact: T | null | undefined, evidence: (fact: T) => Evidence): Reply | null =>
  fact ? { on: fact.on, evidence: evidence(fact) } : null;

/** The newest answer to a need, whatever its age. */
const reply = (need: string, facts: Facts): Reply | null => {
  const [kind = '', name] = need.split('.');
  switch (kind) {
    case 'consultation':
      return replyOf(newest(facts.signedConsultations), (one) => recordedEvidence('consultation', one, 'signed'));
    case 'examination':
      return replyOf(newest(facts.examinations), (one) => recordedEvidence('examination', one, 'on file'));
    case 'trichoanalysis':
      if (name === undefined) return replyOf(newest(facts.trichoanalysesOnFile), (one) => recordedEvidence('trichoanalysis', one, 'on file'));
      return replyOf(newest(facts.trichoanalysis.filter((one) => one.field === name)), trichoanalysisEvidence);
    case 'lab': {
      const result = facts.labs[name ?? ''];
      return replyOf(result && (result.value !== null || result.text !== null) ? result : null, labEvidence);
    }
    case 'screening':
      return replyOf(facts.screening[name ?? ''], (one) => answerEvidence('screening', one, name));
    case 'pregnancy':
      return replyOf(facts.pregnancy, (one) => answerEvidence('pregnancy', one));
    case 'breastfeeding':
      return replyOf(facts.breastfeeding, (one) => answerEvidence('breastfeeding', one));
    default: {
      const review = name === 'reviewed' ? facts.reviewed[kind as ListName] : undefined;
      const answered = replyOf(review, (one) => recordedEvidence('reviewed', one, 'complete', kind));
      return answered && review && review.uncoded.length > 0 ? { ...answered, uncoded: review.uncoded } : answered;
    }
  }
};

const maxAgeOf = (need: string, maxAge: MaxAgeDays): number | undefined => {
  if (need.startsWith('lab.')) return maxAge.lab;
  return need === 'examination' || need.split('.')[0] === 'trichoanalysis' ? maxAge.trichoanalysis : maxAge.history;
};

/** Whether a need of a rule is answered on the day, by what, or else what to ask. */
export const meetNeed = (need: string, facts: Facts, moment: Moment, maxAge: MaxAgeDays): { evidence: Evidence } | { missing: Missing } => {
  const alternatives = need.split('|');
  let outdated: { on: Day; maxAgeDays: number } | null = null;
  let uncoded: Missing | null = null;
  for (const one of alternatives) {
    if (one === 'birthDate') {
      if (facts.birthDate !== null) return { evidence: { fact: 'birth-date', value: facts.birthDate, source: facts.patient } };
      continue;
    }
    const answer = reply(one, facts);
    if (!answer) continue;
    const limit = maxAgeOf(one, maxAge);
    if (!moment.isFresh(answer.on, limit)) {
      if (!outdated || answer.on > outdated.on) outdated = { on: answer.on, maxAgeDays: limit ?? 0 };
    } else if (answer.uncoded) {
      uncoded = uncodedUnclear(one.split('.')[0] ?? one, answer.uncoded);
    } else {
      return { evidence: answer.evidence };
    }
  }
  if (uncoded) return { missing: { ...uncoded, alternatives: alternatives.filter((one) => !one.endsWith('.reviewed')) } };
  const [first = need, ...rest] = alternatives;
  const questions = alternatives.map(questionFor);
  const limit = maxAgeOf(first, maxAge);
  return {
    missing: {
      fact: first,
      alternatives: rest,
      reason: outdated ? 'outdated' : 'unanswered',
      answeredOn: outdated?.on ?? null,
      maxAgeDays: outdated?.maxAgeDays ?? limit ?? null,
      ask: questions.map((question) => question.ask).join(' Or: '),
      how: questions.map((question) => question.how).join(' Or: '),
    },
  };
};
