import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday } from '../../support/journey.js';

describe('a body of the wrong shape', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const person = { names: [{ given: ['Asha'], family: 'Example' }], sexAtBirth: 'female', birthDate: '1990-01-01' };
  const register = (part: object) => clinic.as('receptionist').post('/v1/patients', { ...person, ...part });

  it('stores no list inside a list, so that the next similar person is registered as any other', async () => {
    const refused = await register({ emails: [[]] });
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/emails/0', code: 'wrong-type' }]]);
    expect((await register({})).status).toBe(201);
    expect((await register({})).status).toBe(201);
  });

  it('makes no consultation that cannot be printed', async () => {
    const { id } = (await register({})).body as { id: string };
    const dermatologist = clinic.as('dermatologist');
    const draft = { ...consultationToday(), medicalHistory: { familyHistory: [[{ relative: 'father' }]] } };
    const refused = await dermatologist.post(`/v1/patients/${id}/consultations`, draft);
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/medicalHistory/familyHistory/0', code: 'wrong-type' }]]);
  });

  it('says that a text is no list, and not how long the list may be', async () => {
    const refused = await register({ names: [{ given: 'Asha', family: 'Example' }] });
    expect(refused.body.errors).toEqual([{ pointer: '/names/0/given', code: 'wrong-type', detail: 'given must be a list.' }]);
  });

  it.each([
    ['unknown properties', () => Object.fromEntries(Array.from({ length: 80_000 }, (_, index) => [`p${index}`, 0])), 100, 79_900],
    ['elements', () => ({ names: Array.from({ length: 300_000 }, () => ({})) }), 1, undefined],
    ['values that are not among those to choose from', () => ({ names: [{ given: Array.from({ length: 90_000 }, (_, index) => `g${index}`) }] }), 1, undefined],
  ])('is answered in few words, however much is wrong: %s', async (_what, make, named, further) => {
    const refused = await register(make());
    expect([refused.status, (refused.body.errors as unknown[]).length, refused.body.furtherErrors]).toEqual([400, named, further]);
    expect(refused.text.length).toBeLessThan(20_000);
  });
});
