/** Reception does its whole work, and sees no clinical content: every word that the clinical tables hold of a patient is looked for in every answer. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EstimatesService } from '../../../src/estimates/plan-estimates/estimates.service.js';
import { createConflictFailure } from '../../../src/kernel/failure.js';
import { PatientsService } from '../../../src/patients/index.js';
import { listPermissionsOfRole } from '../../../src/platform/access/policy.js';
import { FrontDeskService } from '../../../src/treatments/front-desk/front-desk.service.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow } from '../../support/journey.js';
import { operations, permissionOf, requiredQuery } from '../../support/openapi-validator.js';
import { makeRecord, type RecordIds } from '../../support/patient-access.js';
import { filesOf, FORM } from '../../support/stages.js';

/** The tables of patients that hold nothing clinical, or that reception writes itself. */
const administrative = [
  'patients',
  'patient_identifiers',
  'patient_merges',
  'estimates',
  'bills',
  'appointments',
  'waiting_list_entries',
  'care_team_members',
  'patient_access_restrictions',
];

/** What reception may know: which treatment a plan and a session are for, their states, and words that everything has. */
const known = new Set([
  ...[
    'mesotherapy',
    'scalp-micropigmentation',
    'draft',
    'proposed',
    'accepted',
    'active',
    'on-hold',
    'completed',
    'cancelled',
    'scheduled',
    'in-progress',
    'no-show',
    'consultation',
  ],
  ...['treatment', 'photography-record', 'photography-publication', 'data-sharing', 'icd-10', 'Asia/Kolkata', 'T000001'],
  ...['series', 'female', 'final', 'patient', 'clinician', 'other', 'signed', 'amended', 'public', 'self'],
]);

interface Answer {
  operationId: string;
  status: number;
  type: string;
  text: string;
}

const isWord = (text: string): boolean =>
  text.length > 3 && /[a-z]/i.test(text) && !/^[\da-f]{8}-[\da-f]{4}-|^\d{4}-\d\d-\d\dT|^[\da-f]{64}$|^image\//.test(text) && !known.has(text);

const listTexts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
};

/** What is closed to reception and tells nothing of this record in words: lists of the clinic, care teams, numbers, and lists that are empty here. */
const withoutWords = [
  ...['createScale', 'getAdverseEventReport', 'getCareTeam', 'getOutcomeFigures', 'getSessionChecklist', 'joinCareTeam', 'listAccessRestrictions'],
  ...['listContraindicationOverrides', 'listDismissals', 'listFormularyEntries', 'listPatientExposures', 'listProductLots', 'listProducts'],
  ...['listRulesetUpdates', 'listSessionVersions', 'listStockLocations', 'openEmergencyAccess'],
];

/** Whether reception may call the operation. */
const mayReceptionCall = (operationId: string): boolean => {
  const { operation } = operations.find((one) => one.operation.operationId === operationId)!;
  return listPermissionsOfRole('receptionist').has(permissionOf(operation));
};

/** The queries with which an answer names the patient of the record. */
const queries: Readonly<Record<string, string>> = {
  '/v1/front-desk/sessions': `?from=${dayFromNow(-30)}&to=${dayFromNow(300)}`,
  '/v1/day': `?on=${dayFromNow(1)}`,
  '/v1/appointments': `?from=${dayFromNow(0)}T00:00:00Z&to=${dayFromNow(30)}T00:00:00Z`,
};

