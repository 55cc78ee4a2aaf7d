import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('registering a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const least = { names: [{ text: 'Vikram Testperson' }], sexAtBirth: 'male' };
  const patients = (clinicId: string) => app.sql('SELECT id FROM patients', [], clinicId);

  it('needs a name and the sex at birth, no more', async () => {
    const created = await clinic.as('receptionist').post('/v1/patients', least);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ ...least, status: 'active', mergedInto: null, version: 1, medicalRecordNumber: expect.stringMatching(/^P\d{6}$/) });
    const read = await clinic.as('technician').get(created.headers.location!);
    expect(read.body).toEqual(created.body);
    expect(read.headers.etag).toBe('"1"');
  });

  it('keeps everything that the contract names, in one form', async () => {
    const created = await clinic.as('dermatologist').post('/v1/patients', {
      names: [
        { use: 'official', given: ['Asha', 'Devi'], family: 'Rao' },
        { use: 'nickname', text: 'आशा' },
      ],
      birthDate: '1991-04',
      sexAtBirth: 'female',
      gender: 'woman',
      phones: [{ value: '098123 45678', use: 'mobile' }],
      emails: [{ value: 'asha@example.org' }],
      addresses: [{ lines: ['12 Example Road'], city: 'Gurugram', country: 'IN' }],
      identifiers: [{ system: 'https://healthid.abdm.gov.in', value: '91 1234 5678 9012' }],
      skinType: 'IV',
      preferredLanguage: 'hi-IN',
      emergencyContact: { name: 'Kiran Rao', relationship: 'brother', phone: '9812345679' },
      communicationPreferences: { sms: true, email: false },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      names: [
        { use: 'official', given: ['Asha', 'Devi'], family: 'Rao', text: 'Asha Devi Rao' },
        { use: 'nickname', text: 'आशा' },
      ],
      birthDate: '1991-04',
      phones: [{ value: '+919812345678', use: 'mobile' }],
      identifiers: [{ system: 'https://healthid.abdm.gov.in', value: '91-1234-5678-9012' }],
      skinType: 'IV',
      emergencyContact: { name: 'Kiran Rao', relationship: 'brother', phone: '+919812345679' },
    });
  });

  it('names everything that is wrong at once, and stores nothing', async () => {
    const before = (await patients(clinic.id)).length;
    const shape = await clinic.as('dermatologist').post('/v1/patients', { names: [{ given: [7] }], sexAtBirth: 'x', birthDate: '1991-13', surprise: 1 });
    expect(shape.status).toBe(400);
    expect((shape.body.errors as { pointer: string }[]).map((error) => error.pointer).sort()).toEqual([
      '/birthDate',
      '/names/0/given/0',
      '/sexAtBirth',
      '/surprise',
    ]);
    const meaning = await clinic.as('dermatologist').post('/v1/patients', {
      names: [{ use: 'official' }],
      sexAtBirth: 'female',
      birthDate: '2199',
      phones: [{ value: '12345' }],
      identifiers: [{ system: 'https://healthid.abdm.gov.in', value: '123' }],
    });
    expect((meaning.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/names/0', 'required'],
      ['/birthDate', 'in-the-future'],
      ['/phones/0/value', 'invalid-phone'],
      ['/identifiers/0/value', 'invalid-abha-number'],
    ]);
    expect(await patients(clinic.id)).toHaveLength(before);
  });

  it('refuses an identifier that another patient of the clinic has', async () => {
    const identifiers = [{ system: 'https://passport.example', value: 'X123' }];
    const first = await clinic.as('dermatologist').post('/v1/patients', { ...least, identifiers });
    const second = await clinic.as('dermatologist').post('/v1/patients', {
      ...least,
      identifiers: [{ system: 'https://passport.example', value: 'another' }, ...identifiers],
    });
    expect(second.body.pointer).toBe('/identifiers/1');
    expect([first.status, second.status]).toEqual([201, 409]);
    expect(JSON.stringify(second.body)).not.toContain(first.body.id);
    const elsewhere = await app.clinic();
    expect((await elsewhere.as('dermatologist').post('/v1/patients', { ...least, identifiers })).status).toBe(201);
  });

  it('gives each of many at once a record number of its own', async () => {
    const sent = await Promise.all(Array.from({ length: 20 }, () => clinic.as('dermatologist').post('/v1/patients', least)));
    expect(new Set(sent.map((response) => response.body.medicalRecordNumber as string)).size).toBe(20);
  });

  it('is not for technicians, auditors or clients without the scope', async () => {
    for (const caller of [clinic.as('technician'), clinic.as('auditor'), clinic.as('admin'), await clinic.asClient(['patient.read'])]) {
      const refused = await caller.post('/v1/patients', least);
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/forbidden']);
    }
    expect((await (await clinic.asClient(['patient.write'])).post('/v1/patients', least)).status).toBe(201);
  });

  it('shows and takes no clinical content from a receptionist', async () => {
    const { body } = await clinic.as('dermatologist').post('/v1/patients', { ...least, skinType: 'V' });
    const path = `/v1/patients/${body.id}`;
    expect((await clinic.as('receptionist').get(path)).body.skinType).toBeUndefined();
    expect((await clinic.as('receptionist').patch(path, { skinType: 'I' }, { ifMatch: 1 })).status).toBe(403);
    const renamed = await clinic.as('receptionist').patch(path, { names: [{ text: 'Vikram Other' }] }, { ifMatch: 1 });
    expect(renamed.status).toBe(200);
    expect((await clinic.as('dermatologist').get(path)).body).toMatchObject({ skinType: 'V', version: 2 });
  });
});

