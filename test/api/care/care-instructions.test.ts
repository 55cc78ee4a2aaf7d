import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan } from '../../support/journey.js';
import { factsOf } from '../../support/pdf.js';

interface Told {
  id: string;
  phase: string;
  text: string;
  from: string | null;
  until: string | null;
}

describe('care instructions', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let planId: string;
  let patientId: string;
  let sessionIds: string[];

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    const plan = await activePlan(clinic);
    [planId, patientId, sessionIds] = [plan.planId, plan.prepared.patientId, plan.sessionIds];
  });
  afterAll(() => app.stop());

  const path = () => `/v1/treatment-plans/${planId}/care-instructions`;
  const read = (query = '', who = clinic.as('dermatologist')) => who.get(path() + query);
  const told = async (query = ''): Promise<Told[]> => (await read(query)).body.instructions as Told[];

  it('are those of the next session, with their length, before it has ended', async () => {
    const { body } = await read('?phase=after');
    expect(body).toMatchObject({ planId, patientId, sessionId: sessionIds[0], sessionNumber: 1, endedAt: null, language: 'en', careInstructionsVersion: 0 });
    expect((body.instructions as Told[]).every(({ phase }) => phase === 'after')).toBe(true);
    expect((body.instructions as Told[]).find(({ id }) => id === 'washing')).toMatchObject({
      text: 'Do not wash your hair for 24 hours after the session.',
      from: null,
      until: null,
    });
    expect((await told('?phase=before')).map(({ id }) => id)).toEqual(['clean-hair', 'consultation', 'lifestyle']);
    expect((await told()).length).toBeGreaterThan(8);
  });

  it('have instants once the session has ended', async () => {
    const dermatologist = clinic.as('dermatologist');
    await dermatologist.post(`/v1/treatment-sessions/${sessionIds[0]}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    const record = { mesotherapy: { technique: 'injection', depthMm: 2, volumePerShotMl: 0.05, shots: 80, substances: ['biotin'] }, zones: ['vertex'] };
    const completed = await dermatologist.post(`/v1/treatment-sessions/${sessionIds[0]}/complete`, record, { ifMatch: 2 });
    expect(completed.status).toBe(200);
    const washing = (await told('?phase=after')).find(({ id }) => id === 'washing')!;
    expect(washing.from).toBe(completed.body.endedAt);
    expect(Date.parse(washing.until!) - Date.parse(washing.from!)).toBe(86_400_000);
    expect(washing.text).toMatch(/^Do not wash your hair until \w+day \d+ \w+ at \d\d:\d\d\.$/);
    expect((await read('?phase=before')).body).toMatchObject({ sessionNumber: 2 });
    expect((await read(`?sessionId=${sessionIds[2]}`)).body).toMatchObject({ sessionNumber: 3, endedAt: null });
  });

  it('are told in the language that the patient is spoken to, or the one asked for', async () => {
    expect((await told('?language=hi')).find(({ id }) => id === 'food')?.text).toBe('पौष्टिक भोजन करें।');
    const { version } = (await clinic.as('dermatologist').get(`/v1/patients/${patientId}`)).body;
    await clinic.as('dermatologist').patch(`/v1/patients/${patientId}`, { preferredLanguage: 'hi-IN' }, { ifMatch: version });
    expect((await read()).body.language).toBe('hi');
    expect((await read('?language=en')).body.language).toBe('en');
    expect((await read('?language=xx')).status).toBe(400);
  });

  it('are a document to take home, in either language', async () => {
    for (const language of ['en', 'hi']) {
      const answer = await read(`/document?language=${language}`);
      expect(answer.status).toBe(200);
      expect(factsOf(answer.body as Buffer)).toMatchObject({ pages: 1, standard: '2A' });
      expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="care-instructions-[0-9a-f-]+\.pdf"$/);
    }
  });

  it('are events of a calendar that names nobody', async () => {
    const answer = await read('/calendar?language=en');
    expect(answer.headers['content-type']).toContain('text/calendar');
    const events = new ICAL.Component(ICAL.parse(answer.text) as unknown[]).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    const sessions = events.filter(({ uid }) => uid.startsWith('session-'));
    expect(sessions).toHaveLength(sessionIds.length);
    const listed = (await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/sessions`)).body.items as { id: string; scheduledOn: string }[];
    for (const { id, scheduledOn } of listed) {
      const event = sessions.find(({ uid }) => uid === `session-${id}@hairline`)!;
      expect([event.startDate.isDate, event.startDate.toString()]).toEqual([true, scheduledOn]);
    }
    const washing = events.find(({ uid }) => uid === `after-washing-${sessionIds[0]}@hairline`)!;
    const dated = (await told(`?phase=after&sessionId=${sessionIds[0]}`)).find(({ id }) => id === 'washing')!;
    expect(Math.abs(washing.endDate.toJSDate().getTime() - Date.parse(dated.until!))).toBeLessThan(1000);
    expect(answer.text).not.toMatch(/Testperson|mesotherapy/i);
    expect(answer.text).toMatch(/\r\nEND:VCALENDAR\r?\n?$/);
  });

  it('are settled by the clinic where sources contradict each other', async () => {
    const [admin, dermatologist] = [clinic.as('admin'), clinic.as('dermatologist')];
    const shipped = await dermatologist.get('/v1/care-instructions');
    const { instructions } = shipped.body as { instructions: { id: string; chosen: string | null; treatment: string }[] };
    const changed = instructions.map((instruction) =>
      instruction.id === 'washing' && instruction.treatment === 'mesotherapy' ? { ...instruction, chosen: '48-hours' } : instruction,
    );
    expect((await clinic.as('technician').put('/v1/care-instructions', { instructions: changed }, { ifMatch: 0 })).status).toBe(403);
    expect((await admin.put('/v1/care-instructions', { instructions: changed }, { ifMatch: 0 })).body.version).toBe(1);
    expect((await admin.put('/v1/care-instructions', { instructions: changed }, { ifMatch: 0 })).status).toBe(412);
    const washing = (await told(`?phase=after&sessionId=${sessionIds[0]}`)).find(({ id }) => id === 'washing')!;
    expect(Date.parse(washing.until!) - Date.parse(washing.from!)).toBe(2 * 86_400_000);
    const wrong = [
      { ...instructions[0], chosen: 'never' },
      { ...changed[2], options: [{ option: 'x', sources: [], hours: 1, days: 1, words: { en: 'x' } }], chosen: 'x' },
    ];
    const refused = await admin.put('/v1/care-instructions', { instructions: wrong }, { ifMatch: 1 });
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/instructions/1/options/0/days',
      '/instructions/0/chosen',
      '/instructions/1/options/0/words/en',
    ]);
  });

  it('are for those who may read the plan, of this clinic, and leave a trace', async () => {
    expect((await read('', clinic.as('receptionist'))).status).toBe(403);
    expect((await read('', (await app.clinic()).as('dermatologist'))).status).toBe(404);
    expect((await read('/calendar', (await app.clinic()).as('dermatologist'))).status).toBe(404);
    expect((await read(`?sessionId=${planId}`)).body.errors).toMatchObject([{ pointer: '?sessionId', code: 'unknown-session' }]);
    await read('/calendar');
    const audit = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=1`);
    expect(audit.body.items).toMatchObject([{ action: 'care.calendar', outcome: 'success' }]);
  });
});
