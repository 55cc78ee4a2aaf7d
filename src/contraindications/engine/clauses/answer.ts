import { dayNumber } from '../../../kernel/day.js';
import type { Answer, Facts } from '../facts.js';
import { recordedEvidence, type Evidence } from '../evaluation.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { BreastfeedingClause, CapacityClause, ContraceptionClause, PregnancyClause, ScreeningClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { no, noBecause, silent, yes } from './result.js';

export const answerEvidence = (fact: string, answer: Answer, about?: string): Evidence => recordedEvidence(fact, answer, answer.value, about);

/** Whether an answer still says anything on the day: a yes does until its end, where one is known. */
export const holds = ({ value, endsOn }: Answer, date: EvaluationDate): boolean => value === 'no' || !endsOn || !date.isPast(dayNumber(endsOn));

/** A yes does not get too old to count against the treatment, unless its end is known; a no is one only while it is young enough. */
const yesTo =
  (find: (facts: Facts) => Answer | null | undefined, { maxAge, exact }: CompileContext, evidence: (answer: Answer) => Evidence): CompiledClause =>
  ({ facts }, date) => {
    const answer = find(facts);
    if (!answer) return silent;
    if (answer.value === 'yes') return holds(answer, date) ? yes(() => [evidence(answer)]) : silent;
    return !exact || date.isFresh(dayNumber(answer.on), maxAge.history) ? no : silent;
  };

export const screening = ({ screening: question }: ScreeningClause, context: CompileContext): CompiledClause =>
  yesTo(
    (facts) => facts.screening[question],
    context,
    (answer) => answerEvidence('screening', answer, question),
  );

export const pregnancy = (_clause: PregnancyClause, context: CompileContext): CompiledClause =>
  yesTo(
    (facts) => facts.pregnancy,
    context,
    (answer) => answerEvidence('pregnancy', answer),
  );

export const breastfeeding = (_clause: BreastfeedingClause, context: CompileContext): CompiledClause =>
  yesTo(
    (facts) => facts.breastfeeding,
    context,
    (answer) => answerEvidence('breastfeeding', answer),
  );

/** An answer that somebody cannot become pregnant is asked for again after a year: an operation is recorded as one, the rest may change. */
export const capacityLastsDays = 365;

export const capacityForPregnancy =
  (_clause: CapacityClause): CompiledClause =>
  ({ facts: { capacityForPregnancy: answer } }, date) => {
    if (!answer) return silent;
    const evidence = () => [answerEvidence('capacity-for-pregnancy', answer)];
    if (answer.value === 'yes') return noBecause(evidence);
    return date.isFresh(dayNumber(answer.on), capacityLastsDays) ? yes(evidence) : silent;
  };

/** A no does not get too old to count against a treatment. */
export const contraception =
  (_clause: ContraceptionClause): CompiledClause =>
  ({ facts: { contraception: answer } }) => {
    if (!answer) return silent;
    const evidence = () => [answerEvidence('contraception', answer)];
    return answer.value === 'no' ? yes(evidence) : noBecause(evidence);
  };

/** Questions about what has no known end: a no after a yes does not undo it. */
const lifelongQuestions: ReadonlySet<string> = new Set([
  'diabetes',
  'bleeding-disorder',
  'autoimmune-disorder',
  'hypertension',
  'heart-condition',
  'keloid-tendency',
  'epilepsy',
  'cancer',
  'liver-disease',
  'kidney-disease',
  'immunodeficiency',
  'cold-sores',
  'previous-reaction-to-local-anaesthetic',
  'previous-reaction-to-tattoo-pigment',
]);

/** The yes that a later no has taken the place of, of a question about something without a known end. */
export const earlierYesTo = (question: string, facts: Facts): Evidence | null => {
  const earlier = lifelongQuestions.has(question) ? facts.screening[question]?.earlierYes : null;
  return earlier ? recordedEvidence('screening', earlier, 'yes', question) : null;
};

/** Whether a question about something without a known end was answered yes before it was answered no. */
export const answeredYesBefore =
  ({ screening: question }: ScreeningClause): CompiledClause =>
  ({ facts }) => {
    const earlier = earlierYesTo(question, facts);
    return earlier === null ? no : yes(() => [earlier]);
  };
