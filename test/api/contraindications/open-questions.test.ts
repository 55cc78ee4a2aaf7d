import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createId } from '../../../src/kernel/id.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow } from '../../support/journey.js';
import { aCase, register } from './person.js';

interface Writing {
  fact: string;
  method: 'POST' | 'PATCH' | 'GET';
  path: string;
  pointer: string | null;
  along: { pointer: string; value: unknown }[];
  required: string[];
  ifMatch: number | null;
}
interface Question {
  fact: string;
  alternatives: string[];
  about: string | null;
  ask: string;
  reason: string;
  answeredOn: string | null;
  answerType: string;
  choices: string[] | null;
  write: Writing[];
  waiting: { ruleId: string; title: string }[];
  worst: { outcome: string; overridable: boolean };
}

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
});

const today = () => dayFromNow(0);
const addressOf = (patientId: string, treatment = 'mesotherapy', more = '') =>
  `/v1/patients/${patientId}/open-questions?treatment=${treatment}&plannedOn=${today()}${more}`;

const ask = async (patientId: string, treatment?: string, more?: string): Promise<Question[]> => {
  const answer = await dermatologist.get(addressOf(patientId, treatment, more));
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return answer.body.questions as Question[];
};

const newPatient = async (more: object = {}): Promise<string> => {
  const { body } = await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', ...more });
  return body.id as string;
};

/** Puts a value where a JSON Pointer says; `-` is the one element that this body adds. */
const put = (body: Record<string, unknown>, pointer: string, value: unknown): void => {
  const parts = pointer.split('/').slice(1);
  let place: Record<string, unknown> | unknown[] = body;
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    const next: unknown = parts[index + 1] === '-' ? [] : {};
    if (Array.isArray(place)) {
      if (last) place.push(value);
      else {
        if (place.length === 0) place.push(next);
        place = place[0] as Record<string, unknown>;
      }
    } else if (last) place[part] = value;
    else place = (place[part] ??= next) as Record<string, unknown>;
  });
};

/** What somebody in good health answers. */
const answers: Record<string, unknown> = { 'yes-no': 'no', date: '1991-04-03', 'list-review': [] };
const figures: Record<string, number> = { haemoglobin: 13.1, platelets: 248, 'glucose-fasting': 88, inr: 1, tsh: 2.1 };

const answerTo = (question: Question, { fact }: Writing): unknown => {
  if (question.fact === 'medication.lastTakenOn') return dayFromNow(-30);
  if (question.fact.startsWith('lab.')) return figures[fact.slice('lab.'.length)];
  if (question.answerType === 'choice') return question.choices!.includes('none') ? 'none' : 'no';
  return answers[question.answerType];
};

const now = () => new Date().toISOString();

/** What only whoever fills the form in knows. */
const required = ({ required: pointers }: Writing): Record<string, unknown> =>
  Object.fromEntries(pointers.map((pointer) => [pointer.split('/').at(-1)!, pointer.endsWith('/region') ? 'vertex' : now()]));

/** Records the answers as a form would that was built from the questions alone. */
const fillIn = async (patientId: string, questions: Question[]): Promise<void> => {
  const consultation: Record<string, unknown> = {};
  for (const question of questions) {
    const [way] = question.write as [Writing];
    const value = answerTo(question, way);
    if (way.path.endsWith('/sign') || way.method === 'GET') continue;
    if (way.path.endsWith('/consultations')) {
      if (question.answerType === 'examination') put(consultation, way.pointer!, {});
      else put(consultation, way.pointer!, value);
      for (const { pointer, value: also } of way.along) put(consultation, pointer, also);
      for (const pointer of way.required) put(consultation, pointer, pointer.endsWith('/region') ? 'vertex' : now());
    } else {
      const body = required(way);
      put(body, way.pointer!, value);
      for (const { pointer, value: also } of way.along) put(body, pointer, also);
      const version = way.method === 'PATCH' ? (await dermatologist.get(way.path)).headers.etag : undefined;
      const sent = await dermatologist.send(way.method.toLowerCase() as 'post' | 'patch', way.path, body, version ? { ifMatch: version } : {});
      expect([way.path, sent.status, sent.body.errors]).toEqual([way.path, sent.status < 300 ? sent.status : 0, undefined]);
    }
  }
  if (Object.keys(consultation).length > 0) {
    const merged = (consultation.trichoanalyses as object[] | undefined)?.map((trichoanalysis) => ({ ...trichoanalysis }));
    const whole = merged ? [Object.assign({}, ...merged)] : undefined;
    // The judgement that a signature needs is the dermatologist's own.
    const body = { assessment: { note: 'Female pattern' }, ...consultation, ...(whole && { trichoanalyses: whole }) };
    const sent = await dermatologist.post(`/v1/patients/${patientId}/consultations`, body);
    expect([sent.status, sent.body.errors]).toEqual([201, undefined]);
    const signing = questions.find(({ fact }) => fact === 'consultation.signed');
    if (signing) {
      const path = signing.write[0]!.path.replace('{consultationId}', sent.body.id as string);
      expect((await dermatologist.post(path, undefined, { ifMatch: 1 })).status).toBe(200);
    }
  }
};