describe('changing a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const create = async () =>
    (
      await clinic
        .as('dermatologist')
        .post('/v1/patients', { names: [{ text: 'Meera Testperson' }], sexAtBirth: 'female', gender: 'female', phones: [{ value: '+919812345671' }] })
    ).body;

  it('replaces what the patch names, removes what it sets to null, and leaves the rest', async () => {
    const patient = await create();
    const changed = await clinic
      .as('dermatologist')
      .patch(`/v1/patients/${patient.id}`, { gender: null, birthDate: '1990', status: 'inactive' }, { ifMatch: 1 });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ birthDate: '1990', status: 'inactive', phones: [{ value: '+919812345671' }], version: 2 });
    expect(changed.body.gender).toBeUndefined();
    const asMergePatch = await clinic
      .as('dermatologist')
      .patch(`/v1/patients/${patient.id}`, JSON.stringify({ gender: 'woman' }), { ifMatch: 2, headers: { 'Content-Type': 'application/merge-patch+json' } });
    expect([asMergePatch.status, asMergePatch.body.gender]).toEqual([200, 'woman']);
  });

  it('cannot remove what must be there, or set what the server sets', async () => {
    const { possibleDuplicates: _told, ...patient } = await create();
    for (const patch of [{ names: null }, { sexAtBirth: null }, { medicalRecordNumber: 'P1' }, { status: 'merged' }, { id: patient.id }]) {
      const refused = await clinic.as('dermatologist').patch(`/v1/patients/${patient.id}`, patch, { ifMatch: 1 });
      expect([patch, refused.status]).toEqual([patch, 400]);
    }
    expect((await clinic.as('dermatologist').get(`/v1/patients/${patient.id}`)).body).toEqual(patient);
  });

  it('needs the newest version: 428 without one, 412 with a stale one, and one of two at once wins', async () => {
    const patient = await create();
    const path = `/v1/patients/${patient.id}`;
    expect((await clinic.as('dermatologist').patch(path, { gender: 'x' })).status).toBe(428);
    const both = await Promise.all(['a', 'b'].map((gender) => clinic.as('dermatologist').patch(path, { gender }, { ifMatch: 1 })));
    expect(both.map((response) => response.status).sort()).toEqual([200, 412]);
    expect((await clinic.as('dermatologist').patch(path, { gender: 'x' }, { ifMatch: 'W/"2"' })).status).toBe(400);
    expect((await clinic.as('dermatologist').patch(path, { gender: 'x' }, { ifMatch: '"7", "2"' })).status).toBe(200);
    const [kept] = await app.sql<{ record: { gender: string } }>(
      'SELECT record FROM record_history WHERE row_id = $1 AND version = 1',
      [patient.id],
      clinic.id,
    );
    expect(kept!.record.gender).toBe('female');
  });

  it('is answered 304 to whoever has the newest version', async () => {
    const patient = await create();
    const path = `/v1/patients/${patient.id}`;
    for (const [tag, status] of [
      ['"1"', 304],
      ['W/"1"', 304],
      ['*', 304],
      ['"2"', 200],
    ] as const) {
      expect([tag, (await clinic.as('dermatologist').get(path, { ifNoneMatch: tag })).status]).toEqual([tag, status]);
    }
  });

  it('of another clinic does not exist', async () => {
    const patient = await create();
    const other = await app.clinic();
    expect((await other.as('dermatologist').get(`/v1/patients/${patient.id}`)).status).toBe(404);
    expect((await other.as('dermatologist').patch(`/v1/patients/${patient.id}`, { gender: 'x' }, { ifMatch: 1 })).status).toBe(404);
    expect((await other.as('dermatologist').get('/v1/patients?query=Meera')).body.items).toEqual([]);
  });
});
