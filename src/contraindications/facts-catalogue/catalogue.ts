import { declareEnumeration } from '../../kernel/enumeration.js';
import { infections, inflammations } from '../../consultations/index.js';
import { bloodPanel, type Analyte } from '../../terminology/index.js';
import { adverseEventKinds } from '../../terminology/adverse-events.js';
import { trichoanalysisSigns } from '../engine/language/clause-shape.js';
import { ingredientWords } from '../engine/ingredients.js';
import { procedureWords } from '../engine/procedures.js';
import { screeningQuestions } from '../engine/questions.js';
import type { Clause } from '../engine/index.js';
import { isJsonObject } from '../../kernel/json-object.js';

export const factKinds = declareEnumeration('FactKind', ['answer', 'list', 'laboratory', 'measurement', 'examination', 'person', 'plan', 'signature', 'event']);
/** The members of a rule's `maxAgeDays`. */
export const agingFacts = declareEnumeration('AgingFact', ['history', 'lab', 'vital', 'trichoanalysis']);
export type AgingFact = (typeof agingFacts)[number];
/** The HTTP methods of the operations that record facts; `GET` is the question asked again. */
export const answeringMethods = declareEnumeration('AnsweringMethod', ['POST', 'PATCH', 'GET']);
export type FactKind = (typeof factKinds)[number];

/** The kinds of answers that a form offers. */
export const answerTypes = declareEnumeration('AnswerType', [
  'yes-no',
  'choice',
  'quantity',
  'date',
  'list-review',
  'codes',
  'names',
  'laboratory',
  'signature',
  'examination',
]);
export type AnswerType = (typeof answerTypes)[number];

/** An operation of the API that records a fact, with the place of the answer in its body (RFC 6901; `-` is a new element). */
interface RecordedBy {
  method: 'POST' | 'PATCH' | 'GET';
  path: string;
  pointer: string | null;
}

/** A clause of the language of rules that reads a fact. */
interface AskedBy {
  clause: string;
  example: Clause;
}

/** A fact that rules can read. */
export interface FactDefinition {
  /** The name of the fact. `needsData` and open questions use this name, or one of its `needs`. */
  fact: string;
  kind: FactKind;
  answerType: AnswerType;
  /** The values of the fact, where they are words of a fixed list; null otherwise. */
  values: readonly string[] | null;
  /** The unit in UCUM; null where the fact has no unit. */
  unit: string | null;
  /** Other units in which the fact may be recorded. */
  otherUnits: readonly string[];
  /** The codes under which the fact is recorded. */
  codes: readonly { system: string; code: string }[];
  /** The clauses that read the fact. */
  clauses: readonly AskedBy[];
  /** The names in `needsData` that this fact answers. */
  needs: readonly string[];
  /** The member of a rule's `maxAgeDays` that limits the age of the fact; null where the fact does not become too old. */
  ages: AgingFact | null;
  recordingRoutes: readonly RecordedBy[];
  /** The keys of the fact's meaning and question in the catalogue of messages. */
  meaning: string;
  question: string;
}

const yesNo = ['yes', 'no'] as const;
const consultation = '/v1/patients/{patientId}/consultations';
const draft = '/v1/consultations/{consultationId}';

/** In a new consultation, or in the open draft. */
const listPlacesInConsultation = (pointer: string): RecordedBy[] => [
  { method: 'POST', path: consultation, pointer },
  { method: 'PATCH', path: draft, pointer },
];

const nothingElse = { values: null, unit: null, otherUnits: [], codes: [], needs: [] } satisfies Partial<FactDefinition>;

const screening = screeningQuestions.map((name): FactDefinition => ({
  ...nothingElse,
  fact: `screening.${name}`,
  kind: 'answer',
  answerType: 'yes-no',
  values: yesNo,
  clauses: [{ clause: 'screening', example: { screening: name, is: 'yes' } }],
  needs: [`screening.${name}`],
  ages: 'history',
  recordingRoutes: listPlacesInConsultation(`/medicalHistory/screening/${name}`),
  meaning: 'meaning.screening',
  question: `question.screening.${name}`,
}));

const createListFact = (name: string, clauses: AskedBy[], codes: FactDefinition['codes'] = []): FactDefinition => ({
  ...nothingElse,
  fact: name,
  kind: 'list',
  answerType: 'list-review',
  codes,
  clauses,
  needs: [`${name}.reviewed`],
  ages: 'history',
  recordingRoutes: [...listPlacesInConsultation(`/medicalHistory/${name}`), { method: 'POST', path: `/v1/patients/{patientId}/${name}`, pointer: '' }],
  meaning: `meaning.${name}`,
  question: `question.${name}.reviewed`,
});

