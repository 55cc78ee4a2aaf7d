import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { aCase } from '../contraindications/person.js';

interface Entry {
  id: string;
  name: string;
  comparedAs: string;
  origin: string;
  status: string;
  codes: { code: string }[];
}

const aspirin = { system: 'atc', code: 'B01AC06' };
const paracetamol = { system: 'atc', code: 'N02BE01' };

describe('a clinic learns names', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    patientId = await register();
  });
  afterAll(() => app.stop());

  const register = async (): Promise<string> => (await dermatologist.post('/v1/patients', aCase('01').patient)).body.id as string;
  const consult = async (medicalHistory: object, caller = dermatologist): Promise<{ id: string; etag: string }> => {
    const answer = await caller.post(`/v1/patients/${patientId}/consultations`, { startedAt: new Date().toISOString(), medicalHistory });
    expect([answer.status, answer.body.errors ?? []]).toEqual([201, []]);
    return { id: answer.body.id as string, etag: answer.headers.etag as string };
  };
  const known = async (name: string): Promise<Entry[]> =>
    (await clinic.as('technician').get(`/v1/formulary-entries?query=${encodeURIComponent(name)}`)).body.items as Entry[];

  it('from a consultation of a dermatologist: every kind that has both words and a code', async () => {
    await consult({
      medications: [{ name: 'Zorbixil 500 mg tab', code: aspirin }],
      allergies: [{ substance: { text: 'Qanterol', code: { system: 'atc', code: 'N01BB02' } } }],
      conditions: [{ text: 'Zorbix syndrome', code: { system: 'icd-10', code: 'L63.9' } }],
      procedures: [{ text: 'Zorbix technique', code: { system: 'hairline', code: 'hair-transplant-fue' } }],
    });
    expect((await known('zorbix')).sort((one, next) => (one.comparedAs < next.comparedAs ? -1 : 1))).toEqual(
      ['zorbix syndrome', 'zorbix technique', 'zorbixil'].map((comparedAs) =>
        expect.objectContaining({
          comparedAs,
          origin: 'learned',
          status: 'confirmed',
          recordedBy: clinic.as('dermatologist').actor,
          confirmedBy: clinic.as('dermatologist').actor,
        }),
      ),
    );
    expect(await known('qanterol')).toMatchObject([{ kind: 'substance', codes: [{ code: 'N01BB02' }] }]);
  });

  it('from a changed draft, and from the lists', async () => {
    const { id, etag } = await consult({});
    const changed = await dermatologist.patch(
      `/v1/consultations/${id}`,
      { medicalHistory: { medications: [{ name: 'Drafterol', code: aspirin }] } },
      { ifMatch: etag },
    );
    expect(changed.status).toBe(200);
    const listed = await dermatologist.post(`/v1/patients/${patientId}/medications`, { name: 'Listerol 75', code: aspirin });
    expect(listed.status).toBe(201);
    const uncoded = await dermatologist.post(`/v1/patients/${patientId}/medications`, { name: 'Correctol 75' });
    const coded = await dermatologist.patch(`/v1/medications/${uncoded.body.id as string}`, { code: { system: 'atc', code: 'C09AA05' } }, { ifMatch: 1 });
    expect([coded.status, coded.body.name]).toEqual([200, 'Correctol 75']);
    for (const name of ['drafterol', 'listerol', 'correctol']) expect(await known(name)).toMatchObject([{ comparedAs: name, origin: 'learned' }]);
  });

  it('not from an integration client', async () => {
    const client = await clinic.asClient(['patient.read', 'consultation.read', 'consultation.write']);
    await consult({ medications: [{ name: 'Clienterol', code: aspirin }] }, client);
    expect((await client.post(`/v1/patients/${patientId}/medications`, { name: 'Clienterol two', code: paracetamol })).status).toBe(201);
    expect(await known('clienterol')).toEqual([]);
  });

  it('not what the product reads by itself, nor what contradicts it', async () => {
    await consult({
      medications: [
        { name: 'Paracetamol 500 mg', code: paracetamol },
        { name: 'Contrarol warfarin', code: aspirin },
      ],
    });
    expect([await known('paracetamol'), await known('contrarol')]).toEqual([[], []]);
  });

  it('not against an entry that stands, whatever it waits for', async () => {
    const { body } = await clinic.as('admin').post('/v1/formulary-entries', { kind: 'substance', name: 'Standerol', codes: [paracetamol] });
    await consult({ medications: [{ name: 'Standerol', code: aspirin }] });
    expect(await known('standerol')).toMatchObject([{ id: body.id, status: 'proposed', codes: [{ code: 'N02BE01' }] }]);
  });

  it('not again what somebody has revoked', async () => {
    await consult({ medications: [{ name: 'Revokerol', code: aspirin }] });
    const [entry] = await known('revokerol');
    await dermatologist.post(`/v1/formulary-entries/${entry!.id}/revoke`, { reason: 'Another composition' });
    await consult({ medications: [{ name: 'Revokerol', code: aspirin }] });
    expect(await known('revokerol')).toMatchObject([{ id: entry!.id, status: 'revoked' }]);
  });

  it('and reads them in every check from then on', async () => {
    const other = await register();
    const written = await dermatologist.post(`/v1/patients/${other}/medications`, { name: 'Checkerol 75', status: 'active' });
    expect(written.status).toBe(201);
    const unreadIn = async (): Promise<string> => {
      const plannedOn = new Date().toISOString().slice(0, 10);
      const { status, body } = await dermatologist.post(`/v1/patients/${other}/contraindication-checks`, {
        treatment: 'mesotherapy',
        plannedOn,
        ingredients: ['biotin'],
      });
      expect(status).toBe(201);
      return JSON.stringify(body.unread);
    };
    expect(await unreadIn()).toContain('Checkerol');
    await consult({ medications: [{ name: 'Checkerol', code: aspirin }] });
    expect(await unreadIn()).not.toContain('Checkerol');
    const [entry] = await known('checkerol');
    await dermatologist.post(`/v1/formulary-entries/${entry!.id}/revoke`, { reason: 'Another composition' });
    expect(await unreadIn()).toContain('Checkerol');
  });
});
