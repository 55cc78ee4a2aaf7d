import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentToPhotographs, consentToPublication, photographOf, publicationFields } from '../../support/journey.js';

describe('the publication of photographs', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const photographed = async (): Promise<{ patientId: string; photoId: string }> => {
    const { body } = await dermatologist().post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' });
    await consentToPhotographs(clinic, body.id as string);
    return { patientId: body.id as string, photoId: (await photographOf(clinic, body.id as string)).body.id as string };
  };
  const publish = (photoId: string, more: object = {}) => dermatologist().post(`/v1/photos/${photoId}/publications`, { ...publicationFields, ...more });

  it('needs the consent to it, which the one to photographs for the record is not', async () => {
    const { patientId, photoId } = await photographed();
    const refused = await publish(photoId);
    expect([refused.status, refused.body.type, refused.body.consent, refused.body.why]).toEqual([
      409,
      '/problems/consent-missing',
      { kind: 'photography-publication' },
      'not-signed',
    ]);
    const consentId = (await consentToPublication(clinic, patientId)).body.id as string;
    const published = await publish(photoId);
    expect([published.status, published.headers.location]).toEqual([201, `/v1/photo-publications/${published.body.id}`]);
    expect(published.body).toMatchObject({
      patientId,
      photoId,
      consentId,
      place: publicationFields.place,
      url: publicationFields.url,
      takenDownAt: null,
      version: 1,
    });
    expect((await dermatologist().get(`/v1/photo-publications/${published.body.id}`)).body).toEqual(published.body);
  });

  it('is refused after the consent was withdrawn, twins and all, and the withdrawal names what is public still', async () => {
    const { patientId, photoId } = await photographed();
    const [first, twin] = [await consentToPublication(clinic, patientId), await consentToPublication(clinic, patientId)];
    const [website, leaflet] = [(await publish(photoId)).body, (await publish(photoId, { place: 'A leaflet', url: undefined })).body];
    const takenDown = await dermatologist().post(`/v1/photo-publications/${leaflet.id}/take-down`, { note: 'Pulped' }, { ifMatch: 1 });
    expect(takenDown.body).toMatchObject({
      takenDownAt: expect.any(String),
      takenDownBy: clinic.as('dermatologist').actor,
      takeDownNote: 'Pulped',
      version: 2,
    });
    const withdrawn = await dermatologist().post(`/v1/consents/${first.body.id}/withdraw`, { reason: 'Changed her mind' }, { ifMatch: 1 });
    expect(withdrawn.body.published).toEqual([
      {
        publicationId: website.id,
        photoId,
        consentId: website.consentId,
        place: publicationFields.place,
        url: publicationFields.url,
        publishedAt: website.publishedAt,
      },
    ]);
    expect((await publish(photoId)).body).toMatchObject({ consent: { kind: 'photography-publication' }, why: 'withdrawn' });
    expect((await dermatologist().get(`/v1/consents/${twin.body.id}`)).body.status).toBe('withdrawn');
    const listed = async (query = '') =>
      ((await dermatologist().get(`/v1/patients/${patientId}/photo-publications${query}`)).body.items as { id: string }[]).map(({ id }) => id);
    expect(await listed()).toEqual([website.id, leaflet.id]);
    expect(await listed('?public=true')).toEqual([website.id]);
  });

  it('stays listed when the consent turns out to have been an error, also after a merge', async () => {
    const { patientId, photoId } = await photographed();
    const consentId = (await consentToPublication(clinic, patientId)).body.id as string;
    const published = (await publish(photoId)).body.id as string;
    const into = (await photographed()).patientId;
    expect((await dermatologist().post(`/v1/patients/${patientId}/merge`, { into, reason: 'Registered twice' }, { ifMatch: 1 })).status).toBe(200);
    const inError = await dermatologist().post(`/v1/consents/${consentId}/entered-in-error`, { reason: 'Never signed' }, { ifMatch: 2 });
    expect(inError.body.published).toMatchObject([{ publicationId: published, photoId }]);
    const events = (await dermatologist().get(`/v1/patients/${into}/timeline`)).body.items as { kind: string }[];
    expect(events.map(({ kind }) => kind)).toContain('photograph-published');
  });

  it('is of a photograph that stands, and of a time when it was there', async () => {
    const { patientId, photoId } = await photographed();
    await consentToPublication(clinic, patientId);
    for (const [wrong, pointer] of [
      [{ publishedAt: '2999-01-01T00:00:00Z' }, '/publishedAt'],
      [{ publishedAt: '2026-01-25T00:00:00Z' }, '/publishedAt'],
      [{ place: '' }, '/place'],
      [{ url: 'javascript:alert(1)' }, '/url'],
    ] as const) {
      expect((await publish(photoId, wrong)).body.errors).toMatchObject([{ pointer }]);
    }
    await dermatologist().post(`/v1/photos/${photoId}/entered-in-error`, { reason: 'Another patient' }, { ifMatch: 1 });
    expect((await publish(photoId)).body.type).toBe('/problems/invalid-transition');
    expect((await dermatologist().get(`/v1/patients/${patientId}/photo-publications`)).body.items).toEqual([]);
  });

  it('is taken down once, at the version that was seen', async () => {
    const { patientId, photoId } = await photographed();
    await consentToPublication(clinic, patientId);
    const path = `/v1/photo-publications/${(await publish(photoId)).body.id}/take-down`;
    expect((await dermatologist().post(path, {})).status).toBe(428);
    expect((await dermatologist().post(path, {}, { ifMatch: 9 })).status).toBe(412);
    expect((await dermatologist().post(path, { takenDownAt: '2026-01-01T00:00:00Z' }, { ifMatch: 1 })).body.errors).toMatchObject([
      { pointer: '/takenDownAt' },
    ]);
    expect((await dermatologist().post(path, {}, { ifMatch: 1 })).status).toBe(200);
    expect((await dermatologist().post(path, {}, { ifMatch: 2 })).body.type).toBe('/problems/invalid-transition');
  });

  it('is recorded and seen by those who may see photographs, of the same clinic', async () => {
    const { patientId, photoId } = await photographed();
    await consentToPublication(clinic, patientId);
    const { id } = (await publish(photoId)).body as { id: string };
    const other = (await app.clinic()).as('dermatologist');
    expect((await clinic.as('receptionist').post(`/v1/photos/${photoId}/publications`, publicationFields)).status).toBe(403);
    expect((await other.post(`/v1/photos/${photoId}/publications`, publicationFields)).status).toBe(404);
    for (const path of [`/v1/photo-publications/${id}`, `/v1/patients/${patientId}/photo-publications`]) {
      expect((await clinic.as('receptionist').get(path)).status).toBe(403);
      expect((await other.get(path)).status).toBe(404);
    }
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=50`);
    expect((body.items as { action: string }[]).map(({ action }) => action)).toContain('photo.publish');
    await expect(app.sql(`DELETE FROM photograph_publications`, [], clinic.id)).rejects.toThrow('permission denied');
    await expect(app.sql(`UPDATE photograph_publications SET place = 'x', version = 2 WHERE id = $1`, [id], clinic.id)).rejects.toThrow('permission denied');
  });
});