const firstProcedure = [...procedureWords][0]!;
const firstIngredient = [...ingredientWords][0]!;

const lists: FactDefinition[] = [
  createListFact('conditions', [{ clause: 'condition', example: { condition: ['E11'], status: 'active' } }]),
  createListFact('medications', [{ clause: 'medication', example: { medication: ['B01AC06'], lastTakenWithinDays: 9 } }]),
  createListFact('allergies', [
    { clause: 'allergyToPlannedIngredient', example: { allergyToPlannedIngredient: true } },
    { clause: 'allergyToPlannedClass', example: { allergyToPlannedClass: true } },
    { clause: 'allergy', example: { allergy: ['lidocaine'] } },
  ]),
  createListFact(
    'procedures',
    [
      { clause: 'procedure', example: { procedure: firstProcedure } },
      { clause: 'procedureWithinDays', example: { procedureWithinDays: [firstProcedure], days: 365 } },
    ],
    [...procedureWords].map((code) => ({ system: 'hairline', code })),
  ),
];

const listLabClauses = (analyte: Analyte): AskedBy[] => [
  analyte.kind === 'quantitative'
    ? { clause: 'lab', example: { lab: analyte.id, ge: 1, unit: analyte.unit } }
    : { clause: 'lab', example: { lab: analyte.id, is: 'positive' } },
  { clause: 'labOnFile', example: { labOnFile: [analyte.id] } },
];

const laboratory = bloodPanel.map((analyte: Analyte): FactDefinition => ({
  ...nothingElse,
  fact: `lab.${analyte.id}`,
  kind: 'laboratory',
  answerType: 'laboratory',
  values: analyte.kind === 'qualitative' ? analyte.values : null,
  unit: analyte.kind === 'quantitative' ? analyte.unit : null,
  otherUnits: analyte.kind === 'quantitative' ? analyte.usualUnits : [],
  codes: analyte.loinc.map((code) => ({ system: 'loinc', code })),
  clauses: listLabClauses(analyte),
  needs: [`lab.${analyte.id}`],
  ages: 'lab',
  recordingRoutes: [
    { method: 'POST', path: '/v1/patients/{patientId}/blood-tests', pointer: '/results/-' },
    { method: 'POST', path: `${draft}/blood-tests`, pointer: '/results/-' },
  ],
  meaning: 'meaning.lab',
  question: 'question.lab',
}));

const createTrichoanalysisFact = (field: 'infection' | 'inflammation' | 'suspiciousLesion', values: readonly string[], adverse: string): FactDefinition => ({
  ...nothingElse,
  fact: `trichoanalysis.${field}`,
  kind: 'examination',
  answerType: 'choice',
  values,
  clauses: [{ clause: 'trichoanalysis', example: { trichoanalysis: field, is: [adverse] } }],
  needs: [`trichoanalysis.${field}`],
  ages: 'trichoanalysis',
  recordingRoutes: [
    { method: 'POST', path: consultation, pointer: `/trichoanalyses/-/${field}` },
    { method: 'POST', path: `${draft}/trichoanalyses`, pointer: `/${field}` },
  ],
  meaning: 'meaning.trichoanalysis.field',
  question: `question.trichoanalysis.${field}`,
});

const listKnownValues = (values: readonly string[]): string[] => values.filter((value) => value !== 'unknown');

