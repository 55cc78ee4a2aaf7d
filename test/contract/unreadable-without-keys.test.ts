/**
 * A patient of whom something of every kind is on record, with a word that stands nowhere else in each note and in each identifier: no table of the database
 * holds any of them, in whatever column, history or copy; nor does the log. The API shows them all the same.
 */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { listNotes, listSealedTables } from '../../src/platform/database/sealing.js';
import { DtoPipe } from '../../src/platform/http/dto.pipe.js';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { treatmentExamples } from '../../src/treatments/index.js';
import { activePlan, consentToPhotographs, consultationToday, dayFromNow, photographOf, planFor } from '../support/journey.js';
import { oneOfEach } from '../support/one-of-each.js';
import { aRequest, openClinic } from '../support/place.js';
import { wholeRecord, type WholeRecord } from '../support/whole-record.js';

/** A number that stands nowhere else: readers of words pass over it. */
const WORD = /#7181\d{5}/g;

let words = 0;
/** Rules read what a plan is for, and a plan is not proposed for what they cannot read. */
let isDraft = false;

const createWord = (): string => `#7181${String(++words).padStart(5, '0')}`;

/** The notes that got a word, each as its class and its name. */
const marked = new Set<string>();

/** The class that declares the property as a note: the object's own, or one that it extends; null where the property is none. */
const findClassOfNote = (object: object, name: string): string | null => {
  for (let at: object | null = Object.getPrototypeOf(object) as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null)
    if (listNotes().get(at)?.has(name)) return at.constructor.name;
  return null;
};

/** Adds a word of its own to each note of a body that was accepted, and makes each identifier one. */
const mark = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  for (const [name, member] of Object.entries(object)) {
    const of = findClassOfNote(object, name);
    if (object.constructor.name === 'PatientIdentifier' && name === 'value') object[name] = createWord();
    else if (of !== null && typeof member === 'string' && (name !== 'indication' || isDraft)) {
      object[name] = `${member} ${createWord()}`;
      marked.add(`${of}.${name}`);
    } else if (of !== null && Array.isArray(member)) {
      object[name] = member.map((item) => `${String(item)} ${createWord()}`);
      marked.add(`${of}.${name}`);
    } else mark(member);
  }
};

/** Columns that this patient's way does not fill: they are written by the same declarations as their neighbours. */
const unfilled = [
  'bills.acceptance',
  'consultation_versions.take_over_reason',
  'contraindication_checks.contradictions',
  'contraindication_checks.dismissed',
  'contraindication_checks.inherited_overrides',
  'contraindication_overrides.conditions',
  'contraindication_overrides.weighed',
  'emergency_accesses.review_comment',
  'patient_access_restrictions.reason',
  'patient_access_restrictions.end_reason',
  'patient_procedures.entry',
  'treatment_plans.areas',
  'treatment_plans.indication_details',
  'treatment_session_versions.take_over_reason',
  'treatment_sessions.countersign_take_over_reason',
];

/** Notes that this patient's way does not write: they stand in the columns of their neighbours, which seal by the names that the classes declare. */
const untried = [
  'AccessRestrictionChange.reason',
  'AppointmentChange.note',
  'CountersignatureInput.takeOverReason',
  'EmergencyAccessReview.comment',
  'MedicationInput.note',
  'MicropigmentationPart.hairNotTrimmedReason',
  'PlanStepInput.reason',
  'ReplanInput.reason',
  'RuleOverrideInput.conditions',
  'RuleOverrideInput.weighed',
  'SessionAmendmentInput.takeOverReason',
  'SessionRecordInput.anaestheticReason',
  'SessionRecordInput.contraindicatedUseReason',
  'SessionRecordInput.overLimitReason',
  'SessionRecordInput.unusableLotReason',
  'SharpsTally.differenceReason',
  'SignatureInput.takeOverReason',
  'StockMovementInput.reason',
];

let app: TestApp;
let clinic: TestClinic;
let record: WholeRecord;
/** A second patient, with notes that the first does not have. */
let patientId: string;

