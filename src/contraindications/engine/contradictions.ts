import type { Ask } from './clauses/ask.js';
import { labEvidence } from './clauses/lab.js';
import { askAny } from './clauses/result.js';
import { trichoanalysisEvidence } from './clauses/trichoanalysis.js';
import type { TrichoanalysisFact } from './facts.js';
import { sameFact, type Contradiction, type Evidence } from './evaluation.js';
import type { Known } from './known.js';
import type { Moment } from './moment.js';
import type { ReadyRule } from './ready.js';

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

/** Findings of one moment in one region of which each says something else, by what they are about: `vertex.inflammation`. */
const differingFindings = (findings: readonly TrichoanalysisFact[]): [string, TrichoanalysisFact[]][] => {
  if (findings.length < 2) return [];
  const found = new Map<string, TrichoanalysisFact[]>();
  for (const one of findings) {
    const about = `${one.region}.${one.field}`;
    const others = found.get(about);
    if (others) others.push(one);
    else found.set(about, [one]);
  }
  return [...found].filter(([, all]) => all.length > 1);
};

/**
 * Facts that deny each other: an answer `no` against a clause that says otherwise, results or findings of one moment that differ, or a reason for which a rule
 * does not apply against a fact that it is about (a hysterectomy, and a pregnancy). The graver one has decided
 * the finding already; this is for the reader who can set the record right.
 */
export const contradictionsOf = (rules: readonly ReadyRule[], known: Known, moment: Moment): Contradiction[] => {
  const found = new Map<string, Evidence[]>();
  const add = (about: string, evidence: readonly Evidence[]): void => {
    let says = found.get(about);
    if (!says) found.set(about, (says = []));
    for (const one of evidence) addOnce(one, says);
  };
  for (const { denying, exempting, pregnant } of rules) {
    for (const { about, denial, evidence, ask } of denying) {
      const denied = denial(known.facts);
      if (!denied) continue;
      const against = ask(known, moment);
      if (against.truth === 'yes') add(about, [evidence(denied), ...against.because()]);
    }
    const exempt = pregnant.length === 0 ? [] : evidenceOf(exempting, known, moment);
    const firing = exempt.length === 0 ? [] : evidenceOf(pregnant, known, moment);
    if (firing.length > 0) add('pregnancy', [...exempt, ...firing]);
  }
  for (const [analyte, result] of Object.entries(known.facts.labs)) {
    if (result.others !== undefined) add(analyte, [result, ...result.others].map(labEvidence));
  }
  for (const [about, findings] of differingFindings(known.facts.trichoanalysis)) add(about, findings.map(trichoanalysisEvidence));
  return [...found].map(([about, says]) => ({ about, says })).sort((one, other) => (one.about < other.about ? -1 : 1));
};