const examinations: FactDefinition[] = [
  createTrichoanalysisFact('infection', listKnownValues(infections), 'fungal'),
  createTrichoanalysisFact('inflammation', listKnownValues(inflammations), 'severe'),
  createTrichoanalysisFact('suspiciousLesion', yesNo, 'yes'),
  {
    ...createTrichoanalysisFact('infection', trichoanalysisSigns, 'pustules'),
    fact: 'trichoanalysis.signs',
    clauses: [{ clause: 'trichoanalysis', example: { trichoanalysis: 'signs', is: ['pustules'] } }],
    needs: [],
    recordingRoutes: ['perifollicularSigns', 'scalpCondition', 'signs'].map((member) => ({
      method: 'POST' as const,
      path: consultation,
      pointer: `/trichoanalyses/-/${member}`,
    })),
    question: 'question.trichoanalysis.signs',
  },
  {
    ...nothingElse,
    fact: 'adverse-events',
    kind: 'event',
    answerType: 'choice',
    values: Object.keys(adverseEventKinds),
    clauses: [{ clause: 'adverseEvent', example: { adverseEvent: ['allergic-reaction'], while: 'until-allergy-recorded' } }],
    ages: null,
    recordingRoutes: [{ method: 'POST', path: '/v1/treatment-sessions/{sessionId}/adverse-events', pointer: '/type' }],
    meaning: 'meaning.adverse-events',
    question: 'question.adverse-events',
  },
  {
    ...nothingElse,
    fact: 'trichoanalysis',
    kind: 'examination',
    answerType: 'examination',
    clauses: [],
    needs: ['trichoanalysis'],
    ages: 'trichoanalysis',
    recordingRoutes: [
      { method: 'POST', path: consultation, pointer: '/trichoanalyses/-' },
      { method: 'POST', path: `${draft}/trichoanalyses`, pointer: '' },
    ],
    meaning: 'meaning.trichoanalysis',
    question: 'question.trichoanalysis',
  },
  {
    ...nothingElse,
    fact: 'examination',
    kind: 'examination',
    answerType: 'examination',
    clauses: [],
    needs: ['examination'],
    ages: 'trichoanalysis',
    recordingRoutes: [],
    meaning: 'meaning.examination',
    question: 'question.examination',
  },
  {
    ...nothingElse,
    fact: 'blood-pressure',
    kind: 'measurement',
    answerType: 'quantity',
    unit: 'mm[Hg]',
    clauses: [{ clause: 'vital', example: { vital: 'blood-pressure', geAny: [140, 90], unit: 'mm[Hg]' } }],
    ages: 'vital',
    recordingRoutes: listPlacesInConsultation('/vitalSigns/bloodPressure'),
    meaning: 'meaning.blood-pressure',
    question: 'question.blood-pressure',
  },
];

const createAnswerFact = (fact: string, pointer: string, clauses: AskedBy[], needs: string[]): FactDefinition => ({
  ...nothingElse,
  fact,
  kind: 'answer',
  answerType: 'yes-no',
  values: yesNo,
  clauses,
  needs,
  ages: 'history',
  recordingRoutes: listPlacesInConsultation(pointer),
  meaning: `meaning.${fact}`,
  question: `question.${fact}`,
});

const couldBecomePregnant: AskedBy = { clause: 'couldBecomePregnant', example: { couldBecomePregnant: true } };
const listPlacesOfPatient = (pointer: string): RecordedBy[] => [
  { method: 'PATCH', path: '/v1/patients/{patientId}', pointer },
  { method: 'POST', path: '/v1/patients', pointer },
];

const others: FactDefinition[] = [
  createAnswerFact('pregnancy', '/medicalHistory/pregnancy/status', [{ clause: 'pregnancy', example: { pregnancy: 'yes' } }], ['pregnancy']),
  createAnswerFact('breastfeeding', '/medicalHistory/breastfeeding', [{ clause: 'breastfeeding', example: { breastfeeding: 'yes' } }], ['breastfeeding']),
  createAnswerFact(
    'capacityForPregnancy',
    '/medicalHistory/capacityForPregnancy',
    [{ clause: 'capacityForPregnancy', example: { capacityForPregnancy: 'no' } }, couldBecomePregnant],
    [],
  ),
  createAnswerFact('contraception', '/medicalHistory/contraception/status', [{ clause: 'contraception', example: { contraception: 'no' } }], []),
  {
    ...nothingElse,
    fact: 'birthDate',
    kind: 'person',
    answerType: 'date',
    clauses: [{ clause: 'ageUnder', example: { ageUnder: 18 } }, { clause: 'ageOutside', example: { ageOutside: [10, 55] } }, couldBecomePregnant],
    needs: ['birthDate'],
    ages: null,
    recordingRoutes: listPlacesOfPatient('/birthDate'),
    meaning: 'meaning.birthDate',
    question: 'question.birthDate',
  },
  {
    ...nothingElse,
    fact: 'sexAtBirth',
    kind: 'person',
    answerType: 'choice',
    values: ['female', 'male', 'intersex', 'unknown'],
    clauses: [{ clause: 'sexAtBirth', example: { sexAtBirth: 'female' } }, couldBecomePregnant],
    ages: null,
    recordingRoutes: listPlacesOfPatient('/sexAtBirth'),
    meaning: 'meaning.sexAtBirth',
    question: 'question.sexAtBirth',
  },
  {
    ...nothingElse,
    fact: 'ingredients',
    kind: 'plan',
    answerType: 'names',
    codes: [],
    values: [...ingredientWords],
    clauses: [
      { clause: 'plannedIngredient', example: { plannedIngredient: [firstIngredient] } },
      { clause: 'allergyToPlannedIngredient', example: { allergyToPlannedIngredient: true } },
    ],
    ages: null,
    recordingRoutes: [
      { method: 'POST', path: '/v1/patients/{patientId}/contraindication-checks', pointer: '/ingredients' },
      { method: 'POST', path: '/v1/contraindication-checks/evaluate', pointer: '/ingredients' },
    ],
    meaning: 'meaning.ingredients',
    question: 'question.ingredients',
  },
  {
    ...nothingElse,
    fact: 'indications',
    kind: 'plan',
    answerType: 'codes',
    codes: [],
    values: null,
    clauses: [{ clause: 'plannedFor', example: { plannedFor: ['scar'], beganWithinDays: 365 } }],
    ages: null,
    recordingRoutes: [
      { method: 'POST', path: '/v1/patients/{patientId}/treatment-plans', pointer: '/indicationDetails/-' },
      { method: 'PATCH', path: '/v1/treatment-plans/{planId}', pointer: '/indicationDetails/-' },
      { method: 'POST', path: '/v1/patients/{patientId}/contraindication-checks', pointer: '/indications/-' },
      { method: 'POST', path: '/v1/contraindication-checks/evaluate', pointer: '/indications/-' },
    ],
    meaning: 'meaning.indications',
    question: 'question.indications',
  },
  {
    ...nothingElse,
    fact: 'consultation.signed',
    kind: 'signature',
    answerType: 'signature',
    clauses: [],
    needs: ['consultation.signed'],
    ages: 'history',
    recordingRoutes: [{ method: 'POST', path: `${draft}/sign`, pointer: null }],
    meaning: 'meaning.consultation.signed',
    question: 'question.consultation.signed',
  },
];

