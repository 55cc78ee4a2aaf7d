import type { CompiledClause } from './clauses/compile-context.js';
import { createAnswerEvidence, findEarlierYes } from './clauses/answer.js';
import { createConditionEvidence } from './clauses/condition.js';
import { createLabEvidence } from './clauses/lab.js';
import { createMedicineEvidence } from './clauses/medication.js';
import { evaluateAny } from './clauses/result.js';
import { createTrichoanalysisEvidence } from './clauses/trichoanalysis.js';
import type { Facts, TrichoanalysisFact } from './facts.js';
import { deduplicate, createRecordedEvidence, isSameFact, type Contradiction, type Evidence } from './evaluation.js';
import { isLifelong, getLifelongConcern } from './codes.js';
import { findCodeOfCondition, type Known } from './known.js';
import type { EvaluationDate } from './evaluation-date.js';
import type { ConsistencyChecks, DeniedAnswer, Exemption } from './compiled-ruleset.js';

/** The evidence without the remarks of a clause, which belong to the finding. */
const withoutRemarks = (evidence: Evidence): Evidence => {
  if (evidence.note === undefined && evidence.origin === undefined) return evidence;
  const { note: _note, origin: _origin, ...fact } = evidence;
  return fact;
};

const listEvidence = (asks: readonly CompiledClause[], known: Known, date: EvaluationDate): Evidence[] => {
  const result = evaluateAny(asks, known, date);
  return result.truth === 'yes' ? result.because() : [];
};

/** Answers that clauses contradict. */
const listDenials = (denied: readonly DeniedAnswer[], known: Known, date: EvaluationDate): Contradiction[] => {
  const found: Contradiction[] = [];
  for (const { about, answer, evidence, asks } of denied) {
    const said = answer(known.facts);
    const against = said?.value === 'no' ? listEvidence(asks, known, date) : [];
    if (against.length > 0) found.push({ about, says: [evidence(said!), ...against] });
  }
  return found;
};

/** Diseases without a known end that are recorded as ended, or that a later complete list no longer names. */
const listEndedDiseases = ({ facts }: Known): Contradiction[] =>
  facts.conditions.flatMap((condition) => {
    const icd10 = findCodeOfCondition(condition);
    if (condition.active || icd10 === null || !isLifelong(icd10)) return [];
    const omitted = condition.omittedSince ? [createRecordedEvidence('reviewed', condition.omittedSince, 'complete', 'conditions')] : [];
    return [{ about: getLifelongConcern(icd10), says: [createConditionEvidence(condition), ...omitted] }];
  });

/** Questions about conditions without a known end that were answered yes first and no later. */
const listWithdrawnAnswers = ({ facts }: Known): Contradiction[] =>
  Object.entries(facts.screening).flatMap(([question, answer]) => {
    const earlier = findEarlierYes(question, facts);
    return earlier === null ? [] : [{ about: question, says: [createAnswerEvidence('screening', answer, question), earlier] }];
  });

/** Entries whose code and words name different things. */
const listDifferingWords = ({ facts }: Known): Contradiction[] => [
  ...facts.conditions
    .filter(({ codeAndWordsDiffer }) => codeAndWordsDiffer)
    .map((fact) => ({ about: fact.text ?? 'condition', says: [createConditionEvidence(fact)] })),
  ...facts.medications.filter(({ codeAndWordsDiffer }) => codeAndWordsDiffer).map((fact) => ({ about: fact.name, says: [createMedicineEvidence(fact)] })),
];

/** Pregnancies of people whom a rule exempts because they cannot be pregnant. */
const listImpossiblePregnancies = (rules: readonly Exemption[], known: Known, date: EvaluationDate): Contradiction[] =>
  rules.flatMap(({ exempting, pregnant }) => {
    const exempt = listEvidence(exempting, known, date);
    const firing = exempt.length === 0 ? [] : listEvidence(pregnant, known, date);
    return firing.length === 0 ? [] : [{ about: 'pregnancy', says: [...exempt, ...firing] }];
  });

/** Results of the same instant with different contents. */
const listDifferingResults = ({ labs }: Facts): Contradiction[] =>
  Object.values(labs).flatMap((result) => {
    const others = result.others?.filter(({ recordedAt }) => recordedAt === result.recordedAt) ?? [];
    return others.length > 0 ? [{ about: result.analyte, says: [result, ...others].map(createLabEvidence) }] : [];
  });

const isSameField = (one: TrichoanalysisFact, other: TrichoanalysisFact): boolean => one.region === other.region && one.field === other.field;

/** Findings of the same instant and region with different contents, by subject: `vertex.inflammation`. */
const listDifferingFindings = ({ trichoanalysis: all }: Facts): Contradiction[] =>
  all
    .filter((item) => item.field !== 'signs' && all.some((other) => other !== item && isSameField(item, other)))
    .map((item) => ({ about: `${item.region}.${item.field}`, says: [createTrichoanalysisEvidence(item)] }));

/** Groups contradictions by subject, with each fact once, because several clauses may have found the same fact. */
const groupBySubject = (all: readonly Contradiction[]): Contradiction[] => {
  const found = new Map<string, Evidence[]>();
  for (const { about, says } of all) {
    const others = found.get(about);
    if (others) others.push(...says);
    else found.set(about, says);
  }
  return [...found]
    .map(([about, says]) => ({ about, says: deduplicate(says, isSameFact).map(withoutRemarks) }))
    .sort((one, other) => (one.about < other.about ? -1 : 1));
};

/**
 * Finds facts that contradict each other: an answer `no` against a clause that is `yes`, different results or findings of one instant, or an exemption against
 * a fact that it excludes (a hysterectomy and a pregnancy). The more severe fact has decided the finding already; the contradictions are listed so that people
 * can correct the record.
 */
export const listContradictions = ({ denied, exempting }: ConsistencyChecks, known: Known, date: EvaluationDate): Contradiction[] =>
  groupBySubject([
    ...listDenials(denied, known, date),
    ...listImpossiblePregnancies(exempting, known, date),
    ...listDifferingResults(known.facts),
    ...listDifferingFindings(known.facts),
    ...listEndedDiseases(known),
    ...listWithdrawnAnswers(known),
    ...listDifferingWords(known),
  ]);