describe('reception', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let ids: RecordIds;
  let words: Set<string>;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    ids = await makeRecord(app, clinic);
    const tables = await app.sql<{ name: string }>(`SELECT owned::text AS name FROM tables_of_patient() AS owned`, [], clinic.id);
    const clinical = [...tables.map(({ name }) => name).filter((name) => !administrative.includes(name)), 'consultation_versions', 'blood_test_results'];
    const rows = await Promise.all(clinical.map((table) => app.sql<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${table} t`, [], clinic.id)));
    const signatures = new Set(['Asha Testperson', 'Meera Testperson']);
    words = new Set(
      rows
        .flat()
        .flatMap(({ row }) => listTexts(row))
        .filter((text) => isWord(text) && !signatures.has(text)),
    );
  });
  afterAll(() => app.stop());

  /** Calls every operation with the ids of the record: reading ones as they are, writing ones with a stale version. */
  const crawl = async (caller: Caller): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (const { path, method, operation } of operations) {
      const [, name] = /\{([^}]+)\}/.exec(path) ?? [];
      if (!operation.security?.length || (name !== undefined && !(name in ids)) || (method !== 'get' && name === undefined)) continue;
      const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
      const sent = (Object.values(media?.examples ?? {})[0]?.value ?? {}) as Record<string, unknown>;
      const query = queries[path] ?? requiredQuery(operation);
      const url = name === undefined ? path : path.replace(`{${name}}`, ids[name]!).replaceAll(/\{[^}]+\}/g, ids.patientId!);
      const answer =
        type === FORM
          ? await caller.sendForm(method as 'post' | 'put', url, await filesOf(sent), { ifMatch: 999 })
          : await (method === 'get' ? caller.get(url + query) : caller.send(method, url, sent, { ifMatch: 999 }));
      answers.push({
        operationId: operation.operationId,
        status: answer.status,
        type: answer.headers['content-type'] ?? '',
        text: answer.text ?? '',
      });
    }
    return answers;
  };

  /** The clinical words in an answer: a sentence anywhere in it, a single word where a whole value is that word. */
  const findWords = (text: string): string[] => {
    const values = new Set(text.startsWith('{') ? listTexts(JSON.parse(text)) : []);
    return [...words].filter((word) => (word.includes(' ') ? text.includes(JSON.stringify(word).slice(1, -1)) : values.has(word)));
  };

  it('has a record full of words to look for, which a dermatologist reads', async () => {
    expect(words.size).toBeGreaterThan(100);
    const dermatologist = clinic.as('dermatologist');
    const read = await Promise.all(
      [`/v1/consultations/${ids.consultationId}`, `/v1/patients/${ids.patientId}/timeline`, `/v1/treatment-plans/${ids.planId}`].map((path) =>
        dermatologist.get(path),
      ),
    );
    const found = read.map(({ text }) => findWords(text).length);
    expect(Math.min(...found)).toBeGreaterThan(0);
    expect(Math.max(...found)).toBeGreaterThan(20);
  });

  /** The words that the crawl found where. */
  const listFound = (answers: { operationId: string; text: string }[]): string[][] =>
    answers.flatMap(({ operationId, text }) => findWords(text).map((word) => [operationId, word]));

  it('is shown a clinical field that was opened on purpose, in each way that one could be: the crawl finds it, and nothing else', async () => {
    const sentences = [...words].filter((word) => word.includes(' '));
    const singles = [...words].filter((word) => !word.includes(' ') && !sentences.some((sentence) => sentence.includes(word)));
    const [sentence, refused, single] = [sentences[0]!, sentences.find((text) => !text.includes(sentences[0]!) && !sentences[0]!.includes(text))!, singles[0]!];
    const [desk, patients, estimates] = [app.inside(FrontDeskService), app.inside(PatientsService), app.inside(EstimatesService)];
    const [listSessions, get] = [desk.listSessions.bind(desk), patients.get.bind(patients)];
    jest.spyOn(desk, 'listSessions').mockImplementation(async (query) => {
      const page = await listSessions(query);
      return { ...page, items: page.items.map((item) => ({ ...item, planNumber: `T000001: ${sentence}` })) };
    });
    jest.spyOn(patients, 'get').mockImplementation(async (id) => ({ ...(await get(id)), names: [{ text: single }] }));
    jest.spyOn(estimates, 'quote').mockImplementation(() => Promise.reject(createConflictFailure(`The plan says: ${refused}`)));
    try {
      const found = listFound(await crawl(clinic.as('receptionist')));
      expect(found.sort()).toEqual(
        [
          ['listScheduledSessions', sentence],
          ['getPatient', single],
          ['createEstimate', refused],
        ].sort(),
      );
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('finds no clinical content in any answer, whether it reads, writes or is refused, nor in the log', async () => {
    const answers = await crawl(clinic.as('receptionist'));
    expect(listFound(answers)).toEqual([]);
    // What is no text could not be searched: reception gets none.
    expect(answers.filter(({ status, type }) => status < 300 && !/^(application\/(problem\+)?json|text\/)/.test(type) && type !== '')).toEqual([]);
    // What it may call and is refused here: for the stale version, or for what the request asks.
    const failed = answers.filter(({ operationId, status }) => mayReceptionCall(operationId) && status >= 300).map(({ operationId }) => operationId);
    expect(failed.sort()).toEqual([
      ...['acceptEstimate', 'acceptWaitingListOffer', 'bookAppointment', 'bookSeries', 'cancelAppointment', 'confirmAppointment', 'createBill'],
      ...['declineWaitingListOffer', 'endMySession', 'finishAppointment', 'getAvailability', 'moveAppointment', 'recordArrival', 'recordMissedAppointment'],
      ...['recordNoShow', 'recordSeating', 'reinstateAppointment', 'revokeAppointmentLink', 'updateAppointment', 'updatePatient', 'withdrawWaitingListEntry'],
    ]);
    const allowed = answers.filter(({ status }) => status === 200).map(({ operationId }) => operationId);
    expect(allowed).toEqual(
      expect.arrayContaining([
        'listPatients',
        'getPatient',
        'listScheduledSessions',
        'listNumberedPlans',
        'getPlanEstimate',
        'getDay',
        'listAppointments',
        'getAppointment',
      ]),
    );
    expect(app.log.flatMap((line) => findWords(line))).toEqual([]);
  });

  it('sees who comes when and how to reach them, makes the estimate of a plan, and records that somebody did not come', async () => {
    const reception = clinic.as('receptionist');
    const { body: due } = await reception.get(`/v1/front-desk/sessions?from=${dayFromNow(-1)}&to=${dayFromNow(300)}&status=scheduled&count=true`);
    const [session] = due.items as { id: string; planNumber: string; version: number; patient: { id: string; name: string } }[];
    expect([due.total, session!.planNumber, session!.patient.id, session!.patient.name]).toEqual([
      due.items.length,
      'T000001',
      ids.patientId,
      'Asha Testperson',
    ]);
    const { body: plans } = await reception.get(`/v1/front-desk/plans?planNumber=${session!.planNumber}`);
    expect(plans.items).toEqual([expect.objectContaining({ id: ids.planId, planNumber: 'T000001' })]);
    expect((await reception.post(`/v1/treatment-plans/${ids.planId}/estimates`, {})).status).toBe(201);
    // Sessions lie ahead: that somebody did not come is known on the day.
    const { status, body } = await reception.post(`/v1/treatment-sessions/${session!.id}/no-show`, undefined, { ifMatch: session!.version });
    expect([status, body.type]).toEqual([409, '/problems/invalid-transition']);
    const { headers } = await clinic
      .as('dermatologist')
      .patch(`/v1/treatment-sessions/${session!.id}`, { scheduledOn: dayFromNow(0) }, { ifMatch: session!.version });
    const missed = await reception.post(`/v1/treatment-sessions/${session!.id}/no-show`, undefined, { ifMatch: headers.etag as string });
    expect([missed.status, missed.body.status, findWords(missed.text)]).toEqual([200, 'no-show', []]);
  });

  it('pages through what is due by day', async () => {
    const reception = clinic.as('receptionist');
    const path = `/v1/front-desk/sessions?from=${dayFromNow(-30)}&to=${dayFromNow(300)}&limit=1`;
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await reception.get(path + (cursor && `&cursor=${cursor}`));
      found.push(...(body.items as { scheduledOn: string }[]).map(({ scheduledOn }) => scheduledOn));
      cursor = body.nextCursor as string | null;
    }
    expect([found.length > 2, found]).toEqual([true, [...found].sort()]);
  });

  // The last one: a dermatologist's requests are carried out.
  it('is kept from what the same requests show a dermatologist: the crawl finds clinical words in nearly each of those answers', async () => {
    const seen = await crawl(clinic.as('dermatologist'));
    const closed = seen.filter(({ operationId, status, type }) => status < 300 && type.includes('json') && !mayReceptionCall(operationId));
    const without = closed.filter(({ text }) => findWords(text).length === 0).map(({ operationId }) => operationId);
    expect(closed.length).toBeGreaterThan(80);
    expect(without.sort()).toEqual(withoutWords);
  });
});
