import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, planFor, prepare } from '../../support/journey.js';

const inr = (amount: unknown) => ({ amount, currency: 'INR' });

const priceList = {
  treatments: [
    {
      treatment: 'mesotherapy',
      perSession: { low: inr('1200.00'), usual: inr('2500.00'), high: inr('4500.00') },
      options: [{ factor: 'area', option: 'large', title: 'Large', percent: '20' }],
    },
  ],
  tax: { percent: '18', included: false },
  validityDays: 30,
  tolerance: { toldAbovePercent: '5', reasonAbovePercent: '10' },
};
const sessions = (quantity: number, unitPrice: string) => ({ lines: [{ kind: 'session', description: 'Mesotherapy', quantity, unitPrice: inr(unitPrice) }] });

describe('what a treatment costs', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let planId: string;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const newClinic = async (list: object | null = priceList): Promise<void> => {
    clinic = await app.clinic();
    const prepared = await prepare(clinic);
    planId = (await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared, 'mesotherapy', { sessions: 8 })))
      .body.id as string;
    if (list) expect((await clinic.as('admin').put('/v1/price-list', list, { ifMatch: 0 })).status).toBe(200);
  };
  const quote = (body: object = {}, sent = {}) => clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/estimates`, body, sent);
  const accept = (id: string, body: object = { acceptorName: 'Estimate Testperson' }) => clinic.as('receptionist').post(`/v1/estimates/${id}/accept`, body);
  const bill = (body: object, sent = {}) => clinic.as('receptionist').post(`/v1/treatment-plans/${planId}/bills`, body, sent);
  const current = () => clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/estimate`);

  it('is a range of the documents’ prices until the clinic has set its own', async () => {
    await newClinic(null);
    const { body } = await clinic.as('receptionist').get('/v1/price-ranges?treatment=mesotherapy&sessions=6');
    expect(body).toEqual({
      treatment: 'mesotherapy',
      sessions: 6,
      currency: 'INR',
      perSession: { low: inr('1200.00'), high: inr('4500.00') },
      total: { low: inr('7200.00'), high: inr('27000.00') },
      priceListVersion: 0,
    });
    expect((await current()).body).toMatchObject({ id: null, status: 'indicative', sessions: 8, total: { low: inr('9600.00'), high: inr('36000.00') } });
  });

  it('is set by the clinic, one version after the other', async () => {
    await newClinic(null);
    const [admin, receptionist] = [clinic.as('admin'), clinic.as('receptionist')];
    const shipped = await receptionist.get('/v1/price-list');
    expect(shipped.headers.etag).toBe('"0"');
    expect((await receptionist.put('/v1/price-list', priceList, { ifMatch: 0 })).status).toBe(403);
    expect((await admin.put('/v1/price-list', priceList)).status).toBe(428);
    expect((await admin.put('/v1/price-list', priceList, { ifMatch: 0 })).body).toMatchObject({ version: 1, setBy: clinic.as('admin').actor });
    expect((await admin.put('/v1/price-list', priceList, { ifMatch: 0 })).status).toBe(412);
    const wrong = await admin.put(
      '/v1/price-list',
      { ...priceList, treatments: [{ ...priceList.treatments[0], perSession: { low: inr(5), usual: inr('-1'), high: inr('1.00001') } }] },
      { ifMatch: 1 },
    );
    expect(wrong.status).toBe(400);
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      ['low', 'usual', 'high'].map((text) => `/treatments/0/perSession/${text}/amount`),
    );
    const disordered = { ...priceList, tolerance: { toldAbovePercent: '11', reasonAbovePercent: '10' } };
    expect((await admin.put('/v1/price-list', disordered, { ifMatch: 1 })).body.errors).toMatchObject([{ pointer: '/tolerance', code: 'out-of-order' }]);
    expect((await receptionist.get('/v1/price-list')).body).toMatchObject(priceList);
    const both = await Promise.all([admin.put('/v1/price-list', priceList, { ifMatch: 1 }), admin.put('/v1/price-list', priceList, { ifMatch: 1 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await receptionist.get('/v1/price-ranges?treatment=scalp-micropigmentation&sessions=3')).body.type).toContain('/problems/price-missing');
  });

  it('is quoted for a plan, accepted, and kept as it was', async () => {
    await newClinic();
    const first = await quote({ factors: [{ factor: 'area', option: 'large' }] });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      number: 1,
      status: 'offered',
      perSession: { low: inr('3000.00'), high: inr('3000.00') },
      total: { low: inr('28320.00'), high: inr('28320.00') },
    });
    expect((await clinic.as('dermatologist').get(first.headers.location as string)).body).toEqual(first.body);
    const second = await quote({ discount: { reason: 'Paid in advance', percent: '5' } });
    expect(second.body).toMatchObject({ number: 2, discount: { taken: inr('1000.00') }, total: { low: inr('22420.00'), high: inr('22420.00') } });
    expect((await accept(first.body.id)).body).toMatchObject({ type: expect.stringContaining('/problems/estimate-not-open'), estimateStatus: 'superseded' });
    const accepted = await accept(second.body.id);
    expect(accepted.body).toMatchObject({ status: 'accepted', acceptance: { acceptorName: 'Estimate Testperson' } });
    expect((await accept(second.body.id)).status).toBe(409);
    await clinic.as('admin').put('/v1/price-list', { ...priceList, tax: { percent: '28', included: false } }, { ifMatch: 1 });
    await quote();
    expect((await current()).body).toEqual(accepted.body);
    const { body } = await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/estimates?limit=2`);
    expect(body.items.map((item: { status: string }) => item.status)).toEqual(['superseded', 'accepted']);
    const rest = await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/estimates?limit=2&cursor=${body.nextCursor}`);
    expect(rest.body.items).toMatchObject([{ number: 3, status: 'offered', tax: { percent: '28' } }]);
  });

  it('is not quoted with what the price list does not have', async () => {
    await newClinic();
    const response = await quote({ factors: [{ factor: 'area', option: 'huge' }], discount: { reason: 'x', percent: '5', amount: inr('10') } });
    expect((response.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(['/discount', '/factors/0/option']);
    expect((await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/estimates`)).body.items).toEqual([]);
    const { body } = await quote();
    const [tomorrow, before] = [new Date(Date.now() + 86_400_000).toISOString(), '2026-01-01T10:00:00Z'];
    expect((await accept(body.id, { acceptorName: 'Estimate Testperson', acceptedAt: tomorrow })).body.errors).toMatchObject([{ code: 'in-the-future' }]);
    expect((await accept(body.id, { acceptorName: 'Estimate Testperson', acceptedAt: before })).body.errors).toMatchObject([{ code: 'too-early' }]);
  });

  it('is quoted once where a request is repeated, and numbered without a gap where many come at once', async () => {
    await newClinic();
    const key = { headers: { 'idempotency-key': 'quote-1' } };
    expect((await quote({}, key)).body.id).toBe((await quote({}, key)).body.id);
    const many = await Promise.all(Array.from({ length: 10 }, () => quote()));
    expect(many.map(({ body }) => body.number as number).sort((one, other) => one - other)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('is billed against the accepted quote, with the difference explained', async () => {
    await newClinic();
    expect((await bill(sessions(8, '2500.00'))).body.type).toContain('/problems/estimate-not-accepted');
    await accept((await quote()).body.id);
    const same = await bill(sessions(8, '2500.00'));
    // None of the eight was given.
    expect(same.body.warnings).toMatchObject([
      { code: 'sessions-not-given', pointer: '/lines', detail: expect.stringMatching(/^8 .* 0 of the plan were given/) },
    ]);
    expect(same.body).toMatchObject({ number: 1, total: inr('23600.00'), difference: { amount: inr('0.00'), percent: '0.00', verdict: 'none', causes: [] } });
    expect((await bill(sessions(8, '2625.00'))).body.difference).toMatchObject({ percent: '5.00', verdict: 'within' });
    expect((await bill(sessions(8, '2625.01'))).body.difference).toMatchObject({ percent: '5.01', verdict: 'to-be-told' });
    expect((await bill(sessions(8, '2750.00'))).body.difference).toMatchObject({ percent: '10.00', verdict: 'to-be-told' });
    const beyond = await bill(sessions(9, '2500.00'));
    expect(beyond.body).toMatchObject({
      type: expect.stringContaining('/problems/bill-beyond-tolerance'),
      needed: ['reason', 'acceptance'],
      difference: {
        amount: inr('2950.00'),
        percent: '12.50',
        causes: [
          { cause: 'sessions', amount: inr('2500.00') },
          { cause: 'tax', amount: inr('450.00') },
        ],
      },
    });
    const agreed = await bill({ ...sessions(9, '2500.00'), reason: 'One session more', acceptance: { acceptorName: 'Estimate Testperson' } });
    expect(agreed.status).toBe(201);
    const lower = await bill({ ...sessions(6, '2500.00'), reason: 'Two sessions fewer' });
    expect(lower.body).toMatchObject({ acceptance: null, difference: { percent: '-25.00', verdict: 'beyond' } });
    expect((await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/bills?count=true`)).body.total).toBe(6);
  });

  it('is charged for sessions that were given; a bill for others says so, for as long as it is kept', async () => {
    clinic = await app.clinic();
    expect((await clinic.as('admin').put('/v1/price-list', priceList, { ifMatch: 0 })).status).toBe(200);
    const { sessionIds, ...plan } = await activePlan(clinic);
    planId = plan.planId;
    await accept((await quote()).body.id);
    const reason = { reason: 'One session was given' };
    const other = { kind: 'other', description: 'A fee for a session that was missed', quantity: 3, unitPrice: inr('100.00') };
    expect((await bill({ ...sessions(1, '2500.00'), ...reason })).body.warnings).toMatchObject([{ code: 'sessions-not-given' }]);
    const session = `/v1/treatment-sessions/${sessionIds[0]}`;
    await clinic.as('dermatologist').post(`${session}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    await clinic.as('dermatologist').post(`${session}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
    expect((await bill({ lines: [...sessions(1, '2500.00').lines, other], ...reason })).body.warnings).toEqual([]);
    const twice = await bill({ lines: [...sessions(1, '2500.00').lines, ...sessions(1, '2500.00').lines], ...reason });
    expect(twice.body.warnings).toMatchObject([{ detail: expect.stringMatching(/^2 .* 1 of the plan/) }]);
    const kept = (await clinic.as('receptionist').get(`/v1/treatment-plans/${planId}/bills`)).body.items as { warnings: object[] }[];
    expect(kept.map(({ warnings }) => warnings.length)).toEqual([1, 0, 1]);
  });

  it('ends in a bill that is read by its id: by those who handle money or treat, of this clinic', async () => {
    await newClinic();
    await accept((await quote()).body.id);
    const written = await bill({ ...sessions(9, '2500.00'), reason: 'One session more', acceptance: { acceptorName: 'Estimate Testperson' } });
    const path = `/v1/bills/${written.body.id}`;
    expect(written.headers.location).toBe(path);
    const read = await clinic.as('dermatologist').get(path);
    expect([read.status, read.body]).toEqual([200, written.body]);
    expect((await clinic.as('receptionist').get(path)).status).toBe(200);
    for (const role of ['technician', 'admin', 'auditor'] as const) expect([role, (await clinic.as(role).get(path)).status]).toEqual([role, 403]);
    const stranger = (await app.clinic()).as('receptionist');
    for (const answer of [stranger.get(path), clinic.as('receptionist').get(`/v1/bills/${randomUUID()}`), clinic.as('receptionist').get('/v1/bills/1')]) {
      expect((await answer).body).toMatchObject({ status: 404, type: expect.stringContaining('/problems/not-found') });
    }
    const audit = await clinic.as('auditor').get(`/v1/audit-events?patientId=${written.body.patientId}`);
    const reads = (audit.body.items as { action: string; outcome: string }[]).filter(({ action }) => action === 'bill.read');
    expect(reads.filter(({ outcome }) => outcome === 'success')).toHaveLength(2);
  });

  it('is for those who handle money or treat, of this clinic, and leaves a trace', async () => {
    await newClinic();
    const { body } = await quote();
    expect((await clinic.as('technician').get(`/v1/estimates/${body.id}`)).status).toBe(403);
    expect((await clinic.as('admin').get(`/v1/estimates/${body.id}`)).status).toBe(403);
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(`/v1/estimates/${body.id}`)).status).toBe(404);
    expect((await other.post(`/v1/treatment-plans/${planId}/estimates`, {})).status).toBe(404);
    expect((await other.get(`/v1/treatment-plans/${planId}/bills`)).status).toBe(404);
    await clinic.as('receptionist').get(`/v1/estimates/${body.id}`);
    const audit = await clinic.as('auditor').get(`/v1/audit-events?patientId=${body.patientId}&limit=1`);
    expect(audit.body.items).toMatchObject([{ action: 'estimate.read', outcome: 'success' }]);
  });

  it('is money of the clinic’s currency, and of no other', async () => {
    await newClinic();
    const dollars = { amount: '2500.00', currency: 'USD' };
    const list = { ...priceList, treatments: [{ ...priceList.treatments[0], perSession: { low: inr('1.00'), usual: dollars, high: inr('9.00') } }] };
    const errorsOf = ({ body }: { body: { errors?: { pointer: string; code: string }[] } }) => body.errors?.map(({ pointer, code }) => `${pointer} ${code}`);
    expect(errorsOf(await clinic.as('admin').put('/v1/price-list', list, { ifMatch: 1 }))).toContain('/treatments/0/perSession/usual/currency other-currency');
    expect(errorsOf(await quote({ discount: { reason: 'x', amount: dollars } }))).toEqual(['/discount/amount/currency other-currency']);
    const { body } = await quote({ discount: { reason: 'Paid in advance', amount: inr('500') } });
    expect(body.discount).toEqual({ reason: 'Paid in advance', amount: inr('500'), taken: inr('500.00') });
    await accept(body.id);
    const line = { kind: 'session', description: 'Mesotherapy', quantity: 8, unitPrice: dollars };
    expect(errorsOf(await bill({ lines: [line], discount: { reason: 'x', amount: dollars } }))).toEqual([
      '/lines/0/unitPrice/currency other-currency',
      '/discount/amount/currency other-currency',
    ]);
    expect(errorsOf(await bill({ lines: [{ ...line, unitPrice: '2500.00' }] }))).toEqual(['/lines/0/unitPrice wrong-type']);
  });

  it('cannot be changed behind the API’s back', async () => {
    await newClinic();
    const { body } = await quote();
    await accept(body.id);
    await bill(sessions(8, '2500.00'));
    for (const table of ['clinic_settings', 'estimates', 'estimate_acceptances', 'bills']) {
      for (const statement of [`DELETE FROM ${table}`, `UPDATE ${table} SET clinic_id = clinic_id`])
        await expect(app.sql(statement, [], clinic.id)).rejects.toThrow(/permission denied|append-only/);
    }
    const forged = `INSERT INTO bills (id, patient_id, plan_id, estimate_id, number, currency, bill, total, difference, created_by, created_at)
      SELECT gen_random_uuid(), patient_id, plan_id, estimate_id, 99, currency, bill, total, '{"verdict":"beyond"}', created_by, created_at FROM bills`;
    await expect(app.sql(forged, [], clinic.id)).rejects.toThrow('bills_beyond_tolerance');
  });
});
