import type { Day } from '../../kernel/day.js';
import { getMessages, type NameIn } from '../../messages/index.js';
import { findAnalyteById } from '../../terminology/index.js';
import type { AllergyFact, BloodPressureFact, IndicationFact, LabFact, MedicationFact, ProcedureFact, TrichoanalysisFact, UnreadReason } from './facts.js';
import type { Missing } from './evaluation.js';
import type { UnreadItem } from './unread-item.js';

/** The question for a fact, and the place where its answer is recorded. */
export interface Question {
  ask: string;
  how: string;
}

const describeHistoryEntry = (member: string): string => `Record ${member} in the medical history of a consultation.`;

/** The questions of a check are stored with it in English; for a reader of another language they are formatted from the same messages. */
const asks = getMessages('checks', 'en');

const screening = [
  'diabetes',
  'bleeding-disorder',
  'active-infection',
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
  'fainting-at-injections',
  'previous-reaction-to-local-anaesthetic',
  'previous-reaction-to-tattoo-pigment',
  'recent-sunburn-or-wound-on-site',
] as const satisfies readonly NameIn<'checks', 'question.screening'>[];

/** The questions of the screening, which every consultation asks. */
export const screeningQuestions: readonly string[] = screening;

/** The place where each fact that `needsData` names is recorded. */
const others = {
  'consultation.signed': 'POST /v1/consultations/{id}/sign by a dermatologist.',
  trichoanalysis: 'POST /v1/consultations/{id}/trichoanalyses.',
  'trichoanalysis.infection': 'POST /v1/consultations/{id}/trichoanalyses with infection other than unknown.',
  'trichoanalysis.inflammation': 'POST /v1/consultations/{id}/trichoanalyses with inflammation other than unknown.',
  'trichoanalysis.suspiciousLesion': 'POST /v1/consultations/{id}/trichoanalyses with suspiciousLesion yes or no.',
  examination: 'Record the examination in a consultation.',
  'conditions.reviewed': describeHistoryEntry('the conditions, and "conditions" in reviewed,'),
  'medications.reviewed': describeHistoryEntry('the medications, and "medications" in reviewed,'),
  'allergies.reviewed': describeHistoryEntry('the allergies, and "allergies" in reviewed,'),
  'procedures.reviewed': describeHistoryEntry('the procedures, and "procedures" in reviewed,'),
  pregnancy: describeHistoryEntry('pregnancy.status and pregnancy.assessedOn'),
  breastfeeding: describeHistoryEntry('breastfeeding'),
  birthDate: 'PATCH /v1/patients/{id} with birthDate.',
} satisfies Partial<Record<NameIn<'checks', 'question'>, string>>;

/** Questions about facts that no need names. */
const beside = {
  'trichoanalysis.signs': 'POST /v1/consultations/{id}/trichoanalyses with perifollicularSigns and scalpCondition.',
} satisfies Partial<Record<NameIn<'checks', 'question'>, string>>;

/** The facts that `needsData` may name, besides `lab.<analyte>` and `screening.<question>`. */
export const needWords: ReadonlySet<string> = new Set(Object.keys(others));

const getAnalyteName = (id: string): string => findAnalyteById(id)?.display ?? id;

const questions = new Map<string, Question>([
  ...screening.map(
    (name) => [`screening.${name}`, { ask: asks.say(`question.screening.${name}`), how: describeHistoryEntry(`screening.${name} as yes or no`) }] as const,
  ),
  ...Object.entries({ ...others, ...beside }).map(([need, how]) => [need, { ask: asks.find(`question.${need}`)!, how }] as const),
]);

/** The question of a need. */
export const getQuestion = (need: string): Question => {
  const known = questions.get(need);
  if (known) return known;
  const [kind, name = ''] = need.split('.');
  if (kind === 'lab')
    return { ask: `A blood test: ${getAnalyteName(name)}.`, how: 'POST /v1/consultations/{id}/blood-tests or /v1/patients/{id}/blood-tests.' };
  return { ask: need, how: describeHistoryEntry(need) };
};

const createUnclearMissing = (fact: string, ask: string, how: string): Missing => ({
  fact,
  alternatives: [],
  reason: 'unclear',
  answeredOn: null,
  maxAgeDays: null,
  ask,
  how,
});

export const createMissingLastTaken = (fact: MedicationFact): Missing =>
  createUnclearMissing('medication.lastTakenOn', `On which day did the patient last take ${fact.name}?`, describeHistoryEntry('lastTakenOn of that medicine'));

export const createMissingFigure = (fact: LabFact): Missing =>
  createUnclearMissing(
    `lab.${fact.analyte}`,
    `An exact figure of ${getAnalyteName(fact.analyte)}: ${fact.value === null ? fact.text : `${fact.comparator ?? ''}${fact.value} ${fact.unit ?? ''}`} leaves open what the rule asks.`,
    getQuestion(`lab.${fact.analyte}`).how,
  );

export const createMissingPerformedOn = (fact: ProcedureFact): Missing =>
  createUnclearMissing(
    'procedure.performedOn',
    `On which day was the operation (${fact.text ?? 'named by a code alone'}) done?`,
    describeHistoryEntry('the day of that procedure'),
  );

