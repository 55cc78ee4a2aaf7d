/** A dermatologist says once, with a reason, that something unread does not matter for a treatment. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow, dismiss, prepare, prepareUnread, type Prepared } from '../../support/journey.js';

interface Item {
  id: string;
  fact: string;
  about: string;
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

const why = 'A herbal tea, once a week; its ingredients were looked up';
const checkOf = async (patientId: string, treatment = 'mesotherapy') =>
  (await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(0), ingredients: ['biotin'] })).body;
const dismissals = async (patientId: string) => (await dermatologist.get(`/v1/patients/${patientId}/dismissals?count=true`)).body;
const revoke = (id: string, reason = 'The patient brought the pack: it contains ginkgo', caller = dermatologist) =>
  caller.post(`/v1/contraindication-dismissals/${id}/revoke`, { reason });
const stored = () => app.sql('SELECT FROM contraindication_dismissals', [], clinic.id);
const unreadOf = (check: { unread: Item[] }) => check.unread.map(({ about }) => about);

describe('an unread item of which a dermatologist has said that it does not matter', () => {
  it('is asked for no more from the next check on, which shows who said so and why', async () => {
    const prepared = await prepareUnread(clinic);
    const decided = await dismiss(clinic, prepared, { reason: ` ${why} ` });
    expect(decided.status).toBe(201);
    expect(decided.headers.location).toBe(`/v1/patients/${prepared.patientId}/dismissals`);
    expect(decided.body).toMatchObject({
      patientId: prepared.patientId,
      checkId: prepared.checkId,
      treatment: 'mesotherapy',
      item: { id: prepared.itemId, fact: 'medication', about: 'Zorvexil drops', outcome: 'needs-data' },
      reason: why,
      dismissedBy: dermatologist.actor,
      dismissedAt: expect.any(String),
      revokedBy: null,
      revokedAt: null,
      revokedReason: null,
    });
    // The check that was made stays as it was.
    const before = (await dermatologist.get(`/v1/contraindication-checks/${prepared.checkId}`)).body;
    expect([before.outcome, before.dismissed, unreadOf(before)]).toEqual(['needs-data', [], ['Zorvexil drops']]);
    const next = await checkOf(prepared.patientId);
    expect([next.outcome, next.unread]).toEqual(['clear', []]);
    expect(next.dismissed).toMatchObject([{ id: prepared.itemId, about: 'Zorvexil drops', because: why, dismissedBy: dermatologist.actor, dismissedAt: decided.body.dismissedAt }]); // prettier-ignore
    expect((next.findings as { ruleId: string }[]).map(({ ruleId }) => ruleId)).not.toContain('record.unread');
    expect((await dermatologist.get(`/v1/contraindication-checks/${next.id}`)).body).toEqual(next);
    const { body: explained } = await dermatologist.get(`/v1/contraindication-checks/${next.id}/explanation`);
    expect(explained.text).toContain('Zorvexil drops');
    expect(explained.text).toContain(why);
    expect(await dismissals(prepared.patientId)).toMatchObject({ total: 1, items: [{ id: decided.body.id }] });
  });

  it('is known to the whole clinic as harmless when the dermatologist says so, until the name is revoked', async () => {
    const [first, second] = [await prepareUnread(clinic), await prepareUnread(clinic)];
    expect((await dismiss(clinic, first, { forEveryPatient: true })).status).toBe(201);
    expect(unreadOf(await checkOf(second.patientId))).toEqual([]);
    expect(unreadOf(await checkOf(second.patientId, 'scalp-micropigmentation'))).toEqual([]);
    const [name] = (await dermatologist.get('/v1/formulary-entries')).body.items as { id: string; harmless: boolean; origin: string }[];
    expect(name).toMatchObject({ harmless: true, origin: 'learned' });
    expect((await dermatologist.post(`/v1/formulary-entries/${name!.id}/revoke`, { reason: 'It was something else' })).status).toBe(200);
    expect(unreadOf(await checkOf(second.patientId))).toEqual(['Zorvexil drops']);
  });

  it('still matters for the other treatment', async () => {
    const prepared = await prepareUnread(clinic);
    await dismiss(clinic, prepared);
    const other = await checkOf(prepared.patientId, 'scalp-micropigmentation');
    expect([other.outcome, unreadOf(other), other.dismissed]).toEqual(['needs-data', ['Zorvexil drops'], []]);
  });

  it('is unread again when it is recorded otherwise', async () => {
    const patientId = (await prepare(clinic)).patientId;
    const entry = (await dermatologist.post(`/v1/patients/${patientId}/medications`, { name: 'Zorvexil drops', status: 'active' })).body;
    const check = await checkOf(patientId);
    await dismiss(clinic, { checkId: check.id, itemId: check.unread[0].id });
    expect((await checkOf(patientId)).outcome).toBe('clear');
    expect((await dermatologist.post(`/v1/medications/${entry.id}/entered-in-error`, { reason: 'Misread the label' }, { ifMatch: 1 })).status).toBe(200);
    await dermatologist.post(`/v1/patients/${patientId}/medications`, { name: 'Zorvexil forte drops', status: 'active' });
    const changed = await checkOf(patientId);
    expect([changed.outcome, unreadOf(changed), changed.dismissed]).toEqual(['needs-data', ['Zorvexil forte drops'], []]);
  });

  it('stays dismissed whatever the letters are that it is written in', async () => {
    const prepared = await prepareUnread(clinic);
    await dismiss(clinic, prepared);
    const written = { startedAt: new Date().toISOString(), medicalHistory: { medications: [{ name: 'ZORVEXIL  DROPS', status: 'active' }] } };
    const again = await dermatologist.post(`/v1/patients/${prepared.patientId}/consultations`, written);
    expect(again.status).toBe(201);
    expect((await checkOf(prepared.patientId)).outcome).toBe('clear');
  });

  it('is unread again once a dermatologist takes the decision back, which stays on record', async () => {
    const prepared = await prepareUnread(clinic);
    const { body: decided } = await dismiss(clinic, prepared);
    const taken = await revoke(decided.id);
    expect([taken.status, taken.body]).toMatchObject([
      200,
      { id: decided.id, reason: decided.reason, revokedBy: dermatologist.actor, revokedAt: expect.any(String), revokedReason: 'The patient brought the pack: it contains ginkgo' },
    ]); // prettier-ignore
    expect(await checkOf(prepared.patientId)).toMatchObject({ outcome: 'needs-data', dismissed: [], unread: [{ id: prepared.itemId }] });
    const again = await revoke(decided.id);
    expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
    // A decision may be made anew.
    expect((await dismiss(clinic, prepared)).status).toBe(201);
    const { items, total } = await dismissals(prepared.patientId);
    expect([total, (items as { revokedAt: string | null }[]).map(({ revokedAt }) => revokedAt === null)]).toEqual([2, [true, false]]);
  });

  it('comes with its record into the one that it is merged into, and back; taken back once, it is taken back for good', async () => {
    const [one, other] = [await prepareUnread(clinic), await prepareUnread(clinic)];
    const decided = [(await dismiss(clinic, one)).body.id as string, (await dismiss(clinic, other)).body.id as string];
    const merged = await dermatologist.post(`/v1/patients/${one.patientId}/merge`, { into: other.patientId, reason: 'Registered twice' }, { ifMatch: 1 });
    expect([merged.status, merged.body.detail]).toEqual([200, undefined]);
    expect((await dismissals(other.patientId)).total).toBe(2);
    expect(await checkOf(other.patientId)).toMatchObject({ unread: [], dismissed: [{ about: 'Zorvexil drops' }] });
    expect((await revoke(decided[0]!)).status).toBe(200);
    expect(unreadOf(await checkOf(other.patientId))).toEqual(['Zorvexil drops']);
    const { items } = await dismissals(other.patientId);
    expect((items as { id: string; revokedAt: string | null }[]).map(({ id, revokedAt }) => [id, revokedAt !== null]).sort()).toEqual(decided.map((id) => [id, true]).sort());
  }); // prettier-ignore

  it('moves back with its record when two turn out to be two people', async () => {
    const item = await prepareUnread(clinic);
    await dismiss(clinic, item);
    const survivor = (await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
    await dermatologist.post(`/v1/patients/${item.patientId}/merge`, { into: survivor, reason: 'Registered twice' }, { ifMatch: 1 });
    expect((await dismissals(survivor)).total).toBe(1);
    expect((await dermatologist.post(`/v1/patients/${item.patientId}/unmerge`, { reason: 'Two people' }, { ifMatch: 2 })).status).toBe(200);
    expect([(await dismissals(survivor)).total, (await dismissals(item.patientId)).total]).toEqual([0, 1]);
  });

  it('lets an open plan that waited for it go on, and makes it wait again when it is taken back', async () => {
    const { planId, prepared, sessionIds } = await activePlan(clinic);
    const start = () => dermatologist.post(`/v1/treatment-sessions/${sessionIds[0]}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    const added = await dermatologist.post(`/v1/patients/${prepared.patientId}/medications`, { name: 'Zorvexil drops', status: 'active' });
    expect(added.body.affectedPlans).toMatchObject([{ planId, outcomeBefore: 'clear', outcomeNow: 'needs-data', held: false }]);
    const refused = await start();
    expect([refused.status, refused.body.type, refused.body.findings]).toMatchObject([409, '/problems/check-not-clear', [{ ruleId: 'record.unread' }]]);
    expect(refused.body.missing).toMatchObject([{ ruleId: 'record.unread', missing: [{ ask: expect.stringContaining('Zorvexil drops') }] }]);

    const checkId = added.body.affectedPlans[0].contraindicationCheckId as string;
    const [{ id: itemId }] = (await dermatologist.get(`/v1/contraindication-checks/${checkId}`)).body.unread as [Item];
    const decided = await dismiss(clinic, { checkId, itemId });
    expect(decided.body.affectedPlans).toMatchObject([{ planId, outcomeBefore: 'needs-data', outcomeNow: 'clear' }]);
    const taken = await revoke(decided.body.id as string);
    expect(taken.body.affectedPlans).toMatchObject([{ planId, outcomeBefore: 'clear', outcomeNow: 'needs-data' }]);
    await dismiss(clinic, { checkId, itemId });
    expect((await start()).status).toBe(200);
  });

  it('leaves who decided, and who took it back, in the audit trail', async () => {
    const prepared = await prepareUnread(clinic);
    await revoke((await dismiss(clinic, prepared)).body.id as string);
    await dismissals(prepared.patientId);
    const trail = await clinic.as('auditor').get(`/v1/audit-events?patientId=${prepared.patientId}&limit=200`);
    const events = trail.body.items as { action: string }[];
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['check.dismiss', 'dismissal.revoke', 'dismissal.list']));
  });
});

describe('a dismissal', () => {
  let prepared: Prepared & { itemId: string };
  beforeEach(async () => {
    prepared = await prepareUnread(clinic);
  });

  it.each([
    ['without a reason', {}, 'required'],
    ['with an empty reason', { reason: '   ' }, 'invalid-text'],
    ['with a word for a reason', { reason: 'ok' }, 'too-short'],
    ['with a row of keys for a reason', { reason: 'asdf asdf asdf asdf' }, 'repeats-itself'],
  ])('%s is refused', async (_what, body, code) => {
    const refused = await dermatologist.post(`/v1/contraindication-checks/${prepared.checkId}/dismissals`, { itemId: prepared.itemId, ...body });
    expect([refused.status, refused.body.errors]).toMatchObject([400, expect.arrayContaining([expect.objectContaining({ pointer: '/reason', code })])]);
    expect(await stored()).toEqual([]);
  });

  it('is a dermatologist’s alone, of the same clinic', async () => {
    const body = { itemId: prepared.itemId, reason: why };
    const path = `/v1/contraindication-checks/${prepared.checkId}/dismissals`;
    for (const role of ['receptionist', 'technician', 'admin', 'auditor'] as const) expect([role, (await clinic.as(role).post(path, body)).status]).toEqual([role, 403]);
    expect((await (await clinic.asClient(['consultation.write', 'plan.read'])).post(path, body)).status).toBe(403);
    const stranger = (await app.clinic()).as('dermatologist');
    expect((await stranger.post(path, body)).status).toBe(404);
    expect(await stored()).toEqual([]);
    const { body: decided } = await dermatologist.post(path, body);
    for (const role of ['receptionist', 'technician', 'admin', 'auditor'] as const) expect([role, (await revoke(decided.id, why, clinic.as(role))).status]).toEqual([role, 403]);
    expect((await revoke(decided.id, why, stranger)).status).toBe(404);
    expect((await stranger.get(`/v1/patients/${prepared.patientId}/dismissals`)).status).toBe(404);
    expect((await dismissals(prepared.patientId)).items).toMatchObject([{ id: decided.id, revokedAt: null }]);
  }); // prettier-ignore

  it('is made once, also when the request is repeated or another check is named', async () => {
    const key = { idempotencyKey: 'dismissal' };
    const send = () => dermatologist.post(`/v1/contraindication-checks/${prepared.checkId}/dismissals`, { itemId: prepared.itemId, reason: why }, key);
    const [first, repeated] = [await send(), await send()];
    expect([first.status, repeated.text]).toEqual([201, first.text]);
    const again = await dismiss(clinic, prepared);
    expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
    expect(await stored()).toHaveLength(1);
  });

  it('is made once of several at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => dismiss(clinic, prepared)));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('is made from two checks of the patient once', async () => {
    const later = await checkOf(prepared.patientId);
    expect((await dismiss(clinic, prepared)).status).toBe(201);
    const again = await dismiss(clinic, { checkId: later.id, itemId: prepared.itemId });
    expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
  });

  it('is never about what is read: a known medicine, a rule’s finding, another check’s item', async () => {
    const known = await prepare(clinic, { medicalHistory: { medications: [{ name: 'Warfarin 5 mg', status: 'active' }] } });
    const check = (await dermatologist.get(`/v1/contraindication-checks/${known.checkId}`)).body;
    expect([check.unread, check.outcome]).toEqual([[], 'contraindicated']);
    for (const itemId of [prepared.itemId, 'record.unread', '0123456789abcdef']) {
      const refused = await dismiss(clinic, { checkId: known.checkId, itemId });
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/itemId', code: 'unknown-item' }]]);
    }
    expect(await stored()).toEqual([]);
  });

  it('is what accounts for an unread item, and no override of the finding', async () => {
    const refused = await dermatologist.post(`/v1/contraindication-checks/${prepared.checkId}/overrides`, { ruleId: 'record.unread', reason: why });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/not-overridable']);
  });
});
