import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday, dayFromNow, prepare } from '../../support/journey.js';

/** A course that ended before it began. */
const impossible = { name: 'Warfarin 5 mg', code: { system: 'atc', code: 'B01AA03' }, startedOn: '2026-01-20', endsOn: '2026-01-10' };
const possible = { ...impossible, endsOn: '2026-02-10', status: 'completed' };

interface Refusal {
  status: number;
  body: { type?: string; errors?: { pointer: string; code: string }[] };
}

const expectRefused = ({ status, body }: Refusal, pointer: string): void => {
  expect({ status, errors: body.errors?.map((error) => `${error.pointer} ${error.code}`) }).toEqual({
    status: 400,
    errors: [`${pointer} ends-before-it-began`],
  });
};

describe('a course that ended before it began', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  it('is refused on the list of medicines, and when an entry is changed into one', async () => {
    const dermatologist = clinic.as('dermatologist');
    const { patientId } = await prepare(clinic);
    expectRefused(await dermatologist.post(`/v1/patients/${patientId}/medications`, impossible), '/endsOn');
    const added = await dermatologist.post(`/v1/patients/${patientId}/medications`, possible);
    expect(added.status).toBe(201);
    expectRefused(await dermatologist.patch(`/v1/medications/${added.body.id}`, { endsOn: impossible.endsOn }, { ifMatch: 1 }), '/endsOn');
  });

  it('is refused from an integration client', async () => {
    const { patientId } = await prepare(clinic);
    const client = await clinic.asClient(['consultation.write']);
    expectRefused(await client.post(`/v1/patients/${patientId}/medications`, impossible), '/endsOn');
  });

  it('is refused in a consultation, in a draft that is changed, and in an amendment', async () => {
    const dermatologist = clinic.as('dermatologist');
    const { patientId, consultationId } = await prepare(clinic);
    const history = { medicalHistory: { medications: [impossible] } };
    expectRefused(
      await dermatologist.post(`/v1/patients/${patientId}/consultations`, consultationToday({ medications: [impossible] })),
      '/medicalHistory/medications/0/endsOn',
    );
    const draft = await dermatologist.post(`/v1/patients/${patientId}/consultations`, consultationToday());
    expectRefused(await dermatologist.patch(`/v1/consultations/${draft.body.id}`, history, { ifMatch: 1 }), '/medicalHistory/medications/0/endsOn');
    expectRefused(
      await dermatologist.post(`/v1/consultations/${consultationId}/amendments`, { reason: 'Forgotten', changes: history }, { ifMatch: 2 }),
      '/changes/medicalHistory/medications/0/endsOn',
    );
  });

  it('is refused when a draft is signed that was kept before', async () => {
    const dermatologist = clinic.as('dermatologist');
    const { patientId } = await prepare(clinic);
    const draft = await dermatologist.post(`/v1/patients/${patientId}/consultations`, consultationToday({ medications: [possible] }));
    await app.sql(
      `UPDATE consultations SET medical_history = jsonb_set(medical_history, '{medications,0,endsOn}', '"2026-01-10"'), version = version + 1 WHERE id = $1`,
      [draft.body.id],
      clinic.id,
    );
    expectRefused(await dermatologist.post(`/v1/consultations/${draft.body.id}/sign`, undefined, { ifMatch: 2 }), '/medicalHistory/medications/0/endsOn');
  });

  it('is refused in a question about somebody who need not be a patient', async () => {
    const asked = {
      treatment: 'mesotherapy',
      plannedOn: dayFromNow(0),
      patient: { sexAtBirth: 'female' },
      consultations: [consultationToday({ medications: [impossible] })],
    };
    expectRefused(await clinic.as('dermatologist').post('/v1/contraindication-checks/evaluate', asked), '/consultations/0/medicalHistory/medications/0/endsOn');
  });
});
