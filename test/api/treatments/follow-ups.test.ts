/** Plans that follow another one, and what a protocol says as data: techniques, the order of shades, when a touch-up is due. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { shippedProtocols } from '../../../src/treatments/protocols/shipped/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow, planFor, type Prepared } from '../../support/journey.js';

const SMP = 'scalp-micropigmentation';
const { mesotherapyRecord, micropigmentationRecord } = treatmentExamples;

describe('a plan', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = (at = clinic) => at.as('dermatologist');
  const sitting = (shades: string[]) => ({ ...micropigmentationRecord, micropigmentation: { ...micropigmentationRecord.micropigmentation, shades } });
  const give = async (sessionId: string, record: object, at = clinic, decision: object = {}) => {
    const path = `/v1/treatment-sessions/${sessionId}`;
    const { version } = (await dermatologist(at).get(path)).body as { version: number };
    await dermatologist(at).post(`${path}/start`, { ingredients: ['carbon black'], ...decision }, { ifMatch: version });
    const done = await dermatologist(at).post(`${path}/complete`, record, { ifMatch: version + 1 });
    if (done.status !== 200) throw new Error(done.text);
    return done.body as { warnings: { code: string; pointer: string }[] };
  };
  /** A plan of which the first session took place today; the others were called off. */
  const ended = async (treatment = SMP, at = clinic): Promise<{ planId: string; prepared: Prepared }> => {
    const { planId, prepared, sessionIds } = await activePlan(at, treatment);
    await give(sessionIds[0]!, treatment === SMP ? sitting(['light brown']) : mesotherapyRecord, at);
    for (const id of sessionIds.slice(1)) await dermatologist(at).post(`/v1/treatment-sessions/${id}/cancel`, { reason: 'x' }, { ifMatch: 1 });
    const { version } = (await dermatologist(at).get(`/v1/treatment-plans/${planId}`)).body as { version: number };
    await dermatologist(at).post(`/v1/treatment-plans/${planId}/complete`, undefined, { ifMatch: version });
    return { planId, prepared };
  };
  const propose = (prepared: Prepared, treatment: string, more: object, series: object = {}, at = clinic) =>
    dermatologist(at).post(`/v1/patients/${prepared.patientId}/treatment-plans`, {
      ...planFor(prepared, treatment, { sessions: 1, ...series }),
      ...more,
    });
  const errorsOf = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

  it('touches up what another one did, a month after its last sitting and no sooner', async () => {
    const { planId, prepared } = await ended();
    const touchUp = { purpose: 'touch-up', followsPlanId: planId };
    const early = await propose(prepared, SMP, touchUp, { startOn: dayFromNow(27) });
    expect([early.status, errorsOf(early)]).toEqual([400, ['/series/startOn outside-protocol']]);
    expect(early.body.errors[0].detail).toContain('at least 28 days (S1-35, S3-35, C14)');
    const planned = await propose(prepared, SMP, touchUp, { startOn: dayFromNow(28) });
    expect([planned.status, planned.body]).toMatchObject([201, { ...touchUp, warnings: [], series: { sessions: 1 } }]);
    const moved = await dermatologist().patch(`/v1/treatment-plans/${planned.body.id}`, { series: { startOn: dayFromNow(3) } }, { ifMatch: 1 });
    expect([moved.status, errorsOf(moved)]).toEqual([400, ['/series/startOn outside-protocol']]);
    // A series of its own has its fewest sittings.
    expect(errorsOf(await propose(prepared, SMP, {}, { startOn: dayFromNow(28) }))).toEqual(['/series/sessions outside-protocol']);
    const events = await dermatologist().get(`/v1/patients/${prepared.patientId}/timeline?kind=plan-created`);
    expect(events.body.items).toHaveLength(2);
  });

  it('that is a touch-up too soon is taken with a warning where the protocol says so, and is not begun too soon where it does not', async () => {
    const here = await app.clinic();
    const soft = structuredClone(shippedProtocols[SMP]) as { limits: Record<string, object> };
    soft.limits.touchUpAfterDays = { ...soft.limits.touchUpAfterDays, severity: 'warned' };
    const draft = await dermatologist(here).post('/v1/treatment-protocols', { ...soft, treatment: SMP });
    expect([draft.status, draft.body.errors]).toEqual([201, undefined]);
    await dermatologist(here).post(`/v1/treatment-protocols/${draft.body.id}/publish`, { reason: 'Earlier touch-ups' }, { ifMatch: 1 });
    const { planId, prepared } = await ended(SMP, here);
    const early = await propose(prepared, SMP, { purpose: 'touch-up', followsPlanId: planId }, {}, here);
    expect([early.status, early.body.warnings]).toMatchObject([201, [{ pointer: '/series/startOn', code: 'outside-protocol' }]]);
    expect((await dermatologist(here).get(`/v1/treatment-plans/${early.body.id}`)).body.warnings).toEqual(early.body.warnings);
    for (const [index, action] of ['propose', 'accept', 'start'].entries())
      expect((await dermatologist(here).post(`/v1/treatment-plans/${early.body.id}/${action}`, undefined, { ifMatch: index + 1 })).status).toBe(200);
    const { items } = (await dermatologist(here).get(`/v1/treatment-plans/${early.body.id}/sessions`)).body as { items: { id: string }[] };
    expect(items).toHaveLength(1);
    const list = (await dermatologist(here).get(`/v1/treatment-sessions/${items[0]!.id}/checklist`)).body as { ready: boolean; items: object[] };
    expect(list.items).toContainEqual(expect.objectContaining({ key: 'interval', state: 'open', blocking: false }));
    expect((await give(items[0]!.id, sitting(['dark brown']), here)).warnings.map(({ code }) => code)).toEqual(['unusual-duration']);
  });

  it('that is a touch-up is not begun before its time, though its sitting was moved there', async () => {
    const { planId, prepared } = await ended();
    const { body: plan } = await propose(prepared, SMP, { purpose: 'touch-up', followsPlanId: planId }, { startOn: dayFromNow(30) });
    const path = `/v1/treatment-plans/${plan.id}`;
    for (const [index, action] of ['propose', 'accept', 'start'].entries()) await dermatologist().post(`${path}/${action}`, undefined, { ifMatch: index + 1 });
    const { items } = (await dermatologist().get(`${path}/sessions`)).body as { items: { id: string }[] };
    const session = `/v1/treatment-sessions/${items[0]!.id}`;
    const refused = await dermatologist().post(`${session}/start`, { ingredients: ['carbon black'] }, { ifMatch: 1 });
    expect([refused.status, refused.body.type, (refused.body.checklist as { key: string }[]).map(({ key }) => key)]).toEqual([
      409,
      '/problems/session-not-ready',
      ['interval'],
    ]);
  });

  it('reverses a hairline that another one made', async () => {
    const { planId, prepared } = await ended();
    const reversal = { purpose: 'reversal', followsPlanId: planId };
    expect(errorsOf(await propose(prepared, SMP, reversal))).toEqual(['/areas required']);
    const planned = await propose(prepared, SMP, { ...reversal, areas: [{ zone: 'hairline' }], protocol: { technique: 'hairline' } });
    expect([planned.status, planned.body]).toMatchObject([201, reversal]);
    const meso = await ended('mesotherapy');
    const wrong = await propose(meso.prepared, 'mesotherapy', { purpose: 'reversal', followsPlanId: meso.planId, areas: [{ zone: 'hairline' }] });
    expect(errorsOf(wrong)).toEqual(['/purpose not-allowed']);
  });

  it('follows one of this patient and treatment that has ended, and in which something was done', async () => {
    const { planId, prepared } = await ended();
    const other = await ended();
    const running = await activePlan(clinic, SMP);
    const foreign = await ended(SMP, await app.clinic());
    const codeOf = async (subject: Prepared, more: object, treatment = SMP) =>
      errorsOf(await propose(subject, treatment, { purpose: 'touch-up', ...more }, { startOn: dayFromNow(40) }));
    expect(await codeOf(prepared, {})).toEqual(['/followsPlanId required']);
    expect(await codeOf(prepared, { followsPlanId: other.planId })).toEqual(['/followsPlanId unknown-plan']);
    expect(await codeOf(prepared, { followsPlanId: foreign.planId })).toEqual(['/followsPlanId unknown-plan']);
    expect(await codeOf(running.prepared, { followsPlanId: running.planId })).toEqual(['/followsPlanId not-ended']);
    await dermatologist().post(`/v1/treatment-plans/${running.planId}/cancel`, { reason: 'Moved away' }, { ifMatch: 4 });
    expect(await codeOf(running.prepared, { followsPlanId: running.planId })).toEqual(['/followsPlanId nothing-done']);
    expect(await codeOf(prepared, { purpose: 'series', followsPlanId: planId })).toEqual(['/series/sessions outside-protocol', '/followsPlanId not-allowed']);
    expect(await codeOf(prepared, { purpose: 'renewal' })).toEqual(['/purpose not-allowed']);
    const meso = await ended('mesotherapy');
    const early = errorsOf(await propose(meso.prepared, 'mesotherapy', { purpose: 'touch-up', followsPlanId: meso.planId }, { startOn: dayFromNow(29) }));
    expect(early).toEqual(['/series/startOn outside-protocol']);
  });

  it('is held to the techniques of its protocol, and so are its sessions', async () => {
    const { prepared } = await activePlan(clinic);
    const made = (technique: string) => propose(prepared, 'mesotherapy', { protocol: { technique } }, { sessions: 6 });
    const refused = await made('shaved-look');
    expect([refused.status, errorsOf(refused)]).toEqual([400, ['/protocol/technique outside-protocol']]);
    expect(refused.body.errors[0].detail).toBe('The technique of mesotherapy is one of injection, mesogun, microneedling (S0-29, C16).');
    const { body: plan } = await made('mesogun');
    const changed = await dermatologist().patch(`/v1/treatment-plans/${plan.id}`, { protocol: { technique: 'beard' } }, { ifMatch: 1 });
    expect([changed.status, errorsOf(changed)]).toEqual([400, ['/protocol/technique outside-protocol']]);

    const here = await app.clinic();
    const own = structuredClone(shippedProtocols.mesotherapy) as { choices: Record<string, object> };
    own.choices.technique = { values: ['nappage'], source: 'our practice' };
    const draft = await dermatologist(here).post('/v1/treatment-protocols', { ...own, treatment: 'mesotherapy' });
    await dermatologist(here).post(`/v1/treatment-protocols/${draft.body.id}/publish`, { reason: 'One technique' }, { ifMatch: 1 });
    const { prepared: there, sessionIds } = await activePlan(here);
    expect((await propose(there, 'mesotherapy', { protocol: { technique: 'nappage' } }, { sessions: 6 }, here)).status).toBe(201);
    await dermatologist(here).post(`/v1/treatment-sessions/${sessionIds[0]}/start`, {}, { ifMatch: 1 });
    const record = await dermatologist(here).post(`/v1/treatment-sessions/${sessionIds[0]}/complete`, mesotherapyRecord, { ifMatch: 2 });
    expect([record.status, errorsOf(record)]).toEqual([400, ['/mesotherapy/technique outside-protocol']]);
  });

  it('of micropigmentation warns when a dark shade comes before the last sitting, or a lighter one after it; the record keeps it', async () => {
    const { sessionIds } = await activePlan(clinic, SMP);
    const orderOf = async (index: number, shades: string[]) =>
      (await give(sessionIds[index]!, sitting(shades), clinic, index > 0 ? { intervalReason: 'All sittings within a day, for the test' } : {})).warnings
        .filter(({ pointer }) => pointer.includes('shades'))
        .map(({ code, pointer }) => `${code} ${pointer}`);
    expect(await orderOf(0, ['light brown', 'black'])).toEqual(['darker-before-last /micropigmentation/shades/1']);
    const kept = (await dermatologist().get(`/v1/treatment-sessions/${sessionIds[0]}`)).body as { warnings: { code: string }[] };
    expect(kept.warnings.map(({ code }) => code)).toContain('darker-before-last');
    expect(await orderOf(1, ['brown'])).toEqual(['lighter-after-darker /micropigmentation/shades/0']);
    expect(await orderOf(2, ['black'])).toEqual([]);
    // The catalogue says what a number is.
    const next = await activePlan(clinic, SMP);
    const pigment = {
      kind: 'pigment',
      name: 'Tone 9',
      ingredients: [{ ingredient: 'carbon black' }],
      stockUnit: 'mL',
      pigment: { shade: 'No. 9', hex: '#15110f' },
    };
    expect((await dermatologist().post('/v1/products', pigment)).status).toBe(201);
    const first = await give(next.sessionIds[0]!, sitting(['no. 9']));
    expect(first.warnings.map(({ code }) => code)).toContain('darker-before-last');
  });
});
