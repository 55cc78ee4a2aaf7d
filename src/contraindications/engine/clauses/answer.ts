import { computeDayNumber } from '../../../kernel/day.js';
import type { Answer, Facts } from '../facts.js';
import { createRecordedEvidence, type Evidence } from '../evaluation.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { BreastfeedingClause, CapacityClause, ContraceptionClause, PregnancyClause, ScreeningClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { no, answerNo, silent, answerYes } from './result.js';

export const createAnswerEvidence = (fact: string, answer: Answer, about?: string): Evidence => createRecordedEvidence(fact, answer, answer.value, about);

/** Whether an answer is still valid on the day. A yes is valid until its end, where an end is known. */
export const isAnswerInForce = ({ value, endsOn }: Answer, date: EvaluationDate): boolean =>
  value === 'no' || !endsOn || !date.isPast(computeDayNumber(endsOn));

/**
 * Compiles a question that a yes fulfils. A yes never becomes too old to count against the treatment, unless it has an end; a no counts only while it is recent
 * enough.
 */
const compileAnswer =
  (find: (facts: Facts) => Answer | null | undefined, { maxAge, exact }: CompileContext, evidence: (answer: Answer) => Evidence): CompiledClause =>
  ({ facts }, date) => {
    const answer = find(facts);
    if (!answer) return silent;
    if (answer.value === 'yes') return isAnswerInForce(answer, date) ? answerYes(() => [evidence(answer)]) : silent;
    return !exact || date.isFresh(computeDayNumber(answer.on), maxAge.history) ? no : silent;
  };

export const compileScreening = ({ screening: question }: ScreeningClause, context: CompileContext): CompiledClause =>
  compileAnswer(
    (facts) => facts.screening[question],
    context,
    (answer) => createAnswerEvidence('screening', answer, question),
  );

export const compilePregnancy = (_clause: PregnancyClause, context: CompileContext): CompiledClause =>
  compileAnswer(
    (facts) => facts.pregnancy,
    context,
    (answer) => createAnswerEvidence('pregnancy', answer),
  );

export const compileBreastfeeding = (_clause: BreastfeedingClause, context: CompileContext): CompiledClause =>
  compileAnswer(
    (facts) => facts.breastfeeding,
    context,
    (answer) => createAnswerEvidence('breastfeeding', answer),
  );

/**
 * The validity of the answer that somebody cannot become pregnant, in days. An operation is recorded separately; other reasons may change, so the question is
 * asked again.
 */
export const capacityLastsDays = 365;

export const compileCapacityForPregnancy =
  (_clause: CapacityClause): CompiledClause =>
  ({ facts: { capacityForPregnancy: answer } }, date) => {
    if (!answer) return silent;
    const evidence = () => [createAnswerEvidence('capacity-for-pregnancy', answer)];
    if (answer.value === 'yes') return answerNo(evidence);
    return date.isFresh(computeDayNumber(answer.on), capacityLastsDays) ? answerYes(evidence) : silent;
  };

/** Compiles a clause about contraception. The answer no never becomes too old to count against a treatment. */
export const compileContraception =
  (_clause: ContraceptionClause): CompiledClause =>
  ({ facts: { contraception: answer } }) => {
    if (!answer) return silent;
    const evidence = () => [createAnswerEvidence('contraception', answer)];
    return answer.value === 'no' ? answerYes(evidence) : answerNo(evidence);
  };

/** Questions about conditions without a known end: a no after a yes does not withdraw the yes. */
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

/** The yes that a later no replaced, for a question about a condition without a known end; null where there is none. */
export const findEarlierYes = (question: string, facts: Facts): Evidence | null => {
  const earlier = lifelongQuestions.has(question) ? facts.screening[question]?.earlierYes : null;
  return earlier ? createRecordedEvidence('screening', earlier, 'yes', question) : null;
};

/** Compiles a clause that is `yes` where a question about a condition without a known end was answered yes before it was answered no. */
export const compileEarlierYes =
  ({ screening: question }: ScreeningClause): CompiledClause =>
  ({ facts }) => {
    const earlier = findEarlierYes(question, facts);
    return earlier === null ? no : answerYes(() => [earlier]);
  };
