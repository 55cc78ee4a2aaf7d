import type { Ask } from './clauses/ask.js';
import { labEvidence } from './clauses/lab.js';
import { askAny } from './clauses/result.js';
import { trichoanalysisEvidence } from './clauses/trichoanalysis.js';
import type { Facts, TrichoanalysisFact } from './facts.js';
import { sameFact, type Contradiction, type Evidence } from './evaluation.js';
import type { Known } from './known.js';
import type { Moment } from './moment.js';
import type { Compared, Denied, Exempting } from './ready.js';

const withoutRemarks = ({ note: _note, origin: _origin, ...fact }: Evidence): Evidence => fact;

/** The fact alone: what a clause remarks about it belongs to the finding, and another clause may have found the same fact. */
const addOnce = (one: Evidence, says: Evidence[]): void => {
  for (const other of says) if (sameFact(one, other)) return;
  says.push(one.note === undefined && one.origin === undefined ? one : withoutRemarks(one));
};

const evidenceOf = (asks: readonly Ask[], known: Known, moment: Moment): Evidence[] => {
  const result = askAny(asks, known, moment);
  return result.truth === 'yes' ? result.because() : [];
};

/** Answers that clauses deny. */
const denials = (denied: readonly Denied[], known: Known, moment: Moment): Contradiction[] => {
  const found: Contradiction[] = [];
  for (const { about, answer, evidence, asks } of denied) {
    const said = answer(known.facts);
    const against = said?.value === 'no' ? evidenceOf(asks, known, moment) : [];
    if (against.length > 0) found.push({ about, says: [evidence(said!), ...against] });
  }
  return found;
};

/** Pregnancies of people to whom a rule does not apply because they cannot be pregnant. */
const impossiblePregnancies = (rules: readonly Exempting[], known: Known, moment: Moment): Contradiction[] =>
  rules.flatMap(({ exempting, pregnant }) => {
    const exempt = evidenceOf(exempting, known, moment);
    const firing = exempt.length === 0 ? [] : evidenceOf(pregnant, known, moment);
    return firing.length === 0 ? [] : [{ about: 'pregnancy', says: [...exempt, ...firing] }];
  });

/** Results of one moment of which each says something else. */
const differingResults = ({ labs }: Facts): Contradiction[] =>
  Object.values(labs)
    .filter(({ others }) => others !== undefined)
    .map((result) => ({ about: result.analyte, says: [result, ...result.others!].map(labEvidence) }));

const sameField = (one: TrichoanalysisFact, other: TrichoanalysisFact): boolean => one.region === other.region && one.field === other.field;

/** Findings of one moment in one region of which each says something else, by what they are about: `vertex.inflammation`. */
const differingFindings = ({ trichoanalysis: all }: Facts): Contradiction[] =>
  all
    .filter((one) => all.some((other) => other !== one && sameField(one, other)))
    .map((one) => ({ about: `${one.region}.${one.field}`, says: [trichoanalysisEvidence(one)] }));

/** What is about one thing, together. */
const byWhatTheyAreAbout = (all: readonly Contradiction[]): Contradiction[] => {
  const found = new Map<string, Contradiction>();
  for (const { about, says } of all) {
    let together = found.get(about);
    if (!together) found.set(about, (together = { about, says: [] }));
    for (const one of says) addOnce(one, together.says);
  }
  return [...found.values()].sort((one, other) => (one.about < other.about ? -1 : 1));
};

/**
 * Facts that deny each other: an answer `no` against a clause that says otherwise, results or findings of one moment that differ, or a reason for which a rule
 * does not apply against a fact that it is about (a hysterectomy, and a pregnancy). The graver one has decided
 * the finding already; this is for the reader who can set the record right.
 */
export const contradictionsOf = ({ denied, exempting }: Compared, known: Known, moment: Moment): Contradiction[] =>
  byWhatTheyAreAbout([
    ...denials(denied, known, moment),
    ...impossiblePregnancies(exempting, known, moment),
    ...differingResults(known.facts),
    ...differingFindings(known.facts),
  ]);
