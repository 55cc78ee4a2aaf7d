import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/platform/access/actor.dto.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, dayFromNow, photographed, planFor, prepare, type Prepared } from '../../support/journey.js';

const actions = ['propose', 'accept', 'start', 'hold', 'resume', 'complete', 'cancel'] as const;
type Action = (typeof actions)[number];
const withReason: readonly Action[] = ['hold', 'cancel'];

describe('a treatment plan', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const create = (prepared: Prepared, treatment?: string, series?: object) =>
    clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared, treatment, series));
  const act = (planId: string, action: Action, version: number) =>
    clinic
      .as('dermatologist')
      .post(`/v1/treatment-plans/${planId}/${action}`, withReason.includes(action) ? { reason: 'The patient travels' } : undefined, { ifMatch: version });

  it('keeps with each step who took it, when, and why where somebody said so', async () => {
    const prepared = await prepare(clinic);
    const { id } = (await create(prepared)).body as { id: string };
    await consentTo(clinic, prepared.patientId);
    const said = (action: Action, version: number) =>
      clinic.as('dermatologist').post(`/v1/treatment-plans/${id}/${action}`, { reason: `Why ${action}` }, { ifMatch: version });
    for (const [index, action] of (['propose', 'accept', 'start', 'hold', 'resume'] as const).entries())
      expect((await said(action, index + 1)).status).toBe(200);
    expect((await act(id, 'hold', 6)).status).toBe(200);
    expect((await act(id, 'resume', 7)).status).toBe(200);
    const { items } = (await clinic.as('dermatologist').get(`/v1/treatment-plans/${id}/transitions`)).body as {
      items: { action: string; reason: string | null; actor: Actor; occurredAt: string }[];
    };
    expect(items.map(({ action, reason }) => [action, reason])).toEqual([
      ...['propose', 'accept', 'start', 'hold', 'resume'].map((action) => [action, `Why ${action}`]),
      ['hold', 'The patient travels'],
      ['resume', null],
    ]);
    for (const { actor } of items) expect(actor).toEqual(clinic.as('dermatologist').actor);
    expect((await clinic.as('dermatologist').post(`/v1/treatment-plans/${id}/hold`, { reason: '' }, { ifMatch: 8 })).status).toBe(400);
  });

  it('is listed for its patient, as it is read by itself', async () => {
    const { planId } = await activePlan(clinic);
    const plan = await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}`);
    const listed = await clinic.as('dermatologist').get(`/v1/patients/${plan.body.patientId}/treatment-plans`);
    expect(listed.body).toEqual({ items: [plan.body], nextCursor: null });
  });

  it('has the number by which the front desk finds it, from the first answer to the last, counted by clinic', async () => {
    const other = await app.clinic();
    const prepared = await prepare(other);
    const dermatologist = other.as('dermatologist');
    const drafts = [];
    for (const series of [{}, { sessions: 7 }]) {
      drafts.push((await dermatologist.post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared, 'mesotherapy', series))).body);
    }
    expect(drafts.map(({ planNumber }) => planNumber)).toEqual(['T000001', 'T000002']);
    const path = `/v1/treatment-plans/${drafts[1].id}`;
    const changed = await dermatologist.patch(path, { goals: 'A denser crown' }, { ifMatch: 1 });
    const proposed = await dermatologist.post(`${path}/propose`, undefined, { ifMatch: 2 });
    expect([changed.status, changed.body.planNumber, proposed.status, proposed.body.planNumber]).toEqual([200, 'T000002', 200, 'T000002']);
    const atDesk = await other.as('receptionist').get('/v1/front-desk/plans?planNumber=T000002');
    expect(atDesk.body.items).toEqual([expect.objectContaining({ id: drafts[1].id, planVersion: 3 })]);
    const { status } = await dermatologist.patch(path, { planNumber: 'T000001', goals: 'Less shedding' }, { ifMatch: 3 });
    expect([status >= 400, (await dermatologist.get(path)).body.planNumber]).toEqual([true, 'T000002']);
  });

  it('goes from draft to active, each step on record, and makes its sessions when it is accepted', async () => {
    const prepared = await prepare(clinic);
    const created = await create(prepared);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ status: 'draft', allowed: ['propose', 'cancel'], protocolVersion: 1, transitions: [] });
    await consentTo(clinic, prepared.patientId);
    expect((await act(created.body.id, 'propose', 1)).body).toMatchObject({ status: 'proposed', version: 2 });
    expect((await act(created.body.id, 'accept', 2)).body).toMatchObject({ status: 'accepted', consentId: expect.any(String) });
    const sessions = await clinic.as('technician').get(`/v1/treatment-plans/${created.body.id}/sessions`);
    expect(
      (sessions.body.items as { number: number; scheduledOn: string; status: string }[]).map((session) => [
        session.number,
        session.scheduledOn,
        session.status,
      ]),
    ).toEqual(Array.from({ length: 8 }, (_, index) => [index + 1, dayFromNow(14 * index), 'scheduled']));
    expect((await act(created.body.id, 'start', 3)).body.status).toBe('active');
    const read = await clinic.as('dermatologist').get(`/v1/treatment-plans/${created.body.id}`);
    expect((read.body.transitions as { action: string; actor: Actor }[]).map((step) => [step.action, step.actor])).toEqual(
      ['propose', 'accept', 'start'].map((action) => [action, clinic.as('dermatologist').actor]),
    );
    expect(read.headers.etag).toBe('"4"');
  });

  it('refuses a series outside the protocol, naming the limit, and stores nothing', async () => {
    const prepared = await prepare(clinic);
    const response = await create(prepared, 'mesotherapy', { sessions: 5, intervalDays: 45, startOn: dayFromNow(-1) });
    expect(response.status).toBe(400);
    expect((response.body.errors as { pointer: string; detail: string }[]).map(({ pointer, detail }) => `${pointer}: ${detail}`)).toEqual([
      '/series/sessions: The number of sessions of mesotherapy is 6 to 10 sessions (S0-35, C13).',
      '/series/intervalDays: The interval of mesotherapy is 7 to 30 days (practice).',
      `/series/startOn: The series cannot start before today: send ${dayFromNow(0)} or later.`,
    ]);
    const pigmentation = await prepare(clinic, { treatment: 'scalp-micropigmentation' });
    expect((await create(pigmentation, 'scalp-micropigmentation', { sessions: 2 })).body.errors).toMatchObject([{ pointer: '/series/sessions' }]);
    expect(await app.sql('SELECT FROM treatment_plans WHERE patient_id = ANY($1)', [[prepared.patientId, pigmentation.patientId]], clinic.id)).toEqual([]);
  });

  it('rests on a consultation and a check of its own patient and treatment', async () => {
    const [mine, theirs] = [await prepare(clinic), await prepare(clinic)];
    const response = await clinic.as('dermatologist').post(`/v1/patients/${mine.patientId}/treatment-plans`, planFor({ ...theirs, patientId: mine.patientId }));
    expect((response.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(['/consultationId', '/contraindicationCheckId']);
    const other = await create(mine, 'scalp-micropigmentation');
    expect(other.body.errors).toMatchObject([{ pointer: '/contraindicationCheckId', code: 'other-treatment' }]);
  });

  it('is not proposed without a signed consultation and a check that allows it', async () => {
    const unsigned = await prepare(clinic, { sign: false });
    const draft = await create(unsigned);
    expect((await act(draft.body.id, 'propose', 1)).body.type).toBe('/problems/consultation-not-signed');

    const diabetic = await prepare(clinic, {
      medicalHistory: { conditions: [{ code: { system: 'icd-10', code: 'I10' }, clinicalStatus: 'active' }] },
    });
    const plan = await create(diabetic);
    const refused = await act(plan.body.id, 'propose', 1);
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/check-not-clear']);
    expect(refused.body.findings).toMatchObject([{ ruleId: 'mesotherapy.hypertension', outcome: 'contraindicated' }]);
    await clinic
      .as('dermatologist')
      .post(`/v1/contraindication-checks/${diabetic.checkId}/overrides`, { ruleId: 'mesotherapy.hypertension', reason: 'Well controlled for years' });
    expect((await act(plan.body.id, 'propose', 1)).body.status).toBe('proposed');
  });

  it('is not accepted without the consent to this treatment, or with one that was withdrawn', async () => {
    const prepared = await prepare(clinic);
    const { body } = await create(prepared);
    await act(body.id, 'propose', 1);
    await consentTo(clinic, prepared.patientId, 'scalp-micropigmentation');
    expect((await act(body.id, 'accept', 2)).body).toMatchObject({ type: '/problems/consent-missing', consent: { treatment: 'mesotherapy' } });
    const consent = await consentTo(clinic, prepared.patientId);
    const withdrawn = await clinic.as('dermatologist').post(`/v1/consents/${consent.body.id}/withdraw`, { reason: 'Changed her mind' }, { ifMatch: 1 });
    expect(withdrawn.body).toMatchObject({ withdrawalReason: 'Changed her mind', version: 2 });
    expect((await clinic.as('dermatologist').post(`/v1/consents/${consent.body.id}/withdraw`, { reason: 'Again' }, { ifMatch: 2 })).status).toBe(409);
    expect((await act(body.id, 'accept', 2)).body.type).toBe('/problems/consent-missing');
    await consentTo(clinic, prepared.patientId);
    expect((await act(body.id, 'accept', 2)).body.status).toBe('accepted');
    expect((await clinic.as('technician').get(`/v1/patients/${prepared.patientId}/consents`)).body.items).toHaveLength(3);
  });

  it('of micropigmentation is not accepted before the patient is photographed; one of mesotherapy is', async () => {
    const prepared = await prepare(clinic, { treatment: 'scalp-micropigmentation' });
    const { body } = await create(prepared, 'scalp-micropigmentation');
    await act(body.id, 'propose', 1);
    await consentTo(clinic, prepared.patientId, 'scalp-micropigmentation');
    const refused = [409, '/problems/photographs-missing'];
    const accept = async () => {
      const answer = await act(body.id, 'accept', 2);
      return [answer.status, answer.body.type ?? answer.body.status];
    };
    expect(await accept()).toEqual(refused);
    const blurred = await photographed(clinic, prepared.patientId);
    await clinic.as('dermatologist').post(`/v1/photos/${blurred}/entered-in-error`, { reason: 'Blurred' }, { ifMatch: 1 });
    expect(await accept()).toEqual(refused);
    expect((await clinic.as('dermatologist').get(`/v1/treatment-plans/${body.id}/sessions`)).body.items).toEqual([]);
    await photographed(clinic, (await prepare(clinic)).patientId);
    expect(await accept()).toEqual(refused);
    await photographed(clinic, prepared.patientId);
    expect(await accept()).toEqual([200, 'accepted']);

    const injected = await prepare(clinic);
    const plan = await create(injected);
    await act(plan.body.id, 'propose', 1);
    await consentTo(clinic, injected.patientId);
    expect((await act(plan.body.id, 'accept', 2)).body.status).toBe('accepted');
  });

  it('refuses every step that its state does not allow, and says which it does', async () => {
    const allowed: Record<string, readonly Action[]> = {
      draft: ['propose', 'cancel'],
      proposed: ['accept', 'cancel'],
      accepted: ['start', 'cancel'],
      active: ['hold', 'complete', 'cancel'],
      'on-hold': ['resume', 'complete', 'cancel'],
      cancelled: [],
    };
    const prepared = await prepare(clinic);
    await consentTo(clinic, prepared.patientId);
    const { body } = await create(prepared);
    let version = 1;
    for (const [state, next] of [
      ['draft', 'propose'],
      ['proposed', 'accept'],
      ['accepted', 'start'],
      ['active', 'hold'],
      ['on-hold', 'cancel'],
      ['cancelled', null],
    ] as const) {
      for (const action of actions.filter((action) => !allowed[state]!.includes(action))) {
        const refused = await act(body.id, action, version);
        expect([state, action, refused.status, refused.body.type, refused.body.allowed]).toEqual([
          state,
          action,
          409,
          '/problems/invalid-transition',
          allowed[state],
        ]);
      }
      if (next) {
        expect([next, (await act(body.id, next, version)).status]).toEqual([next, 200]);
        version++;
      }
    }
    const cancelled = await clinic.as('dermatologist').get(`/v1/treatment-plans/${body.id}/sessions`);
    expect((cancelled.body.items as { status: string }[]).every((session) => session.status === 'cancelled')).toBe(true);
  });

  it('is changed while it is a draft, and not later', async () => {
    const prepared = await prepare(clinic);
    const { body } = await create(prepared);
    const path = `/v1/treatment-plans/${body.id}`;
    const changed = await clinic.as('dermatologist').patch(path, { series: { sessions: 10 }, goals: 'Denser' }, { ifMatch: 1 });
    expect(changed.body).toMatchObject({ series: { sessions: 10, intervalDays: 14 }, goals: 'Denser', version: 2 });
    expect((await clinic.as('dermatologist').patch(path, { series: { sessions: 11 } }, { ifMatch: 2 })).status).toBe(400);
    await act(body.id, 'propose', 2);
    expect((await clinic.as('dermatologist').patch(path, { goals: 'x' }, { ifMatch: 3 })).body.type).toBe('/problems/invalid-transition');
  });

  it('needs the newest version, and one of two steps at once wins', async () => {
    const { planId, version } = await activePlan(clinic);
    expect((await clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/hold`, { reason: 'x' })).status).toBe(428);
    expect((await act(planId, 'hold', 1)).status).toBe(412);
    const both = await Promise.all([act(planId, 'hold', version), act(planId, 'cancel', version)]);
    expect(both.map((response) => response.status).sort()).toEqual([200, 412]);
  });

  it('is proposed by a dermatologist alone', async () => {
    const prepared = await prepare(clinic);
    const { body } = await create(prepared);
    const client = await clinic.asClient(['plan.read', 'plan.write']);
    for (const caller of [clinic.as('technician'), clinic.as('receptionist'), clinic.as('admin'), client]) {
      expect((await caller.post(`/v1/treatment-plans/${body.id}/propose`, undefined, { ifMatch: 1 })).status).toBe(403);
    }
  });

  it('of another clinic does not exist', async () => {
    const prepared = await prepare(clinic);
    const { body } = await create(prepared);
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(`/v1/treatment-plans/${body.id}`)).status).toBe(404);
    expect((await other.get(`/v1/treatment-plans/${body.id}/sessions`)).status).toBe(404);
    expect((await other.post(`/v1/treatment-plans/${body.id}/propose`, undefined, { ifMatch: 1 })).status).toBe(404);
    expect((await other.get(`/v1/treatment-plans?patientId=${prepared.patientId}`)).body.items).toEqual([]);
  });
});
