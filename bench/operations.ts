/** What is measured: the main reads and writes, as a front end sends them. */
import { bloodPanel } from '../src/terminology/index.js';
import { consultationExamples } from '../src/consultations/index.js';
import { treatmentExamples } from '../src/treatments/index.js';

/** What exists before the load begins. */
export interface Prepared {
  patientId: string;
  /** Who is seen next: each request of the operation that records a consultation has the next person. */
  seenPatientId: string;
  planId: string;
  consultationId: string;
  checkId: string;
  today: string;
  /** A session in progress: each request of the operation that ends one takes another. */
  sessionId: string;
  /** A lot with more in it than the load uses; sessions take turns with many, as no clinic uses one lot in all its rooms at once. */
  lotId: string;
}

export interface Operation {
  name: string;
  kind: 'read' | 'write';
  method: 'GET' | 'POST';
  path: (prepared: Prepared) => string;
  body?: (prepared: Prepared) => object;
  /** The version that is sent as If-Match. */
  ifMatch?: number;
  /** What each request needs for itself: a session is used up by it, and a record that all consultations piled up in would be like no other. */
  takes?: 'session' | 'patient';
}

const { whole } = consultationExamples;

/** 25 results of the panel, each in the middle of its range, and three regions. */
const wholeConsultation = {
  ...whole,
  bloodTests: [
    {
      ...whole.bloodTests[0]!,
      results: bloodPanel
        .filter((analyte) => analyte.kind === 'quantitative')
        .slice(0, 25)
        .map((analyte) => {
          const [low, high] = analyte.reference.female;
          return { code: { system: 'loinc', code: analyte.loinc[0] }, value: ((low ?? 0) + (high ?? (low ?? 0) * 1.2)) / 2, unit: analyte.unit };
        }),
    },
  ],
  trichoanalyses: ['vertex', 'frontal', 'occipital'].map((region) => ({ ...whole.trichoanalyses[0]!, region })),
};

export const operations: Operation[] = [
  { name: 'patient by id', kind: 'read', method: 'GET', path: ({ patientId }) => `/v1/patients/${patientId}` },
  { name: 'search, two names', kind: 'read', method: 'GET', path: () => '/v1/patients?query=bimala%20tarkov&limit=20' },
  { name: 'search, misspelt', kind: 'read', method: 'GET', path: () => '/v1/patients?query=bimsla%20tarkof&limit=20' },
  {
    name: 'whole consultation',
    kind: 'write',
    method: 'POST',
    path: ({ seenPatientId }) => `/v1/patients/${seenPatientId}/consultations`,
    body: () => wholeConsultation,
    takes: 'patient',
  },
  {
    name: 'contraindication check',
    kind: 'write',
    method: 'POST',
    path: ({ patientId }) => `/v1/patients/${patientId}/contraindication-checks`,
    body: ({ today }) => ({ treatment: 'mesotherapy', plannedOn: today, ingredients: ['biotin'] }),
  },
  {
    name: 'plan creation',
    kind: 'write',
    method: 'POST',
    path: ({ patientId }) => `/v1/patients/${patientId}/treatment-plans`,
    body: ({ consultationId, checkId, today }) => ({
      treatment: 'mesotherapy',
      consultationId,
      contraindicationCheckId: checkId,
      series: { sessions: 8, intervalDays: 14, startOn: today },
    }),
  },
  {
    name: 'session completion',
    kind: 'write',
    method: 'POST',
    path: ({ sessionId }) => `/v1/treatment-sessions/${sessionId}/complete`,
    body: ({ lotId }) => ({ ...treatmentExamples.mesotherapyRecord, products: [{ lotId, amount: 0.5, unit: 'mL' }] }),
    ifMatch: 2,
    takes: 'session',
  },
  { name: 'sessions of a plan', kind: 'read', method: 'GET', path: ({ planId }) => `/v1/treatment-plans/${planId}/sessions` },
  { name: 'chart of a patient', kind: 'read', method: 'GET', path: ({ patientId }) => `/v1/patients/${patientId}/summary` },
  { name: 'start of a consultation', kind: 'read', method: 'GET', path: ({ patientId }) => `/v1/patients/${patientId}/consultation-start` },
  { name: 'workspace of a session', kind: 'read', method: 'GET', path: ({ sessionId }) => `/v1/treatment-sessions/${sessionId}/workspace` },
  { name: 'work list', kind: 'read', method: 'GET', path: () => '/v1/work-list' },
];
