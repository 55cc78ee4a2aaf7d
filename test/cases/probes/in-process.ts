/** The same question as `POST /v1/contraindication-checks/evaluate`, without a server: for properties, which ask it thousands of times. */
import { collectFacts } from '../../../src/contraindications/checks/facts-from.js';
import { readPostedConsultations } from '../../../src/contraindications/checks/posted-consultations.js';
import type { ContraindicationEvaluationInput } from '../../../src/contraindications/checks/evaluate.dto.js';
import { evaluate } from '../../../src/contraindications/engine/index.js';
import { shippedRulesets } from '../../../src/contraindications/rulesets/shipped/index.js';
import { healthy, severity, treatmentOf, type Asked, type Outcome, type Probe, type ShortName } from './probe.js';

const timeZone = 'Asia/Kolkata';

/** What the shipped rules say; fails where the request would be refused. */
const outcomeOf = (asked: Asked, treatment: ShortName): Outcome => {
  const { birthDate, sexAtBirth } = asked.patient as { birthDate: string | null; sexAtBirth: 'female' | 'male' | 'intersex' | 'unknown' };
  const input = { patient: asked.patient, consultations: [asked.today, ...asked.earlier] } as unknown as ContraindicationEvaluationInput;
  const records = readPostedConsultations(input, { now: new Date(), timeZone });
  const facts = collectFacts({ id: null, birthDate, sexAtBirth }, records, { timeZone, ingredients: asked.ingredients ?? null });
  const ruleset = shippedRulesets.find((ruleset) => ruleset.treatment === treatmentOf[treatment])!;
  return evaluate(ruleset, facts, { plannedOn: asked.plannedOn, timeZone }).outcome;
};

/** What the rules say of the healthy person after these changes. */
export const outcomeAfter = (treatment: ShortName, edits: readonly Probe['edit'][], of: Probe['of'] = 'woman'): Outcome => {
  const asked = healthy(of, treatment);
  for (const edit of edits) edit(asked);
  return outcomeOf(asked, treatment);
};

export const isMilder = (one: Outcome, other: Outcome): boolean => severity.indexOf(one) < severity.indexOf(other);

/** Whether the request would be taken. */
export const isTaken = (edit: Probe['edit']): boolean => {
  try {
    outcomeAfter('smp', [edit]);
    return true;
  } catch {
    return false;
  }
};