/** Adds the notes that the whole record does not have. */
const addNotes = async (): Promise<void> => {
  const by = clinic.as('dermatologist');
  const send = async (path: string, body: object): Promise<Record<string, string>> => {
    const { status, text, body: answer } = await by.post(path, body, { idempotencyKey: `${path} ${JSON.stringify(body)}`.slice(0, 200) });
    if (status >= 300) throw new Error(`${path}: ${text}`);
    return answer as Record<string, string>;
  };
  const identified = { names: [{ text: 'Meera Testperson' }], sexAtBirth: 'female', identifiers: [{ system: 'https://id.example', value: 'M-1' }] };
  const [merged, survivor] = [await send('/v1/patients', identified), await send('/v1/patients', { ...identified, birthDate: '1990' })];
  patientId = survivor.id!;
  const patient = `/v1/patients/${patientId}`;
  await by.post(`/v1/patients/${merged.id!}/merge`, { into: patientId, reason: 'Registered twice' }, { ifMatch: 1 });
  await send(`${patient}/conditions`, { text: 'Thinning', note: 'As a child' });
  await send(`${patient}/allergies`, { substance: { text: 'latex' }, reaction: 'A rash on the arms' });
  await send(`${patient}/scales`, { scale: 'ludwig', assessedAt: new Date().toISOString(), assessor: 'clinician', grade: 'I', note: 'By daylight' });
  const visit = consultationToday({
    habits: { hairCare: 'Colours her hair every month' },
    familyHistory: [{ relative: 'Father', text: 'Bald since his thirties' }],
    contraception: { status: 'yes', method: 'other', text: 'A copper spiral' },
  });
  const looks = visit.trichoanalyses.map((look) => ({ ...look, note: 'Taken twice' }));
  const consultation = await send(`${patient}/consultations`, { ...visit, trichoanalyses: looks });
  await by.post(`/v1/consultations/${consultation.id!}/sign`, undefined, { ifMatch: 1 });
  await send(`${patient}/consultations`, { startedAt: new Date().toISOString() });
  await consentToPhotographs(clinic, patientId);
  await photographOf(clinic, patientId, { note: 'Wet hair' });
  const about = {
    treatment: 'scalp-micropigmentation',
    plannedOn: dayFromNow(0),
    indications: [{ text: 'Burn scar', therapyTried: 'yes', therapies: 'Cream' }],
  };
  const { locationId, types } = await openClinic(clinic);
  await clinic.as('admin').patch(`/v1/locations/${locationId}`, { allowsOverbooking: true }, { ifMatch: 1 });
  const asked = { patientId, locationId, appointmentTypeId: types.consultation, startsAt: `${dayFromNow(2)}T10:00:00+05:30` };
  const appointment = await send('/v1/appointments', { note: 'Comes with her sister', ...asked });
  await send('/v1/appointments', { overbookingReason: 'Travels from far', ...asked });
  await by.patch(`/v1/appointments/${appointment.id!}`, { note: 'Comes alone' }, { ifMatch: 1 });
  await by.post(`/v1/appointments/${appointment.id!}/cancel`, { initiator: 'patient', reason: 'Is abroad' }, { ifMatch: 2 });
  const request = await aRequest(clinic, { remark: 'Comes by train', email: 'meera@example.test' });
  await by.post(`/v1/appointment-requests/${request}/decline`, { reason: 'Asks for something else' }, { ifMatch: 1 });
  const becomes = { startsAt: `${dayFromNow(2)}T12:00:00+05:30`, locationId, note: 'Asked for over the page' };
  await by.post(`/v1/appointment-requests/${await aRequest(clinic)}/accept`, { patientId, appointment: becomes }, { ifMatch: 1 });
  const check = await send(`${patient}/contraindication-checks`, about);
  const { planId, sessionIds } = await activePlan(clinic);
  const rating = { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: new Date().toISOString(), note: 'Glad of it' };
  const rated = await send(`/v1/treatment-plans/${planId}/ratings`, rating);
  await by.post(`/v1/plan-ratings/${rated.id!}/entered-in-error`, { reason: 'Another plan' }, { ifMatch: 1 });
  await by.post(`/v1/treatment-sessions/${sessionIds[0]!}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
  await by.post(`/v1/treatment-sessions/${sessionIds[0]!}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
  const event = { type: 'other', description: 'A cold ear', grade: 1, onsetAt: new Date().toISOString(), action: 'medicine-given', actionNote: 'A warm cap' };
  await send(`/v1/treatment-sessions/${sessionIds[0]!}/adverse-events`, event);
  isDraft = true;
  const prepared = { patientId, consultationId: consultation.id!, checkId: check.id! };
  const plan = await send(`${patient}/treatment-plans`, {
    ...planFor(prepared, 'scalp-micropigmentation'),
    goals: 'A denser look',
    expectations: { results: 'A shadow', limits: 'No hair grows' },
    hairTrimming: { agreed: 'no', reason: 'She keeps it long' },
  });
  await send(`/v1/treatment-plans/${plan.id!}/estimates`, { note: 'For the crown alone' });
  const estimate = await send(`/v1/treatment-plans/${planId}/estimates`, { discount: { reason: 'A sister of a patient', percent: '5' } });
  await send(`/v1/estimates/${estimate.id!}/accept`, { acceptorName: 'Meera Testperson' });
  await send(`/v1/treatment-plans/${planId}/bills`, {
    lines: [{ kind: 'other', description: 'A visit about the scar', quantity: 1, unitPrice: { amount: '1.00', currency: 'INR' } }],
    discount: { reason: 'Waited an hour', percent: '5' },
    reason: 'The series ended early',
  });
};

beforeAll(async () => {
  app = await startApp({ logLevel: 'trace' });
  const transform = Reflect.get(DtoPipe.prototype, 'transform') as (this: DtoPipe, ...given: unknown[]) => unknown;
  jest.spyOn(DtoPipe.prototype, 'transform').mockImplementation(function (this: DtoPipe, ...given: unknown[]) {
    const made = transform.apply(this, given);
    mark(made);
    return made;
  });
  clinic = await app.clinic();
  record = await wholeRecord(clinic);
  await oneOfEach(clinic);
  await addNotes();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await app.stop();
});

/** Every row of every table as text, as the owner of the tables sees it for one clinic. */
const readEverything = async (): Promise<{ table: string; text: string }[]> => {
  const connection = await app.owner.connect();
  try {
    await connection.query('BEGIN');
    await connection.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinic.id]);
    const tables = await connection.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
    );
    const rows: { table: string; text: string }[] = [];
    for (const { name } of tables.rows) {
      const found = await connection.query<{ text: string }>(`SELECT to_jsonb(t)::text AS text FROM "${name}" t`);
      rows.push(...found.rows.map(({ text }) => ({ table: name, text })));
    }
    return rows;
  } finally {
    await connection.query('ROLLBACK');
    connection.release();
  }
};

