/** What is worth a second look in a session: its day, and what its record says beside what left the lots. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { productExamples } from '../../../src/products/index.js';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, dayFromNow, photographed, planFor, stocked, type Prepared } from '../../support/journey.js';

interface Warning {
  code: string;
  pointer: string;
  detail: string;
}

describe('a session', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const move = (sessionId: string, scheduledOn: string, ifMatch: number) =>
    dermatologist().patch(`/v1/treatment-sessions/${sessionId}`, { scheduledOn }, { ifMatch });
  const warned = ({ body }: { body: { warnings: Warning[] } }) => body.warnings.map(({ code, pointer }) => `${code} ${pointer}`);
  const read = (sessionId: string) => dermatologist().get(`/v1/treatment-sessions/${sessionId}`);

  /** A second plan of the same patient. */
  const anotherPlan = async ({ patientId, consultationId }: Prepared): Promise<string[]> => {
    const treatment = 'scalp-micropigmentation';
    const check = await dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(0), consultationId });
    const plan = planFor({ patientId, consultationId, checkId: check.body.id as string }, treatment, { startOn: dayFromNow(40) });
    const { body } = await dermatologist().post(`/v1/patients/${patientId}/treatment-plans`, plan);
    await consentTo(clinic, patientId, treatment);
    await photographed(clinic, patientId);
    for (const [index, action] of ['propose', 'accept'].entries()) {
      const moved = await dermatologist().post(`/v1/treatment-plans/${body.id}/${action}`, undefined, { ifMatch: index + 1 });
      if (moved.status !== 200) throw new Error(moved.text);
    }
    const sessions = (await dermatologist().get(`/v1/treatment-plans/${body.id}/sessions`)).body.items as { id: string }[];
    return sessions.map(({ id }) => id);
  };

  it('that is moved onto another’s day is warned of, for as long as both are on it', async () => {
    const { sessionIds } = await activePlan(clinic);
    const [first, second, third] = sessionIds as [string, string, string];
    const moved = await move(third, dayFromNow(14), 1);
    expect([moved.status, warned(moved), moved.body.warnings[0].detail]).toEqual([
      200,
      ['same-day /scheduledOn'],
      'Session 2 of the same plan is on this day too.',
    ]);
    expect(warned(await read(second))).toEqual(['same-day /scheduledOn']);
    expect(warned(await read(first))).toEqual([]);
    await dermatologist().post(`/v1/treatment-sessions/${second}/cancel`, { reason: 'Ill' }, { ifMatch: 1 });
    expect(warned(await read(third))).toEqual([]);
    // The first takes place today: no other one is moved there unnoticed.
    await dermatologist().post(`/v1/treatment-sessions/${first}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    await dermatologist().post(`/v1/treatment-sessions/${first}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
    expect(warned(await move(third, dayFromNow(0), 2))).toEqual(['same-day /scheduledOn']);
    expect(warned(await read(first))).toEqual([]);
  });

  it('of another plan of the patient counts too, and one of another patient does not', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    await activePlan(clinic);
    const [sitting] = await anotherPlan(prepared);
    expect(warned(await read(sessionIds[1]!))).toEqual([]);
    const moved = await move(sitting!, dayFromNow(14), 1);
    expect(moved.body.warnings).toMatchObject([{ code: 'same-day', detail: 'Session 2 of another plan of the patient (mesotherapy) is on this day too.' }]);
    const listed = (await dermatologist().get(`/v1/treatment-sessions?patientId=${prepared.patientId}&limit=200`)).body.items as {
      id: string;
      warnings: Warning[];
    }[];
    expect(
      listed
        .filter(({ warnings }) => warnings.length > 0)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([sessionIds[1]!, sitting!].sort());
  });

  it('of micropigmentation without shades is warned of, and of other shades than left the lots', async () => {
    const { sessionIds } = await activePlan(clinic, 'scalp-micropigmentation');
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    const { lotId } = await stocked(clinic, { product: productExamples.pigment });
    await dermatologist().post(`${path}/start`, {}, { ifMatch: 1 });
    const { micropigmentation, ...record } = treatmentExamples.micropigmentationRecord;
    const completed = await dermatologist().post(`${path}/complete`, { ...record, micropigmentation: { ...micropigmentation, shades: [] } }, { ifMatch: 2 });
    expect([completed.status, warned(completed)]).toEqual([200, expect.arrayContaining(['shades-missing /micropigmentation/shades'])]);
    const amend = (changes: object, ifMatch: number) => dermatologist().post(`${path}/amendments`, { reason: 'Read again', changes }, { ifMatch });
    const other = await amend({ micropigmentation: { shades: ['dark brown'] }, products: [{ lotId, amount: 1, unit: 'mL' }] }, 3);
    expect(warned(other)).toEqual(expect.arrayContaining(['not-in-lots /micropigmentation/shades/0', 'not-recorded /products/0/lotId']));
    const right = await amend({ micropigmentation: { shades: ['light brown'] } }, 4);
    expect(warned(right).filter((text) => /shades-missing|not-/.test(text))).toEqual([]);
  });

  it.each([
    [4, []],
    [1, ['volume-differs /products']],
    [40, ['volume-differs /products']],
  ])('in which 4 mL were injected and %d mL left the lot has the warnings %j', async (amount, expected) => {
    const { sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    const { lotId } = await stocked(clinic);
    await dermatologist().post(`${path}/start`, { ingredients: ['biotin', 'd-panthenol'] }, { ifMatch: 1 });
    const record = { ...treatmentExamples.mesotherapyRecord, products: [{ lotId, amount, unit: 'mL' }] };
    const completed = await dermatologist().post(`${path}/complete`, record, { ifMatch: 2 });
    expect([completed.status, warned(completed)]).toEqual([200, expected]);
  });

  it('keeps a photograph that its record named, whatever became of it since', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    const photograph = await photographed(clinic, prepared.patientId);
    await dermatologist().post(`${path}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    const record = { ...treatmentExamples.mesotherapyRecord, photographs: { before: [photograph] } };
    expect((await dermatologist().post(`${path}/complete`, record, { ifMatch: 2 })).status).toBe(200);
    const withdrawn = await dermatologist().post(`/v1/photos/${photograph}/entered-in-error`, { reason: 'Of another patient' }, { ifMatch: 1 });
    expect(withdrawn.status).toBe(200);
    const amend = (changes: object) => dermatologist().post(`${path}/amendments`, { reason: 'Read again', changes }, { ifMatch: 3 });
    expect((await amend({ photographs: { after: [photograph.replace(/.$/, (last) => (last === '0' ? '1' : '0'))] } })).status).toBe(400);
    expect((await amend({ note: 'Seen again' })).status).toBe(201);
  });
});
