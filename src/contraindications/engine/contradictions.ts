import { answerEvidence } from './clauses/answer.js';
import type { Ask } from './clauses/ask.js';
import { sameFact, type Contradiction, type Evidence } from './evaluation.js';
import type { Answer, Facts } from './facts.js';
import type { Known } from './known.js';
import type { Moment } from './moment.js';
import type { ReadyRule } from './ready.js';

/** The answer `no` to a question, where it was given. */
const denial = (question: string, facts: Facts): Evidence | null => {
  const [kind = '', name] = question.split('.');
  const answer: Answer | null | undefined = kind === 'screening' ? facts.screening[name ?? ''] : kind === 'pregnancy' ? facts.pregnancy : null;
  return answer?.value === 'no' ? answerEvidence(kind, answer, name) : null;
};

const evidenceOf = (asks: readonly Ask[], known: Known, moment: Moment): Evidence[] =>
  asks.map((ask) => ask(known, moment)).flatMap((result) => (result.truth === 'yes' ? result.because() : []));

/**
 * Facts that deny each other: an answer `no` against a clause that says otherwise, or a reason for which a rule
 * does not apply against a fact that it is about (a hysterectomy, and a pregnancy). The graver one has decided
 * the finding already; this is for the reader who can set the record right.
 */
export const contradictionsOf = (rules: readonly ReadyRule[], known: Known, moment: Moment): Contradiction[] => {
  const found = new Map<string, Evidence[]>();
  const add = (question: string, evidence: readonly Evidence[]): void => {
    const about = question.replace(/^screening\./, '');
    const says = found.get(about) ?? [];
    for (const one of evidence) if (!says.some((other) => sameFact(one, other))) says.push(one);
    found.set(about, says);
  };
  for (const { denying, exempting, pregnant } of rules) {
    for (const { answer, ask } of denying) {
      const denied = denial(answer, known.facts);
      const against = denied ? evidenceOf([ask], known, moment) : [];
      if (denied && against.length > 0) add(answer, [denied, ...against]);
    }
    const exempt = pregnant.length === 0 ? [] : evidenceOf(exempting, known, moment);
    const firing = exempt.length === 0 ? [] : evidenceOf(pregnant, known, moment);
    if (firing.length > 0) add('pregnancy', [...exempt, ...firing]);
  }
  return [...found].map(([about, says]) => ({ about, says })).sort((one, other) => (one.about < other.about ? -1 : 1));
};