/** Where a word can be read: the table and the member before it. */
const findReadable = (rows: { table: string; text: string }[]): string[] => [
  ...new Set(rows.flatMap(({ table, text }) => [...text.matchAll(WORD)].map(({ index }) => `${table}: …${text.slice(Math.max(0, index - 90), index)}`))),
];

it('is what every note and every identifier is, in every table', async () => {
  const rows = await readEverything();
  expect(words).toBeGreaterThan(60);
  expect(rows.length).toBeGreaterThan(500);
  expect(findReadable(rows)).toEqual([]);
  // A member of the same name stays plain where it stands for a code.
  expect(rows.some(({ table, text }) => table === 'patient_conditions' && text.includes('Thinning'))).toBe(true);
});

it('is tried with every note of every body', () => {
  const all = [...listNotes()].flatMap(([prototype, names]) => [...names].map((name) => `${prototype.constructor.name}.${name}`));
  expect(all.filter((note) => !marked.has(note)).sort()).toEqual(untried);
});

it('is what they are in the log', () => {
  expect(app.log.join('').match(WORD)).toBeNull();
});

it('does not keep the API from showing them, nor from finding a patient by them', async () => {
  const by = clinic.as('dermatologist');
  const { body } = await by.get(`/v1/patients/${patientId}`);
  expect(body.identifiers[0].value).toMatch(WORD);
  expect(JSON.stringify((await by.get(`/v1/consultations/${record.consultationId}`)).body)).toMatch(WORD);
  for (const { value } of [...body.identifiers, ...body.mergedRecords[0].identifiers] as { value: string }[]) {
    const found = await by.get(`/v1/patients?identifier=${encodeURIComponent(`https://id.example|${value}`)}`);
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([patientId]);
  }
  const listed = await by.get(`/v1/patients/${patientId}/allergies`);
  expect(JSON.stringify(listed.body)).toMatch(WORD);
});

it('is found where a word stands in a column that is not sealed', async () => {
  const by = clinic.as('dermatologist');
  const { headers } = await by.get(`/v1/patients/${record.patientId}`);
  await by.patch(`/v1/patients/${record.patientId}`, { occupation: '#718100000' }, { ifMatch: headers.etag });
  expect(findReadable(await readEverything()).map((place) => place.split(':')[0])).toEqual(['patients']);
});

it('is in every column that is declared to be sealed', async () => {
  const rows = await readEverything();
  const empty = [...listSealedTables()].flatMap(([table, columns]) =>
    Object.keys(columns)
      .filter(
        (column) =>
          !rows.some((row) => row.table === table && JSON.stringify((JSON.parse(row.text) as Record<string, unknown>)[column] ?? '').includes('\\u0002')),
      )
      .map((column) => `${table}.${column}`),
  );
  expect(empty.filter((column) => !unfilled.includes(column))).toEqual([]);
});