/** The details of an indication that may be asked for. */
export type IndicationDetail = 'since' | 'stableSince' | 'therapyTried';

const askedOfIndication: Record<IndicationDetail, string> = {
  since: 'Since when is there what the treatment is planned for',
  stableSince: 'Since when has it not changed, what the treatment is planned for',
  therapyTried: 'Was a therapy tried, and which, of what the treatment is planned for',
};

/** The indication in words, as far as it was stated. */
export const describeIndication = ({ text, code, icd10 }: IndicationFact): string => text ?? code?.display ?? code?.code ?? icd10 ?? 'unnamed';

export const createMissingIndicationDetail = (fact: IndicationFact, detail: IndicationDetail): Missing =>
  createUnclearMissing(
    `indication.${detail}`,
    `${askedOfIndication[detail]} (${describeIndication(fact)})?`,
    `Record ${detail} in indicationDetails of the plan, or in the indications of the check.`,
  );

export const createMissingFullBirthDate = (birthDate: string): Missing =>
  createUnclearMissing(
    'birthDate',
    `The full birth date of the patient: ${birthDate} leaves the age open.`,
    'PATCH /v1/patients/{id} with birthDate to the day.',
  );

const describeAllergies = (allergies: readonly AllergyFact[]): string =>
  allergies
    .map((allergy) => allergy.text ?? allergy.code?.display ?? allergy.code?.code ?? 'something unnamed')
    .sort()
    .join(', ');

export const createMissingIngredients = (allergies: readonly AllergyFact[]): Missing =>
  createUnclearMissing(
    'ingredients',
    `Which ingredients are planned? The patient is allergic to ${describeAllergies(allergies)}.`,
    'Name the planned ingredients, anaesthetic included, in the request of the check.',
  );

const createOutdatedMissing = (fact: string, on: Day, maxAgeDays: number, { ask, how }: Question): Missing => ({
  fact,
  alternatives: [],
  reason: 'outdated',
  answeredOn: on,
  maxAgeDays,
  ask,
  how,
});

/** The question for a new result, where the present one counts against the treatment and is too old to use. */
export const createMissingRecentResult = ({ analyte, on }: LabFact, maxAgeDays: number): Missing =>
  createOutdatedMissing(`lab.${analyte}`, on, maxAgeDays, getQuestion(`lab.${analyte}`));

export const createMissingRecentBloodPressure = ({ on }: BloodPressureFact, maxAgeDays: number): Missing =>
  createOutdatedMissing('blood-pressure', on, maxAgeDays, {
    ask: 'What is the blood pressure now?',
    how: 'Record vitalSigns.bloodPressure in a consultation.',
  });

export const createMissingRecentTrichoanalysis = ({ field, on }: TrichoanalysisFact, maxAgeDays: number): Missing =>
  createOutdatedMissing(`trichoanalysis.${field}`, on, maxAgeDays, getQuestion(`trichoanalysis.${field}`));

const listOf: Partial<Record<UnreadItem['fact'], string>> = {
  condition: 'as a condition',
  medication: 'as a medicine',
  allergy: 'as an allergy',
  procedure: 'as an operation',
  'planned-ingredient': 'as an ingredient',
  'planned-indication': 'as what the treatment is for',
};

const unreadReasons: Record<UnreadReason, string> = {
  'unknown-words': 'nothing explains',
  misspelt: 'something close to these words is known, and nobody said that it is meant:',
  denied: 'the words deny what the list states:',
  'unknown-content': 'nobody knows what is in it:',
  'too-wide': 'it names a kind of thing, and not which one of it',
  'unknown-code': 'its code system has no such code',
  'unknown-system': 'no rule reads its code system, and no translation of the code is known',
  'no-rule': 'no rule of the treatment asks about it',
  'unknown-result': 'no rule reads such a result',
  'no-ingredients': 'the product has no list of ingredients',
};

/** Formats why an item is unread, in a sentence. */
export const describeUnreadReason = ({ fact, reason, words }: Pick<UnreadItem, 'fact' | 'reason' | 'words'>): string => {
  const said = [unreadReasons[reason], ...(words.length > 0 ? [words.map((word) => `"${word}"`).join(', ')] : [])].join(' ');
  return `Not read${listOf[fact] ? ` ${listOf[fact]}` : ''}: ${said}.`;
};

/** The question about an unread item. */
export const createUnreadQuestion = (item: Pick<UnreadItem, 'fact' | 'about' | 'reason' | 'words' | 'alternatives'>): Question => ({
  ask: `What is "${item.about}"? ${describeUnreadReason(item)}`,
  how: [
    item.alternatives.length > 0
      ? `Record it with a code: ${item.alternatives.map(({ display, code }) => `${display} (${code})`).join(', ')} may be meant.`
      : 'Record it with a code.',
    'Or a dermatologist says why it does not matter for this treatment: POST /v1/contraindication-checks/{id}/dismissals.',
  ].join(' '),
});

export const createMissingPlausibleBirthDate = (birthDate: string): Missing =>
  createUnclearMissing('birthDate', `The birth date of the patient: ${birthDate} cannot be right.`, 'PATCH /v1/patients/{id} with birthDate.');
