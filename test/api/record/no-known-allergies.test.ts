/** That no allergy is known: a field of its own on every road, never an item of a list of allergies, and never beside one. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/platform/access/actor.dto.js';
import { buildConsultation } from '../../../src/consultations/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday, dayFromNow } from '../../support/journey.js';

const byCode = { substance: { code: { system: 'hairline', code: 'no-known-allergies' } } };
const inWords = ['NKDA', 'Nil known', 'N.K.A.', 'No known drug allergies', 'none', 'कोई एलर्जी नहीं', 'koi allergy nahi hai'];
const latex = { substance: { text: 'latex' }, criticality: 'high' };

interface AllergyList {
  items: { id: string; substance: { text?: string; code?: { code: string } } }[];
  noKnownAllergies: {
    id: string;
    text: string | null;
    version: number;
    provenance: { origin: string; recordedBy: Actor; consultationId: string | null };
  } | null;
  total?: number;
}

describe('that no allergy is known', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let patientId: string;

  const register = async (): Promise<string> =>
    (await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', birthDate: '1991-04-03' })).body.id as string;
  const add = (entry: object, to = patientId) => dermatologist.post(`/v1/patients/${to}/allergies`, entry);
  const allergiesOf = async (of = patientId, query = '?includeEnteredInError=true&count=true'): Promise<AllergyList> =>
    (await dermatologist.get(`/v1/patients/${of}/allergies${query}`)).body as AllergyList;
  const consult = (medicalHistory: object, to = patientId) => dermatologist.post(`/v1/patients/${to}/consultations`, consultationToday(medicalHistory));
  const sign = (id: string, version = 1) => dermatologist.post(`/v1/consultations/${id}/sign`, {}, { ifMatch: version });
  const mergeInto = async (from: string, into: string) =>
    dermatologist.post(
      `/v1/patients/${from}/merge`,
      { into, reason: 'Registered twice' },
      { ifMatch: (await dermatologist.get(`/v1/patients/${from}`)).body.version },
    );

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
  });
  beforeEach(async () => {
    patientId = await register();
  });
  afterAll(() => app.stop());

  describe('on the list', () => {
    it.each(inWords)('is stated by "%s"', async (text) => {
      const { status, body, headers } = await add({ substance: { text } });
      expect([status, body.substance]).toMatchObject([201, { text, code: { code: 'no-known-allergies' } }]);
      expect(await allergiesOf()).toMatchObject({
        items: [],
        total: 0,
        noKnownAllergies: { id: body.id, text, version: 1, provenance: { origin: 'direct', recordedBy: dermatologist.actor } },
      });
      expect((await dermatologist.get(headers.location as string)).body).toEqual(body);
      for (const again of [...inWords.map((text) => ({ substance: { text: text } })), byCode])
        expect((await add(again)).body).toMatchObject({ status: 409, existing: body.id });
    });

    it('is null where nobody has said so', async () => {
      expect(await allergiesOf()).toMatchObject({ items: [], noKnownAllergies: null });
    });

    it('ends with the first allergy, stays readable, and is refused beside one', async () => {
      const { body } = await add(byCode);
      expect((await add(latex)).status).toBe(201);
      const { items, noKnownAllergies, total } = await allergiesOf();
      expect([items.map(({ substance }) => substance.text), noKnownAllergies, total]).toEqual([['latex'], null, 1]);
      expect((await dermatologist.get(`/v1/allergies/${body.id}`)).body).toMatchObject({ ...byCode, clinicalStatus: 'inactive', version: 2 });
      for (const again of [byCode, { substance: { text: 'NKDA' } }]) expect((await add(again)).body).toMatchObject({ status: 409, existing: items[0]!.id });
      const returned = await dermatologist.patch(`/v1/allergies/${body.id}`, { clinicalStatus: 'active' }, { ifMatch: 2 });
      expect(returned.body).toMatchObject({ status: 409, type: '/problems/conflict', existing: items[0]!.id });
    });

    it('ends with an allergy that holds again', async () => {
      const allergy = (await add({ ...latex, clinicalStatus: 'resolved' })).body.id as string;
      expect((await add(byCode)).status).toBe(201);
      expect((await dermatologist.patch(`/v1/allergies/${allergy}`, { reaction: 'Rash' }, { ifMatch: 1 })).status).toBe(200);
      expect((await allergiesOf()).noKnownAllergies).not.toBeNull();
      expect((await dermatologist.patch(`/v1/allergies/${allergy}`, { clinicalStatus: 'active' }, { ifMatch: 2 })).status).toBe(200);
      expect((await allergiesOf()).noKnownAllergies).toBeNull();
    });

    it('is ended, or marked as an error, by its id', async () => {
      const first = (await add(byCode)).body.id as string;
      expect((await dermatologist.patch(`/v1/allergies/${first}`, { clinicalStatus: 'inactive' }, { ifMatch: 1 })).status).toBe(200);
      expect((await allergiesOf()).noKnownAllergies).toBeNull();
      const second = (await add({ substance: { text: 'NKDA' } })).body.id as string;
      expect((await dermatologist.post(`/v1/allergies/${second}/entered-in-error`, { reason: 'Nobody asked' }, { ifMatch: 1 })).status).toBe(200);
      expect(await allergiesOf()).toMatchObject({ items: [], noKnownAllergies: null, total: 0 });
    });

    it('contradicts a reaction, and a substance in its words', async () => {
      const wrong = await add({ substance: { text: 'NKDA' }, reaction: 'Hives after penicillin' });
      expect(wrong.body.errors).toMatchObject([{ pointer: '/reaction', code: 'contradictory' }]);
      const named = await add({ substance: { ...byCode.substance, text: 'penicillin' } });
      expect(named.body.errors).toMatchObject([{ pointer: '/substance/text', code: 'contradictory' }]);
      expect(await allergiesOf()).toMatchObject({ items: [], noKnownAllergies: null });
    });

    it('holds beside none of two that are written at the same moment', async () => {
      const answers = await Promise.all([add(latex), add(byCode), add({ substance: { text: 'NKDA' } }), add({ substance: { text: 'Nuts' } }), add(latex)]);
      expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(2);
      const { items, noKnownAllergies } = await allergiesOf();
      expect(items.map(({ substance }) => substance.text).sort()).toEqual(['Nuts', 'latex']);
      expect(noKnownAllergies).toBeNull();
    });

    it('stands beside an allergy in no way that the database would take', async () => {
      const { body } = await add(byCode);
      await add(latex);
      const restated = `UPDATE patient_allergies SET entry = entry - 'clinicalStatus', version = version + 1 WHERE id = $1`;
      await expect(app.sql(restated, [body.id], clinic.id)).rejects.toThrow('stands beside an allergy');
    });
  });

  describe('in a consultation', () => {
    it.each([['by the code', byCode], ...inWords.map((text) => [`as "${text}"`, { substance: { text } }] as const)])('is stated %s', async (_way, entry) => {
      const { status, body } = await consult({ allergies: [entry], reviewed: ['allergies'] });
      expect([status, body.medicalHistory.allergies, body.medicalHistory.noKnownAllergies]).toEqual([
        201,
        [],
        'text' in entry.substance ? { text: entry.substance.text } : {},
      ]);
      const signed = await sign(body.id as string);
      expect(signed.body.medicalHistory).toEqual(body.medicalHistory);
      const changes = signed.body.listChanges as { list: string }[];
      expect(changes.filter(({ list }) => list === 'allergies')).toMatchObject([{ action: 'added', entry: byCode }]);
      expect(await allergiesOf()).toMatchObject({ items: [], noKnownAllergies: { provenance: { origin: 'consultation', consultationId: body.id } } });
    });

    it('is stated in the field of its own, and the next draft starts from it', async () => {
      const { body } = await consult({ noKnownAllergies: { text: 'NKDA' } });
      expect(body.medicalHistory.noKnownAllergies).toEqual({ text: 'NKDA' });
      await sign(body.id as string);
      const next = await dermatologist.post(`/v1/patients/${patientId}/consultations`, { startedAt: new Date().toISOString() });
      expect(next.body.historyToConfirm).toMatchObject({ noKnownAllergies: { text: 'NKDA' } });
      expect(next.body.historyToConfirm).not.toHaveProperty('allergies');
      const again = await dermatologist.put(
        `/v1/consultations/${next.body.id}/medical-history`,
        { noKnownAllergies: next.body.historyToConfirm.noKnownAllergies },
        { ifMatch: 1 },
      );
      expect(again.body.medicalHistory.noKnownAllergies).toEqual({ text: 'NKDA' });
    });

    it('ends with an allergy of the same history, of a changed draft, and of an amendment', async () => {
      const both = await consult({ allergies: [{ substance: { text: 'NKDA' } }, latex] });
      expect(both.body.medicalHistory).toMatchObject({ allergies: [latex] });
      expect(both.body.medicalHistory).not.toHaveProperty('noKnownAllergies');
      const { body } = await consult({ allergies: [], noKnownAllergies: {} });
      const path = `/v1/consultations/${body.id}`;
      const changed = await dermatologist.patch(path, { medicalHistory: { allergies: [latex] } }, { ifMatch: 1 });
      expect(changed.body.medicalHistory).not.toHaveProperty('noKnownAllergies');
      const restated = await dermatologist.patch(path, { medicalHistory: { allergies: [{ substance: { text: 'nil known' } }] } }, { ifMatch: 2 });
      expect(restated.body.medicalHistory).toMatchObject({ allergies: [], noKnownAllergies: { text: 'nil known' } });
      await sign(body.id as string, 3);
      const amendment = { reason: 'She remembered', changes: { medicalHistory: { allergies: [latex] } } };
      const amended = await dermatologist.post(`${path}/amendments`, amendment, { ifMatch: 4 });
      expect(amended.body.medicalHistory).toMatchObject({ allergies: [latex] });
      expect(amended.body.medicalHistory).not.toHaveProperty('noKnownAllergies');
      expect(await allergiesOf()).toMatchObject({ items: [latex], noKnownAllergies: null });
      const back = { reason: 'Mistaken', changes: { medicalHistory: { allergies: [{ substance: { text: 'NKDA' } }] } } };
      expect((await dermatologist.post(`${path}/amendments`, back, { ifMatch: 5 })).body.medicalHistory).toMatchObject({ allergies: [] });
      expect(await allergiesOf()).toMatchObject({ items: [latex], noKnownAllergies: null });
    });

    it('contradicts a reaction', async () => {
      const { body } = await consult({ allergies: [latex, { substance: { text: 'none' }, reaction: 'Swelling' }] });
      expect(body.errors).toMatchObject([{ pointer: '/medicalHistory/allergies/1/reaction', code: 'contradictory' }]);
    });

    it('is on the document, and in the export', async () => {
      const { body } = await consult({ allergies: [{ substance: { text: 'NKDA' } }] });
      await sign(body.id as string);
      expect((await dermatologist.get(`/v1/consultations/${body.id}/document`)).status).toBe(200);
      const { status } = await dermatologist.get(`/v1/patients/${patientId}/export`);
      expect(status).toBe(200);
    });
  });

  it('is kept apart also where a rule is evaluated for a history that states it', () => {
    const context = { patientId, sexAtBirth: 'female', birthDate: '1991', now: new Date(), timeZone: 'Asia/Kolkata', newId: () => patientId };
    const { record } = buildConsultation(
      { startedAt: new Date().toISOString(), medicalHistory: { allergies: [{ substance: { text: 'NKDA' } }] } },
      patientId,
      context,
    );
    expect(record.medicalHistory).toMatchObject({ allergies: [], noKnownAllergies: { text: 'NKDA' } });
  });

  it('is read by a check as it was: it answers for no substance, and the lists that were gone through do', async () => {
    const check = async (medicalHistory: object) => {
      const { body } = await dermatologist.post('/v1/contraindication-checks/evaluate', {
        treatment: 'mesotherapy',
        plannedOn: dayFromNow(0),
        ingredients: ['lidocaine'],
        patient: { birthDate: '1991-04-03', sexAtBirth: 'female' },
        consultations: [{ ...consultationToday(medicalHistory), signed: true }],
      });
      return body as { outcome: string; unread: unknown[] };
    };
    const reviewed = ['conditions', 'medications', 'procedures'];
    const asked = await check({ allergies: [], reviewed: [...reviewed, 'allergies'] });
    const silent = await check({ allergies: [], reviewed });
    expect([asked.outcome, silent.outcome]).toEqual(['clear', 'needs-data']);
    for (const text of inWords) {
      for (const stated of [{ allergies: [{ substance: { text } }] }, { allergies: [], noKnownAllergies: { text } }]) {
        expect(await check({ ...stated, reviewed: [...reviewed, 'allergies'] })).toMatchObject({ outcome: 'clear', unread: [] });
        expect(await check({ ...stated, reviewed })).toMatchObject({ outcome: 'needs-data', unread: [] });
      }
    }
    const named = await check({ allergies: [{ substance: { text: 'NKDA' } }, { substance: { text: 'lidocaine' } }], reviewed: [...reviewed, 'allergies'] });
    expect(named.outcome).toBe('contraindicated');
  });

  describe('after two records of one person became one', () => {
    it.each([
      ['the one that is merged', true],
      ['the one that survives', false],
    ])('stands beside no allergy, where %s stated it', async (_which, isMerged) => {
      const other = await register();
      const [stating, allergic] = isMerged ? [other, patientId] : [patientId, other];
      const statement = (await add({ substance: { text: 'NKDA' } }, stating)).body.id as string;
      await add(latex, allergic);
      expect((await mergeInto(other, patientId)).status).toBe(200);
      expect(await allergiesOf()).toMatchObject({ items: [latex], noKnownAllergies: null });
      const ended = await dermatologist.get(`/v1/allergies/${statement}`);
      expect(ended.body).toMatchObject({ patientId, clinicalStatus: 'inactive', provenance: { origin: 'direct', recordedBy: dermatologist.actor } });
      expect((await dermatologist.patch(`/v1/allergies/${statement}`, { clinicalStatus: 'active' }, { ifMatch: ended.body.version as number })).status).toBe(
        409,
      );
    });

    const undo = async (from: string) =>
      dermatologist.post(`/v1/patients/${from}/unmerge`, { reason: 'Two people' }, { ifMatch: (await dermatologist.get(`/v1/patients/${from}`)).body.version });

    it.each([
      ['the one that was merged', true],
      ['the one that survived', false],
    ])('is stated again when they are two again, where %s stated it', async (_which, isMerged) => {
      const other = await register();
      const [stating, allergic] = isMerged ? [other, patientId] : [patientId, other];
      await add({ substance: { text: 'NKDA' } }, stating);
      await add(latex, allergic);
      await mergeInto(other, patientId);
      expect((await undo(other)).status).toBe(200);
      expect(await allergiesOf(stating)).toMatchObject({ items: [], noKnownAllergies: { text: 'NKDA' } });
      expect(await allergiesOf(allergic)).toMatchObject({ items: [latex], noKnownAllergies: null });
    });

    it('stays ended when they are two again and an allergy was recorded meanwhile, or somebody ended it', async () => {
      const other = await register();
      await add(byCode, patientId);
      await add(latex, other);
      await mergeInto(other, patientId);
      await add({ substance: { text: 'Nuts' } }, patientId);
      expect((await undo(other)).status).toBe(200);
      expect(await allergiesOf(patientId)).toMatchObject({ items: [{ substance: { text: 'Nuts' } }], noKnownAllergies: null });
    });

    it('stands where both records stated it, and once in the answer', async () => {
      const other = await register();
      for (const text of [patientId, other]) await add(byCode, text);
      await mergeInto(other, patientId);
      expect(await allergiesOf()).toMatchObject({ items: [], noKnownAllergies: { text: null } });
      expect((await add(latex)).status).toBe(201);
      expect(await allergiesOf()).toMatchObject({ items: [latex], noKnownAllergies: null });
    });
  });
});
