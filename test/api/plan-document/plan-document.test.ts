import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow, photographed, planFor, prepare } from '../../support/journey.js';
import { factsOf } from '../../support/pdf.js';
import { consultationExamples } from '../../../src/consultations/index.js';
import type { RecordDocument } from '../../../src/platform/documents/index.js';
import { RecordDocuments } from '../../../src/platform/documents/index.js';

const text = 'I agree to the treatment.\nIt was explained to me.\n\nNothing *here* is #markup.';
const said = { goals: 'Denser look at the crown', expectations: { results: 'Less shedding', limits: 'It does not bring back follicles' } };

describe('the document of a plan', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  /** The last document as it was given to be set: what is printed, without a reader of PDFs. */
  let printed: RecordDocument;

  const document = (id: string, query = '', who = dermatologist) => who.get(`/v1/treatment-plans/${id}/document${query}`);
  const move = async (id: string, action: string, version: number, body?: object) => {
    const { status, text: why } = await dermatologist.post(`/v1/treatment-plans/${id}/${action}`, body, { ifMatch: version });
    expect({ status, why: status === 200 ? '' : why }).toEqual({ status: 200, why: '' });
  };
  const drafted = async (treatment = 'mesotherapy', extra: object = {}) => {
    const prepared = await prepare(clinic, { treatment });
    const { body, status } = await dermatologist.post(`/v1/patients/${prepared.patientId}/treatment-plans`, {
      ...planFor(prepared, treatment),
      ...said,
      ...extra,
    });
    expect(status).toBe(201);
    return { planId: body.id as string, patientId: prepared.patientId };
  };
  const signed = (patientId: string, treatment = 'mesotherapy') =>
    dermatologist.post(`/v1/patients/${patientId}/consents`, {
      kind: 'treatment',
      treatment,
      documentVersion: 'mesotherapy-2026-01',
      language: 'en-IN',
      signatory: { name: 'Asha Testperson', relationship: 'self' },
      signedAt: new Date().toISOString(),
      text,
      witness: { name: 'Meera Testwitness' },
    });
  const active = async (treatment = 'mesotherapy', extra: object = {}) => {
    const { planId, patientId } = await drafted(treatment, extra);
    await signed(patientId, treatment);
    if (treatment !== 'mesotherapy') await photographed(clinic, patientId);
    for (const [index, action] of ['propose', 'accept', 'start'].entries()) await move(planId, action, index + 1);
    return { planId, patientId };
  };
  const headings = () => printed.sections.map(({ heading }) => heading);
  const section = (heading: string) => printed.sections.find((section) => section.heading.startsWith(heading))!;
  const row = (heading: string, label: string) => section(heading).rows?.find((row) => row.label === label)?.value;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    const documents = app.inside(RecordDocuments);
    const render = documents.renderRecord.bind(documents);
    documents.renderRecord = (view) => render((printed = view));
  });
  afterAll(() => app.stop());

  it('is a draft before it is proposed, and says what does not exist yet', async () => {
    const { planId } = await drafted();
    const answer = await document(planId);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-language': 'en',
      'content-disposition': `attachment; filename="treatment-plan-${planId}.pdf"`,
    });
    expect(factsOf(answer.body as Buffer)).toMatchObject({ pages: 1, standard: '2A' });
    expect(printed).toMatchObject({ watermark: 'DRAFT', notice: expect.stringMatching(/^This is a draft/) });
    expect(headings().slice(0, 6)).toEqual(['Your plan', 'Where', 'Your sessions', 'Before and after each session', 'What it costs', 'Is it safe for you?']);
    expect(section('Your sessions').empty).toMatch(/^8 sessions are planned, one every 14 days, from \w+day, \d+ \w+ \d{4} on\./);
    expect(section('Your consent').empty).toBe('No consent to this treatment is signed.');
    expect([row('Your plan', 'What you hope for'), row('Your plan', 'What may be expected'), row('Your plan', 'What it will not do')]).toEqual([
      said.goals,
      said.expectations.results,
      said.expectations.limits,
    ]);
  });

  it('has the sessions, what to do before and after, the quote and the consent word for word', async () => {
    const { planId } = await active();
    const prices = await dermatologist.get('/v1/price-list');
    expect(prices.status).toBe(200);
    const quote = await dermatologist.post(`/v1/treatment-plans/${planId}/estimates`, { discount: { reason: 'Paid in advance', percent: '5' } });
    expect(quote.status).toBe(201);
    await dermatologist.post(`/v1/estimates/${quote.body.id}/accept`, { acceptorName: 'Asha Testperson' });
    expect((await document(planId)).status).toBe(200);
    expect(printed.watermark).toBeUndefined();
    expect(section('Your sessions').table!.rows).toHaveLength(8);
    expect(section('Your sessions').table!.rows[0]).toEqual(['1', expect.stringMatching(/day, \d+ \w+ \d{4}$/), 'To come']);
    expect(section('Before session 1').items).toContain('Come with clean hair.');
    expect(section('After session 1').items).toContain('Do not wash your hair for 24 hours after the session.');
    expect(row('What it costs', 'This is')).toBe('Quote 1, which was accepted');
    expect(row('What it costs', 'In all, with tax')).toMatch(/^₹[\d,]+\.\d\d$/);
    expect(section('What it costs').paragraphs![0]).toMatch(/more than 5 %.*more than 10 %/);
    expect(section('What was signed').paragraphs).toEqual([text]);
    expect([row('Your consent', 'Signed by'), row('Your consent', 'Witness')]).toEqual(['Asha Testperson (the patient)', 'Meera Testwitness']);
  });

  it('and the care to take home name the plan by its number, as the front desk does', async () => {
    const { planId, patientId } = await active();
    const { planNumber } = (await clinic.as('receptionist').get(`/v1/front-desk/plans?patientId=${patientId}`)).body.items[0];
    for (const path of ['document?language=en', 'document?language=hi', 'care-instructions/document']) {
      expect([path, (await dermatologist.download(`/v1/treatment-plans/${planId}/${path}`)).status]).toEqual([path, 200]);
      expect([...printed.panel!.left, ...printed.panel!.right].map(({ value }) => value)).toContain(planNumber);
    }
    expect((await dermatologist.download(`/v1/patients/${patientId}/export`)).status).toBe(200);
    expect(headings().filter((heading) => heading.includes(planNumber))).toEqual([expect.stringMatching(/^mesotherapy, T\d+, made /i)]);
  });

  it('of a plan on hold shows nothing to come: a day that has passed says so, and a later one may change', async () => {
    const { planId } = await active();
    const sessions = (await dermatologist.get(`/v1/treatment-plans/${planId}/sessions`)).body.items as { id: string; scheduledOn: string }[];
    const past = [dayFromNow(-30), dayFromNow(-16)];
    for (const [index, day] of past.entries())
      await app.sql('UPDATE treatment_sessions SET scheduled_on = $2, version = version + 1 WHERE id = $1', [sessions[index]!.id, day], clinic.id);
    const states = () => section('Your sessions').table!.rows.map((cells) => cells[2]);
    await document(planId);
    expect(states()).toEqual(['The day has passed', 'The day has passed', ...Array<string>(6).fill('To come')]);
    expect(headings().find((heading) => heading.startsWith('Before session'))).toMatch(/^Before session 3/);
    await move(planId, 'hold', 4, { reason: 'The patient travels' });
    await document(planId);
    expect(states()).toEqual(['The day has passed', 'The day has passed', ...Array<string>(6).fill('Paused: the day may change')]);
    expect(JSON.stringify(printed)).not.toContain('To come');
    await document(planId, '?language=hi');
    expect(JSON.stringify(printed)).not.toContain('आने वाला');
    const care = await dermatologist.get(`/v1/treatment-plans/${planId}/care-instructions?phase=before`);
    expect(care.body.sessionNumber).toBe(3);
  });

  it('says what is known now, not what was known when the plan was made', async () => {
    const { planId, patientId } = await active();
    await dermatologist.post(`/v1/patients/${patientId}/medications`, {
      name: 'Warfarin 5 mg',
      code: { system: 'atc', code: 'B01AA03' },
      status: 'active',
    });
    await document(planId);
    expect(row('Your plan', 'Where it stands')).toBe('Paused');
    expect(section('Is it safe for you?').paragraphs!.join()).toMatch(/must not be given/);
    const { body: plan } = await dermatologist.get(`/v1/treatment-plans/${planId}`);
    const conditions = ['INR below 2 on the day'];
    const decision = { ruleId: 'mesotherapy.anticoagulant', reason: 'Her cardiologist agrees', conditions };
    expect((await dermatologist.post(`/v1/contraindication-checks/${plan.currentCheckId}/overrides`, decision)).status).toBe(201);
    await document(planId);
    const [decided] = section('Decided by a dermatologist').items!;
    expect(decided).toMatch(/Her cardiologist agrees.*To be kept to: INR below 2 on the day\.$/);
  });

  it('keeps to what still holds of the last session', async () => {
    const { planId } = await active();
    const { body } = await dermatologist.get(`/v1/treatment-plans/${planId}/sessions`);
    const id = body.items[0].id as string;
    await dermatologist.post(`/v1/treatment-sessions/${id}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    const record = { mesotherapy: { technique: 'injection', depthMm: 2, volumePerShotMl: 0.05, shots: 80, substances: ['biotin'] }, zones: ['vertex'] };
    expect((await dermatologist.post(`/v1/treatment-sessions/${id}/complete`, record, { ifMatch: 2 })).status).toBe(200);
    await document(planId);
    expect(section('After session 1').items).toContainEqual(expect.stringMatching(/^Do not wash your hair until \w+day \d+ \w+ at \d\d:\d\d\.$/));
    expect(section('Before session 2').items).toContain('Come with clean hair.');
    expect(section('Your sessions').table!.rows[0]![2]).toBe('Done');
  });

  it('speaks the language of the patient, or the one that is asked for', async () => {
    const { planId, patientId } = await active('scalp-micropigmentation', {
      hairTrimming: { agreed: 'no', reason: 'For looks at work' },
      indications: ['female-pattern-thinning'],
      areas: [{ zone: 'hairline', size: { value: 20, unit: 'cm2' } }, { zone: 'vertex' }],
    });
    const { version } = (await dermatologist.get(`/v1/patients/${patientId}`)).body;
    await dermatologist.patch(`/v1/patients/${patientId}`, { preferredLanguage: 'hi-IN' }, { ifMatch: version });
    const answer = await document(planId);
    expect(answer.headers['content-language']).toBe('hi');
    expect(printed).toMatchObject({ language: 'hi', title: 'आपकी उपचार योजना' });
    expect(section('कहाँ').rows).toEqual([
      { label: 'बालों की अगली रेखा', value: '20\u00a0cm²' },
      { label: 'सिर की चोटी', value: 'नाप नहीं लिया गया' },
      { label: 'कुल', value: expect.stringMatching(/^लगभग \d+\u00a0cm²$/) },
    ]);
    expect(section('आपकी योजना').rows!.at(-1)!.value).toBe('आप नहीं चाहते कि बाल छोटे किए जाएँ: For looks at work');
    expect(factsOf(answer.body as Buffer)).toMatchObject({ standard: '2A' });
    expect((await document(planId, '?language=en')).headers['content-language']).toBe('en');
    expect(printed.title).toBe('Your treatment plan');
    expect((await document(planId, '?language=xx')).status).toBe(400);
  });

  it('tells what calls for caution, and what a dermatologist decided', async () => {
    const screening = { ...consultationExamples.whole.medicalHistory.screening, hypertension: 'yes', 'keloid-tendency': 'yes' };
    const prepared = await prepare(clinic, { medicalHistory: { screening } });
    const { body } = await dermatologist.post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    await document(body.id as string);
    expect(section('What speaks against it').items!.join()).toMatch(/blood pressure/i);
    const decided = await dermatologist.post(`/v1/contraindication-checks/${prepared.checkId}/overrides`, {
      ruleId: 'mesotherapy.hypertension',
      reason: 'Well controlled for years',
    });
    expect(decided.status).toBe(201);
    await document(body.id as string);
    expect(section('Decided by a dermatologist').items).toEqual([expect.stringContaining('Well controlled for years (Test dermatologist,')]);
    expect(section('What calls for caution').items).toEqual([expect.stringMatching(/^Answer about a tendency to keloids: yes: /)]);
    expect(headings()).not.toContain('What speaks against it');
    expect(headings()).not.toContain('What to do next');
  });

  it('is said to be cancelled or paused', async () => {
    const { planId } = await active();
    await move(planId, 'hold', 4, { reason: 'She travels' });
    await document(planId);
    expect(printed.notice).toMatch(/^The treatment is paused since/);
    await move(planId, 'cancel', 5, { reason: 'She moves away' });
    await document(planId);
    expect(printed.notice).toMatch(/^This plan was cancelled on/);
    expect(headings()).not.toContain('Before and after each session');
  });

  it('need not be sent again unchanged, and stands in the audit trail', async () => {
    const { planId, patientId } = await drafted();
    const etag = (await document(planId)).headers.etag as string;
    expect((await dermatologist.get(`/v1/treatment-plans/${planId}/document`, { ifNoneMatch: etag })).status).toBe(304);
    await move(planId, 'propose', 1);
    expect((await dermatologist.get(`/v1/treatment-plans/${planId}/document`, { ifNoneMatch: etag })).status).toBe(200);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=1`);
    expect(body.items).toMatchObject([{ action: 'plan.document', outcome: 'success', resourceId: planId }]);
  });

  it('is for those who may read plans of this clinic, and shows a technician no prices', async () => {
    const { planId } = await drafted();
    expect((await document(planId, '', clinic.as('receptionist'))).status).toBe(403);
    expect((await document(planId, '', (await app.clinic()).as('dermatologist'))).status).toBe(404);
    expect((await document(planId, '', clinic.as('technician'))).status).toBe(200);
    expect(headings()).not.toContain('What it costs');
    expect(headings()).toContain('Your consent');
    expect((await document(planId, '', await clinic.asClient(['plan.read']))).status).toBe(200);
    expect(headings()).toContain('What it costs');
    expect(headings()).not.toContain('Your consent');
    expect(headings()).not.toContain('Is it safe for you?');
  });
});
