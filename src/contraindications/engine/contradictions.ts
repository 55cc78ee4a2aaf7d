import { answerEvidence } from './clauses/answer.js';
import { evaluateClause } from './clauses/index.js';
import type { Contradiction, Evidence } from './evaluation.js';
import type { Answer, Facts } from './facts.js';
import type { Moment } from './moment.js';
import type { Clause, Rule } from './ruleset.js';

const answerTo = (question: string, facts: Facts): { answer: Answer; evidence: Evidence } | null => {
  const [kind = '', name] = question.split('.');
  const answer = kind === 'screening' ? facts.screening[name ?? ''] : kind === 'pregnancy' ? facts.pregnancy : null;
  return answer ? { answer, evidence: answerEvidence(kind, answer, name) } : null;
};

const nested = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) => ['all' in clause ? nested(clause.all) : 'any' in clause ? nested(clause.any) : [], clause].flat());

const bare = ({ note: _note, origin: _origin, ...fact }: Evidence): string => JSON.stringify(fact);

/** The same fact, whichever clause found it. */
const sameEvidence = (one: Evidence, other: Evidence): boolean => bare(one) === bare(other);

/**
 * Facts that deny each other: an answer `no` against a clause that says otherwise, or a reason for which a rule
 * does not apply against a fact that it is about (a hysterectomy, and a pregnancy). The graver one has decided
 * the finding already; this is for the reader who can set the record right.
 */
export const contradictionsOf = (rules: readonly Rule[], facts: Facts, moment: Moment): Contradiction[] => {
  const found = new Map<string, Evidence[]>();
  const add = (question: string, evidence: readonly Evidence[]): void => {
    const about = question.replace(/^screening\./, '');
    const says = found.get(about) ?? [];
    for (const one of evidence) if (!says.some((other) => sameEvidence(one, other))) says.push(one);
    found.set(about, says);
  };
  for (const rule of rules) {
    const maxAge = rule.maxAgeDays ?? {};
    const ask = (clause: Clause) => evaluateClause(clause, facts, moment, maxAge);
    const clauses = nested([...(rule.contraindicatedWhen ?? []), ...rule.any, ...(rule.cautionWhen ?? [])]);
    for (const clause of clauses) {
      const stated = clause.contradicts === undefined ? null : answerTo(clause.contradicts, facts);
      if (clause.contradicts === undefined || stated?.answer.value !== 'no') continue;
      const result = ask(clause);
      if (result.truth === 'yes') add(clause.contradicts, [stated.evidence, ...result.because]);
    }
    const exempting = (rule.notApplicableWhen ?? []).map(ask).filter((result) => result.truth === 'yes');
    const firing =
      exempting.length === 0
        ? []
        : rule.any
            .filter((clause) => 'pregnancy' in clause || clause.contradicts === 'pregnancy')
            .map(ask)
            .filter((result) => result.truth === 'yes');
    if (firing.length > 0)
      add(
        'pregnancy',
        [...exempting, ...firing].flatMap((result) => result.because),
      );
  }
  return [...found].map(([about, says]) => ({ about, says })).sort((one, other) => one.about.localeCompare(other.about));
};