/** All facts that rules can read. */
export const factCatalogue: readonly FactDefinition[] = [...screening, ...others, ...lists, ...examinations, ...laboratory];

const byNeed = new Map(factCatalogue.flatMap((definition) => [definition.fact, ...definition.needs].map((word) => [word, definition] as const)));

/** The names by which details of a recorded fact are asked for, with the fact that has the detail. */
const details: Record<string, string> = {
  'medication.lastTakenOn': 'medications',
  'procedure.performedOn': 'procedures',
  'unread.condition': 'conditions',
  'unread.medication': 'medications',
  'unread.allergy': 'allergies',
  'unread.procedure': 'procedures',
  'unread.planned-ingredient': 'ingredients',
  'unread.planned-indication': 'indications',
  'indication.since': 'indications',
  'indication.stableSince': 'indications',
  'indication.therapyTried': 'indications',
};

/** The fact that a name in `needsData` or in `missing` of a finding asks for. */
export const findFactDefinition = (need: string): FactDefinition | undefined => byNeed.get(details[need] ?? need);

const plainly: Record<string, readonly string[]> = {
  condition: ['conditions'],
  medication: ['medications'],
  vital: ['blood-pressure'],
  pregnancy: ['pregnancy'],
  breastfeeding: ['breastfeeding'],
  capacityForPregnancy: ['capacityForPregnancy'],
  contraception: ['contraception'],
  sexAtBirth: ['sexAtBirth'],
  couldBecomePregnant: ['capacityForPregnancy', 'sexAtBirth', 'birthDate', 'procedures'],
  ageUnder: ['birthDate'],
  ageOutside: ['birthDate'],
  procedure: ['procedures'],
  procedureWithinDays: ['procedures'],
  allergy: ['allergies'],
  allergyToPlannedIngredient: ['allergies', 'ingredients'],
  allergyToPlannedClass: ['allergies', 'ingredients'],
  adverseEvent: ['adverse-events'],
  plannedFor: ['indications'],
  plannedIngredient: ['ingredients'],
};

/** The kinds of clauses that contain other clauses and read no fact themselves. */
export const combinations: readonly string[] = ['all', 'any', 'not', 'atLeast'];

const isClause = (value: unknown): value is Clause => isJsonObject(value);

/** The facts that a clause reads, including those of the clauses in it. */
export const listFactsAskedBy = (clause: Clause): string[] => {
  const members = Object.entries(clause) as [string, unknown][];
  return members.flatMap(([member, value]): readonly string[] => {
    if (member === 'screening' || member === 'lab' || member === 'trichoanalysis') return [`${member}.${String(value)}`];
    if (member === 'labOnFile') return (value as string[]).map((analyte) => `lab.${analyte}`);
    if (plainly[member]) return plainly[member];
    return [value].flat().filter(isClause).flatMap(listFactsAskedBy);
  });
};
