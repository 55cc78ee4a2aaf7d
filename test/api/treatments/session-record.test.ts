import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, photographed, type Prepared } from '../../support/journey.js';

const SMP = 'scalp-micropigmentation';
const { mesotherapyRecord, micropigmentationRecord } = treatmentExamples;

describe('the record of a session', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const post = (sessionId: string, action: string, version: number, body: object = {}, caller: Caller = clinic.as('dermatologist')) =>
    caller.post(`/v1/treatment-sessions/${sessionId}/${action}`, body, { ifMatch: version });
  const errorsOf = (response: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (response.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  const warningsOf = (response: { body: { warnings: { code: string }[] } }) => response.body.warnings.map((warning) => warning.code);

  /** A session that has begun. */
  const begun = async (treatment = 'mesotherapy'): Promise<{ id: string; prepared: Prepared }> => {
    const { sessionIds, prepared } = await activePlan(clinic, treatment);
    const staff = treatment === SMP ? { performedBy: clinic.staff.technician, supervisedBy: clinic.staff.dermatologist } : {};
    const started = await post(sessionIds[0]!, 'start', 1, staff);
    expect(started.status).toBe(200);
    return { id: sessionIds[0]!, prepared };
  };
  const dose = (milligrams: number, more: object = {}) => ({
    substance: 'lidocaine',
    form: 'gel',
    milligrams,
    givenAt: new Date().toISOString(),
    ...more,
  });

  it('limits lidocaine by the body weight on file: a warning from 80 %, a refusal above', async () => {
    // The consultation of the journey has 61 kg: 274.5 mg.
    const { id } = await begun();
    const complete = (anaesthetic: object[], more: object = {}, caller?: Caller) =>
      post(id, 'complete', 2, { ...mesotherapyRecord, anaesthetic, ...more }, caller);
    const over = await complete([dose(200), dose(75, { form: 'gel' })]);
    expect([over.status, errorsOf(over)]).toEqual([400, ['/anaesthetic over-limit']]);
    expect(over.body.errors[0].detail).toContain('275 mg of lidocaine are 100 % of the limit at 61 kg (literature; to be confirmed');
    expect(errorsOf(await complete([dose(40, { concentrationPercent: 2, volumeMl: 20 })]))).toEqual(['/anaesthetic/0/milligrams does-not-add-up']);
    expect(errorsOf(await complete([dose(40, { givenAt: '2199-01-01T00:00:00Z' })]))).toEqual(['/anaesthetic/0/givenAt in-the-future']);
    expect(errorsOf(await complete([dose(300)], { overLimitReason: 'Two syringes were mixed up' }, clinic.as('technician')))).toEqual([
      '/anaesthetic over-limit',
    ]);
    const near = await complete([dose(200), dose(40)]);
    expect([near.status, warningsOf(near)]).toEqual([200, ['near-limit']]);
  });

  it('takes a dose over the limit from a dermatologist who says why, and keeps the warning', async () => {
    const { id } = await begun();
    const done = await post(id, 'complete', 2, { ...mesotherapyRecord, anaesthetic: [dose(300)], overLimitReason: 'Two syringes were mixed up' });
    expect([done.status, warningsOf(done)]).toEqual([200, ['over-limit']]);
    expect((await clinic.as('technician').get(`/v1/treatment-sessions/${id}`)).body).toMatchObject({
      warnings: [{ code: 'over-limit', pointer: '/anaesthetic' }],
    });
  });

  it('takes the weight of the session before the one on file', async () => {
    const { id } = await begun();
    const weighed = (kilograms: number) => ({ measuredAt: new Date().toISOString(), bodyWeight: { value: kilograms, unit: 'kg' } });
    const record = { ...mesotherapyRecord, anaesthetic: [dose(200)] };
    expect(errorsOf(await post(id, 'complete', 2, { ...record, vitalSigns: weighed(40) }))).toEqual(['/anaesthetic over-limit']);
    expect(errorsOf(await post(id, 'complete', 2, { ...record, vitalSigns: { ...weighed(900), bloodPressure: { systolic: 80, diastolic: 90 } } }))).toEqual([
      '/vitalSigns/bloodPressure out-of-range',
      '/vitalSigns/bodyWeight/value implausible-value',
    ]);
    expect((await post(id, 'complete', 2, { ...record, vitalSigns: weighed(80) })).status).toBe(200);
  });

  it('counts sharps in and out, and takes photographs of this patient that stand', async () => {
    const { id, prepared } = await begun();
    const other = await begun();
    const [own, foreign] = [await photographed(clinic, prepared.patientId), await photographed(clinic, other.prepared.patientId)];
    const bad = await post(id, 'complete', 2, {
      ...mesotherapyRecord,
      sharps: { opened: 3, disposed: 2 },
      photographs: { before: [own], after: [foreign, own] },
    });
    expect(errorsOf(bad)).toEqual(['/sharps/disposed sharps-do-not-match', '/photographs/after/0 unknown-photo']);
    const record = {
      ...mesotherapyRecord,
      sharps: { opened: 3, disposed: 2, differenceReason: 'One fell into the drain' },
      photographs: { before: [own], after: [own] },
    };
    const done = await post(id, 'complete', 2, record);
    expect(done.body).toMatchObject({ record, contentVersion: 1, durationMinutes: 0, warnings: [], awaitsCountersignature: false, countersignature: null });
    // A photograph that a record refers to may still turn out to be an error; the record stays as it was.
    expect((await clinic.as('dermatologist').get(`/v1/treatment-sessions/${id}`)).body.record).toEqual(record);
  });

  it('is amended in a new version with reason and difference; each stays readable, each hash can be computed anew', async () => {
    const { id } = await begun();
    await post(id, 'complete', 2, mesotherapyRecord);
    const amended = await post(id, 'amendments', 3, { reason: 'The shots were misread', changes: { mesotherapy: { shots: 90 }, note: null } });
    expect([amended.status, amended.headers.location]).toEqual([201, `/v1/treatment-sessions/${id}/versions`]);
    expect(amended.body).toMatchObject({ status: 'completed', contentVersion: 2, version: 4, record: { mesotherapy: { shots: 90, depthMm: 2 } } });
    expect(amended.body.record.note).toBeUndefined();
    const { body } = await clinic.as('technician').get(`/v1/treatment-sessions/${id}/versions?count=true`);
    expect(body).toMatchObject({
      total: 2,
      items: [
        { number: 1, reason: null, difference: [], content: { record: mesotherapyRecord } },
        {
          number: 2,
          reason: 'The shots were misread',
          recordedBy: clinic.as('dermatologist').actor,
          takenOverFrom: null,
          difference: expect.arrayContaining([
            { pointer: '/record/mesotherapy/shots', before: 80, after: 90 },
            { pointer: '/record/note', before: 'Well tolerated' },
          ]),
        },
      ],
    });
    for (const { content, contentHash } of body.items as { content: object; contentHash: string }[]) {
      expect(createHash('sha256').update(canonicalize(content)!).digest('hex')).toBe(contentHash);
    }
    expect(amended.body.contentHash).toBe(body.items[1].contentHash);
  });

  it('is not amended with nothing, with what breaks the protocol, in the stock, by the wrong people, or while it is open', async () => {
    const { id } = await begun();
    const amend = (version: number, body: object, caller?: Caller) => post(id, 'amendments', version, { reason: 'x', ...body }, caller);
    expect((await amend(2, { changes: { zones: ['frontal'] } })).body.type).toBe('/problems/invalid-transition');
    await post(id, 'complete', 2, mesotherapyRecord);
    expect(errorsOf(await amend(3, { changes: {} }))).toEqual(['/changes nothing-changed']);
    expect(errorsOf(await amend(3, { changes: { mesotherapy: { depthMm: 9 }, endedAt: '2020-01-01T00:00:00Z' } }))).toEqual([
      '/changes/mesotherapy/depthMm outside-protocol',
      '/changes/endedAt out-of-range',
    ]);
    expect(errorsOf(await amend(3, { changes: { shade: 'x' } }))).toEqual(['/changes/shade unknown-property']);
    expect((await amend(2, { changes: { zones: ['frontal'] } })).status).toBe(412);
    const client = await clinic.asClient(['plan.read', 'plan.write']);
    for (const caller of [clinic.as('technician'), clinic.as('admin'), client])
      expect((await amend(3, { changes: { zones: ['frontal'] } }, caller)).status).toBe(403);
    const colleague = await clinic.another('dermatologist');
    const refused = await amend(3, { changes: { zones: ['frontal'] } }, colleague);
    expect(refused.body).toMatchObject({ type: '/problems/not-responsible', responsible: clinic.as('dermatologist').actor });
    const takenOver = await amend(3, { changes: { zones: ['frontal'] }, takeOverReason: 'The colleague is on leave' }, colleague);
    expect(takenOver.status).toBe(201);
    const { body } = await clinic.as('dermatologist').get(`/v1/treatment-sessions/${id}/versions`);
    expect(body.items[1]).toMatchObject({
      recordedBy: colleague.actor,
      takenOverFrom: clinic.as('dermatologist').actor,
      takeOverReason: 'The colleague is on leave',
    });
    expect((await amend(4, { changes: { zones: ['vertex'] } }, (await app.clinic()).as('dermatologist'))).status).toBe(404);
  });

  it('that was completed before versions were kept has its first version kept when it is amended', async () => {
    const { id } = await begun();
    await app.sql(
      `UPDATE treatment_sessions SET status = 'completed', ended_at = started_at, record = $2, version = version + 1 WHERE id = $1`,
      [id, JSON.stringify(mesotherapyRecord)],
      clinic.id,
    );
    const read = () => clinic.as('dermatologist').get(`/v1/treatment-sessions/${id}/versions?count=true`);
    const [first] = (await read()).body.items as [{ contentHash: string }];
    expect((await clinic.as('dermatologist').get(`/v1/treatment-sessions/${id}`)).body).toMatchObject({ contentVersion: 1, contentHash: first.contentHash });
    expect((await post(id, 'amendments', 3, { reason: 'x', changes: { zones: ['frontal'] } })).status).toBe(201);
    expect((await read()).body).toMatchObject({
      total: 2,
      items: [first, { number: 2, difference: [{ pointer: '/record/zones/0', before: 'vertex', after: 'frontal' }] }],
    });
  });

  it('amended by fifty at once is amended once', async () => {
    const { id } = await begun();
    await post(id, 'complete', 2, mesotherapyRecord);
    const all = await Promise.all(Array.from({ length: 50 }, (_, index) => post(id, 'amendments', 3, { reason: 'x', changes: { note: `Note ${index}` } })));
    expect(all.filter((response) => response.status === 201)).toHaveLength(1);
    expect(all.filter((response) => response.status === 412)).toHaveLength(49);
    expect((await clinic.as('dermatologist').get(`/v1/treatment-sessions/${id}/versions`)).body.items).toHaveLength(2);
  });

  it('of a technician is countersigned once, by the dermatologist who supervised, or by one who takes over', async () => {
    const [first, second] = [await begun(SMP), await begun(SMP)];
    const waiting = async () =>
      (
        (await clinic.as('dermatologist').get(`/v1/treatment-sessions?awaitsCountersignature=true&supervisedBy=${clinic.staff.dermatologist}`)).body.items as {
          id: string;
        }[]
      ).map((item) => item.id);
    expect((await post(first.id, 'countersign', 2)).body.type).toBe('/problems/invalid-transition');
    for (const { id } of [first, second]) {
      const done = await post(id, 'complete', 2, micropigmentationRecord, clinic.as('technician'));
      expect(done.body).toMatchObject({ awaitsCountersignature: true, warnings: [{ code: 'unusual-duration' }] });
    }
    expect(await waiting()).toEqual([first.id, second.id]);
    expect((await post(first.id, 'countersign', 3, {}, clinic.as('technician'))).status).toBe(403);
    const signed = await post(first.id, 'countersign', 3);
    expect(signed.body).toMatchObject({
      version: 4,
      awaitsCountersignature: false,
      countersignature: { by: clinic.as('dermatologist').actor, contentVersion: 1, takenOverFrom: null },
    });
    expect((await post(first.id, 'countersign', 4)).body.type).toBe('/problems/invalid-transition');

    const colleague = await clinic.another('dermatologist');
    expect((await post(second.id, 'countersign', 3, {}, colleague)).body.type).toBe('/problems/not-responsible');
    const takenOver = await post(second.id, 'countersign', 3, { takeOverReason: 'On leave' }, colleague);
    expect(takenOver.body.countersignature).toMatchObject({ by: colleague.actor, takenOverFrom: clinic.as('dermatologist').actor, takeOverReason: 'On leave' });
    expect(await waiting()).toEqual([]);
    // What is amended afterwards keeps the signature, which says what it was for.
    const amended = await post(second.id, 'amendments', 4, { reason: 'x', changes: { zones: ['frontal'] } });
    expect(amended.body).toMatchObject({ contentVersion: 2, countersignature: { contentVersion: 1 } });
  });

  it('does not change in SQL: not without its version, not what a version does not hold, not its signature', async () => {
    const { id } = await begun(SMP);
    await post(id, 'complete', 2, micropigmentationRecord, clinic.as('technician'));
    const update = (set: string) => app.sql(`UPDATE treatment_sessions SET ${set}, version = version + 1 WHERE id = $1`, [id], clinic.id);
    const version = (number: number, hash: string) =>
      `INSERT INTO treatment_session_versions (session_id, number, content, content_hash, recorded_by, recorded_at, reason) VALUES ('${id}', ${number}, '{}', '${hash}', '${clinic.staff.dermatologist}', now(), 'x')`;
    await expect(update(`record = '{}'`)).rejects.toThrow('does not change');
    await expect(update(`record = '{}', record_version = 2, content_hash = repeat('a', 64)`)).rejects.toThrow('does not change');
    await expect(update(`countersigned_by = '${clinic.staff.dermatologist}', countersigned_at = now(), countersigned_version = 7`)).rejects.toThrow(
      'does not change',
    );
    await expect(
      update(`countersigned_by = '${clinic.staff.dermatologist}', countersigned_at = now(), countersigned_version = 1, record = '{}'`),
    ).rejects.toThrow('does not change');
    // A version that was recorded in another transaction opens nothing.
    await app.sql(version(2, 'a'.repeat(64)), [], clinic.id);
    await expect(update(`record = '{}', record_version = 2, content_hash = repeat('a', 64)`)).rejects.toThrow('does not change');
    await expect(app.sql(`UPDATE treatment_session_versions SET reason = 'y' WHERE session_id = $1`, [id], clinic.id)).rejects.toThrow(
      /permission denied|append-only/,
    );
    await post(id, 'countersign', 3);
    await expect(update(`countersigned_by = NULL, countersigned_at = NULL, countersigned_version = NULL`)).rejects.toThrow('does not change');
  });
});