describe('the open questions of a patient', () => {
  it.each(['mesotherapy', 'scalp-micropigmentation'])('lead, answered one and all, to a check of %s that needs no data', async (treatment) => {
    const patientId = await newPatient();
    let questions = await ask(patientId, treatment);
    expect(questions.length).toBeGreaterThan(8);
    for (let round = 0; questions.length > 0 && round < 3; round++) {
      await fillIn(patientId, questions);
      questions = await ask(patientId, treatment);
    }
    expect(questions).toEqual([]);
    const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: today() });
    expect(body.outcome).toBe('clear');
  });

  it('are those that a check would need, no more and no fewer', async () => {
    const patientId = await newPatient({ sexAtBirth: 'male', birthDate: '1991-04-03' });
    const questions = await ask(patientId);
    const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: today() });
    const needing = (body.findings as { ruleId: string; outcome: string }[]).filter(({ outcome }) => outcome === 'needs-data').map(({ ruleId }) => ruleId);
    expect([...new Set(questions.flatMap(({ waiting }) => waiting.map(({ ruleId }) => ruleId)))].sort()).toEqual(needing.sort());
    expect(questions.map(({ fact }) => fact)).not.toContain('pregnancy');
  });

  it('are asked in the language of the reader', async () => {
    const patientId = await newPatient();
    const about = async (sent: object, more = '') => {
      const answer = await dermatologist.get(addressOf(patientId, 'mesotherapy', more), sent);
      const { ask: text, waiting } = (answer.body.questions as Question[]).find(({ fact }) => fact === 'pregnancy')!;
      return [answer.headers['content-language'], answer.body.language, text, waiting[0]!.title];
    };
    const english = ['en', 'en', 'Is the patient pregnant?', 'Pregnancy'];
    const hindi = ['hi', 'hi', 'क्या मरीज़ गर्भवती हैं?', 'गर्भावस्था'];
    expect(await about({})).toEqual(english);
    expect(await about({ headers: { 'accept-language': 'hi-IN, en;q=0.5' } })).toEqual(hindi);
    expect(await about({ headers: { 'accept-language': 'hi' } }, '&language=en')).toEqual(english);
  });

  it('say which medicine is meant, and are answered on the list where it stands', async () => {
    const { patientId } = await register(dermatologist);
    const entry = await dermatologist.post(`/v1/patients/${patientId}/medications`, {
      name: 'Aspirin 75 mg',
      code: { system: 'atc', code: 'B01AC06' },
      status: 'stopped',
    });
    const [question] = await ask(patientId, 'scalp-micropigmentation');
    expect(question).toMatchObject({
      fact: 'medication.lastTakenOn',
      about: 'Aspirin 75 mg',
      reason: 'unclear',
      answerType: 'date',
      write: [{ method: 'PATCH', path: `/v1/medications/${entry.body.id}`, pointer: '/lastTakenOn' }],
      worst: { outcome: 'contraindicated', overridable: true },
    });
    await fillIn(patientId, [question!]);
    expect(await ask(patientId, 'scalp-micropigmentation')).toEqual([]);
  });

  it('are answered by saying the same again, with the day, where a consultation left it out', async () => {
    const { patientId } = await register(dermatologist);
    const told = { name: 'Ecosprin 75', status: 'stopped' };
    await dermatologist.post(`/v1/patients/${patientId}/consultations`, { startedAt: now(), medicalHistory: { medications: [told] } });
    const questions = await ask(patientId, 'scalp-micropigmentation');
    expect(questions).toMatchObject([{ fact: 'medication.lastTakenOn', about: 'Ecosprin 75' }]);
    // The draft of today takes the answer: the whole list, as a merge patch replaces it.
    const [way] = questions[0]!.write as [Writing];
    expect(way).toMatchObject({ method: 'PATCH', ifMatch: 1 });
    const body: Record<string, unknown> = {};
    put(body, way.pointer!, dayFromNow(-30));
    for (const { pointer, value } of way.along) put(body, pointer, value);
    expect((await dermatologist.patch(way.path, body, { ifMatch: way.ifMatch! })).status).toBe(200);
    expect(await ask(patientId, 'scalp-micropigmentation')).toEqual([]);
  });

  it('ask what is planned of somebody with an allergy, until it is said', async () => {
    const { patientId } = await register(dermatologist);
    await dermatologist.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'lidocaine' } });
    const [question] = await ask(patientId);
    expect(question).toMatchObject({ fact: 'ingredients', worst: { outcome: 'contraindicated', overridable: false }, write: [{ method: 'GET' }] });
    expect(question!.write[0]!.path).toBe(`/v1/patients/${patientId}/open-questions`);
    expect(await ask(patientId, 'mesotherapy', '&ingredients=biotin,minoxidil')).toEqual([]);
    const decided = await dermatologist.get(addressOf(patientId, 'mesotherapy', '&ingredients=biotin,Lidocaine%202%25'));
    expect(decided.body).toMatchObject({ questions: [], outcome: 'contraindicated', ingredients: ['biotin', 'Lidocaine 2%'] });
  });

  it('say why an answer that was given once is asked again', async () => {
    const { patientId } = await register(dermatologist);
    const { body } = await dermatologist.get(`/v1/patients/${patientId}/open-questions?treatment=mesotherapy&plannedOn=${dayFromNow(20)}`);
    expect((body.questions as Question[]).map(({ fact, reason, answeredOn }) => [fact, reason, answeredOn])).toEqual([['pregnancy', 'outdated', today()]]);
  });

  it('store nothing, and are audited for the patient', async () => {
    const patientId = await newPatient();
    await ask(patientId);
    expect(await app.sql('SELECT FROM contraindication_checks', [], clinic.id)).toEqual([]);
    const rows = await app.sql('SELECT action FROM audit_events WHERE patient_id = $1 ORDER BY id', [patientId], clinic.id);
    expect(rows.at(-1)).toEqual({ action: 'check.open-questions' });
  });

  it.each([
    ['no treatment', `?plannedOn=2026-12-01`, ['?treatment']],
    ['no day', `?treatment=mesotherapy`, ['?plannedOn']],
    ['nothing at all', '', ['?treatment', '?plannedOn']],
    ['a treatment that it does not know', '?treatment=leeches&plannedOn=2026-12-01', ['?treatment']],
    ['a day that does not exist', '?treatment=mesotherapy&plannedOn=2026-02-30', ['?plannedOn']],
    ['a language that it does not know', '?treatment=mesotherapy&plannedOn=2026-12-01&language=tlh', ['?language']],
    ['a parameter that it does not know', '?treatment=mesotherapy&plannedOn=2026-12-01&force=1', ['?force']],
    [
      'too many ingredients',
      `?treatment=mesotherapy&plannedOn=2026-12-01&ingredients=${Array.from({ length: 51 }, (_, index) => `i${index}`).join()}`,
      ['?ingredients'],
    ],
  ])('are not answered for %s', async (_what, query, pointers) => {
    const refused = await dermatologist.get(`/v1/patients/${await newPatient()}/open-questions${query}`);
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(pointers.sort());
  });

  it('are for those who may read checks, of their own clinic', async () => {
    const patientId = await newPatient();
    expect((await clinic.as('technician').get(addressOf(patientId))).status).toBe(200);
    expect((await clinic.as('receptionist').get(addressOf(patientId))).status).toBe(403);
    expect((await app.nobody.get(addressOf(patientId))).status).toBe(401);
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(addressOf(patientId))).status).toBe(404);
    expect((await dermatologist.get(addressOf(createId()))).status).toBe(404);
  });

  it('are open for a worked case exactly where it needs data', async () => {
    for (const id of ['01', '03', '05', '08']) {
      const { patientId } = await register(dermatologist, aCase(id));
      const { body } = await dermatologist.get(addressOf(patientId));
      const check = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: today() });
      const needing = (check.body.findings as { outcome: string }[]).some(({ outcome }) => outcome === 'needs-data');
      expect([id, (body.questions as Question[]).length > 0, body.outcome]).toEqual([id, needing, check.body.outcome]);
    }
  });
});
