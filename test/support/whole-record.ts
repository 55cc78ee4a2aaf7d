/** A patient of whom the clinic holds something of every kind, in every state: for the tests of what shows the whole record. */
import { productExamples } from '../../src/products/index.js';
import { treatmentExamples } from '../../src/treatments/index.js';
import type { Caller, TestClinic } from './app.js';
import {
  activePlan,
  consentTo,
  consentToPhotographs,
  consultationToday,
  dayFromNow,
  photographOf,
  planFor,
  publicationFields,
  stocked,
  type Prepared,
} from './journey.js';
import { aPdf } from './pictures.js';
import { anAppointment, aWaitingListEntry } from './place.js';

export interface WholeRecord {
  patientId: string;
  /** The record that was merged into it. */
  mergedId: string;
  /** Signed and amended. */
  consultationId: string;
  photoId: string;
  /** Entered in error. */
  wrongPhotoId: string;
  consentWithDocument: string;
}

const CONSENT_TEXT = 'I agree to photographs for my record.  They stay in the clinic. ✓';

/** Sends, and fails when the server refuses. */
const sent = async (answer: Promise<{ status: number; text: string; body: Record<string, never> }>): Promise<Record<string, never>> => {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${text}`);
  return body;
};

const idOf = async (answer: Parameters<typeof sent>[0]): Promise<string> => (await sent(answer)).id!;

const register = (by: Caller, more: object = {}): Promise<string> =>
  idOf(by.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', ...more }));

const walkPlan = async (by: Caller, patientId: string, prepared: Prepared, actions: readonly [string, object?][]): Promise<string> => {
  const planId = await idOf(by.post(`/v1/patients/${patientId}/treatment-plans`, planFor(prepared)));
  for (const [index, [action, body]] of actions.entries()) await sent(by.post(`/v1/treatment-plans/${planId}/${action}`, body, { ifMatch: index + 1 }));
  return planId;
};

const sessionsOf = async (by: Caller, planId: string): Promise<string[]> =>
  ((await sent(by.get(`/v1/treatment-plans/${planId}/sessions`))).items! as { id: string }[]).map(({ id }) => id);

const treat = async (by: Caller, sessionIds: readonly string[]): Promise<void> => {
  const [done, cancelled, missed, open] = sessionIds.map((id) => `/v1/treatment-sessions/${id}`) as [string, string, string, string];
  await sent(by.post(`${done}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 }));
  await sent(by.post(`${done}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 }));
  await sent(by.post(`${cancelled}/cancel`, { reason: 'Travelling' }, { ifMatch: 1 }));
  await sent(by.patch(missed, { scheduledOn: dayFromNow(0) }, { ifMatch: 1 }));
  await sent(by.post(`${missed}/no-show`, undefined, { ifMatch: 2 }));
  await sent(by.post(`${open}/start`, { intervalReason: 'The patient travels; another zone than this morning' }, { ifMatch: 1 }));
};

/** A supervised session with what it used, amended and countersigned; what came after it; what it costs and how it is rated. */
const followUp = async (clinic: TestClinic, planId: string, sessionId: string): Promise<void> => {
  const [by, session, plan] = [clinic.as('dermatologist'), `/v1/treatment-sessions/${sessionId}`, `/v1/treatment-plans/${planId}`];
  const { lotId, locationId } = await stocked(clinic);
  const products = [{ lotId, locationId, amount: 2, unit: productExamples.solution.stockUnit }];
  const intervalReason = 'Another zone than in the session of the other plan';
  await sent(by.post(`${session}/start`, { supervisedBy: clinic.staff.dermatologist, intervalReason }, { ifMatch: 1 }));
  await sent(by.post(`${session}/complete`, { ...treatmentExamples.mesotherapyRecord, products }, { ifMatch: 2 }));
  await sent(
    by.post(`${session}/amendments`, { reason: 'Forgotten', changes: { note: 'Slept well', products: [{ ...products[0], amount: 1 }] } }, { ifMatch: 3 }),
  );
  await sent(by.post(`${session}/countersign`, {}, { ifMatch: 4 }));
  const event = await idOf(by.post(`${session}/adverse-events`, { type: 'infection', grade: 4, onsetAt: new Date().toISOString() }));
  await sent(by.post(`/v1/adverse-events/${event}/follow-ups`, { note: 'Better' }, { ifMatch: 1 }));
  await sent(by.post(`/v1/adverse-events/${event}/decision`, { decision: 'resume', reason: 'Healed' }, { ifMatch: 2 }));
  await sent(by.patch(`/v1/adverse-events/${event}`, { outcome: 'recovered', resolvedAt: new Date().toISOString() }, { ifMatch: 3 }));
  const wrong = await idOf(by.post(`${session}/adverse-events`, { type: 'swelling', grade: 1, onsetAt: new Date().toISOString() }));
  await sent(by.post(`/v1/adverse-events/${wrong}/entered-in-error`, { reason: 'Another session' }, { ifMatch: 1 }));
  await sent(by.post(`/v1/product-lots/${lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 }));
  await sent(by.post(`${plan}/resume`, { parallelReason: 'The temples by a plan of their own' }, { ifMatch: 5 }));
  const quote = await idOf(by.post(`${plan}/estimates`, {}));
  await sent(by.post(`/v1/estimates/${quote}/accept`, { acceptorName: 'Asha Testperson' }));
  await sent(
    by.post(`${plan}/bills`, {
      lines: [{ kind: 'session', description: 'One session', quantity: 1, unitPrice: { amount: '2850.00', currency: 'INR' } }],
      reason: 'Ended early',
    }),
  );
  await sent(by.post(`${plan}/ratings`, { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: new Date().toISOString() }));
};

const completePlan = async (clinic: TestClinic, planId: string): Promise<void> => {
  const by = clinic.as('dermatologist');
  const [first, ...others] = await sessionsOf(by, planId);
  await followUp(clinic, planId, first!);
  for (const id of others) await sent(by.post(`/v1/treatment-sessions/${id}/cancel`, { reason: 'Enough' }, { ifMatch: 1 }));
  await sent(by.post(`/v1/treatment-plans/${planId}/complete`, undefined, { ifMatch: 6 }));
};

const fillLists = async (by: Caller, patientId: string): Promise<void> => {
  const entries: [string, object][] = [
    ['conditions', { text: 'Thinning' }],
    ['allergies', { substance: { text: 'latex' }, reaction: 'Rash' }],
    ['medications', { name: 'Biotin', status: 'active' }],
    ['procedures', { text: 'Transplant', performedOn: '2020' }],
  ];
  for (const [list, entry] of entries) await sent(by.post(`/v1/patients/${patientId}/${list}`, entry));
  const wrong: [string, object, object][] = [
    ['conditions', { text: 'Psoriasis' }, { onset: '2020' }],
    ['allergies', { substance: { text: 'Nuts' } }, { criticality: 'high' }],
    ['medications', { name: 'Cetirizine' }, { note: 'At night' }],
    ['procedures', { text: 'Appendicectomy' }, { performedOn: '2010' }],
  ];
  for (const [list, entry, change] of wrong) {
    const id = await idOf(by.post(`/v1/patients/${patientId}/${list}`, entry));
    await sent(by.patch(`/v1/${list}/${id}`, change, { ifMatch: 1 }));
    await sent(by.post(`/v1/${list}/${id}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 2 }));
  }
};

const addResults = async (by: Caller, patientId: string): Promise<void> => {
  const [test] = consultationToday().bloodTests;
  await sent(by.post(`/v1/patients/${patientId}/blood-tests`, { ...test, laboratory: 'Example Laboratory', collectedAt: '2026-01-05T08:00:00Z' }));
  const wrong = await idOf(by.post(`/v1/patients/${patientId}/blood-tests`, { ...test, laboratory: 'Other Laboratory', collectedAt: '2026-01-06T08:00:00Z' }));
  await sent(by.post(`/v1/blood-tests/${wrong}/entered-in-error`, { reason: 'Another person' }));
  const graded = { scale: 'ludwig', assessedAt: '2026-01-20T10:30:00+05:30', assessor: 'clinician', grade: 'I' };
  await sent(by.post(`/v1/patients/${patientId}/scales`, graded));
  const wrongScale = await idOf(by.post(`/v1/patients/${patientId}/scales`, { ...graded, grade: 'II' }));
  await sent(by.post(`/v1/scales/${wrongScale}/entered-in-error`, { reason: 'Wrong picture' }, { ifMatch: 1 }));
};

const addPhotographs = async (clinic: TestClinic, patientId: string): Promise<{ photoId: string; wrongPhotoId: string; consentWithDocument: string }> => {
  const by = clinic.as('dermatologist');
  const signed = await consentToPhotographs(clinic, patientId);
  const photoId = await idOf(photographOf(clinic, patientId));
  const wrongPhotoId = await idOf(photographOf(clinic, patientId, { region: 'frontal' }));
  await sent(by.post(`/v1/photos/${wrongPhotoId}/entered-in-error`, { reason: 'Taken of another patient' }, { ifMatch: 1 }));
  await sent(by.sendForm('put', `/v1/consents/${signed.body.id}/document`, { file: aPdf }, { ifMatch: 1 }));
  const withdrawn = await idOf(
    by.post(`/v1/patients/${patientId}/consents`, {
      kind: 'photography-publication',
      documentVersion: '2026-01',
      language: 'en-IN',
      signatory: { name: 'Asha Testperson', relationship: 'self' },
      signedAt: '2026-01-20T10:30:00+05:30',
      text: CONSENT_TEXT,
    }),
  );
  for (const place of ['The clinic’s website', 'A leaflet']) await sent(by.post(`/v1/photos/${photoId}/publications`, { ...publicationFields, place }));
  await sent(by.post(`/v1/consents/${withdrawn}/withdraw`, { reason: 'Changed her mind' }, { ifMatch: 1 }));
  const listed = await sent(by.get(`/v1/patients/${patientId}/photo-publications`));
  const [{ id: publication }] = listed.items as unknown as [{ id: string }];
  await sent(by.post(`/v1/photo-publications/${publication}/take-down`, { note: 'Removed' }, { ifMatch: 1 }));
  const wrong = await idOf(consentTo(clinic, patientId, 'scalp-micropigmentation'));
  await sent(by.post(`/v1/consents/${wrong}/entered-in-error`, { reason: 'Signed by another patient' }, { ifMatch: 1 }));
  return { photoId, wrongPhotoId, consentWithDocument: signed.body.id as string };
};

/** Draft, signed, amended, and entered in error with a part that an amendment took back. */
const addConsultations = async (by: Caller, patientId: string, signedId: string): Promise<void> => {
  await sent(
    by.post(`/v1/consultations/${signedId}/amendments`, { reason: 'Forgotten', changes: { recommendation: { note: 'Wait a month' } } }, { ifMatch: 2 }),
  );
  const wrong = await idOf(by.post(`/v1/patients/${patientId}/consultations`, consultationToday()));
  await sent(by.post(`/v1/consultations/${wrong}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 1 }));
  const history = { screening: { ...consultationToday().medicalHistory.screening, hypertension: 'yes' } };
  await sent(by.post(`/v1/patients/${patientId}/consultations`, consultationToday(history)));
};

const overrideACheck = async (clinic: TestClinic, patientId: string): Promise<void> => {
  const by = clinic.as('dermatologist');
  const check = await idOf(by.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(0) }));
  const unread = await sent(
    by.post(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: dayFromNow(0),
      ingredients: ['Zorvexil', 'Quexapril'],
    }),
  );
  for (const { id } of unread.unread as unknown as { id: string }[]) {
    const reason = 'Plain water, as its maker has confirmed';
    const dismissal = await idOf(by.post(`/v1/contraindication-checks/${unread.id}/dismissals`, { itemId: id, reason }));
    if (id === (unread.unread as unknown as { id: string }[])[0]!.id)
      await sent(by.post(`/v1/contraindication-dismissals/${dismissal}/revoke`, { reason: 'The maker was mistaken' }));
  }
  await sent(by.post(`/v1/contraindication-checks/${check}/overrides`, { ruleId: 'mesotherapy.hypertension', reason: 'Well controlled for years' }));
  const history = { screening: { ...consultationToday().medicalHistory.screening, 'heart-condition': 'yes' } };
  await sent(by.post(`/v1/patients/${patientId}/consultations`, consultationToday(history)));
  const grave = { treatment: 'mesotherapy', plannedOn: dayFromNow(0), ingredients: ['minoxidil'] };
  const second = await idOf(by.post(`/v1/patients/${patientId}/contraindication-checks`, grave));
  const override = { ruleId: 'mesotherapy.heart-condition', reason: 'Long ago, and healed' };
  const overridden = await sent(by.post(`/v1/contraindication-checks/${second}/overrides`, override));
  const [{ id }] = overridden.overrides as unknown as [{ id: string }];
  await sent((await clinic.another('dermatologist')).post(`/v1/contraindication-checks/${second}/overrides/${id}/confirm`));
};

export const wholeRecord = async (clinic: TestClinic): Promise<WholeRecord> => {
  const by = clinic.as('dermatologist');
  const { planId, prepared, sessionIds } = await activePlan(clinic);
  const { patientId, consultationId } = prepared;
  const files = await addPhotographs(clinic, patientId);
  await sent(by.post(`/v1/treatment-plans/${planId}/hold`, { reason: 'Travelling' }, { ifMatch: 4 }));
  await sent(by.post(`/v1/treatment-plans/${planId}/resume`, undefined, { ifMatch: 5 }));
  await treat(by, sessionIds);
  await sent(by.post(`/v1/treatment-plans/${planId}/ratings`, { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: '2026-01-20T10:30:00+05:30' }));
  await walkPlan(by, patientId, prepared, [['cancel', { reason: 'Another plan' }]]);
  await completePlan(
    clinic,
    await walkPlan(by, patientId, prepared, [['propose'], ['accept'], ['start', { parallelReason: 'The temples by a plan of their own' }]]),
  );
  await anAppointment(clinic, patientId, { note: 'Needs the step-free entrance' });
  await aWaitingListEntry(clinic, patientId, { reason: 'Is in town until Friday' });
  await fillLists(by, patientId);
  await addResults(by, patientId);
  await addConsultations(by, patientId, consultationId);
  await overrideACheck(clinic, patientId);
  const changed = {
    identifiers: [{ system: 'https://id.example', value: patientId }],
    phones: [{ value: '+919812345600', use: 'mobile' }],
    addresses: [{ city: 'Gurugram' }],
    emergencyContact: { name: 'Kiran Testperson', phone: '+919812345601' },
  };
  await sent(by.patch(`/v1/patients/${patientId}`, changed, { ifMatch: 1 }));
  const mergedId = await register(by, { names: [{ text: 'Asha Formerly' }] });
  await sent(by.post(`/v1/patients/${mergedId}/conditions`, { text: 'Eczema' }));
  await consentTo(clinic, mergedId);
  await sent(by.post(`/v1/patients/${mergedId}/merge`, { into: patientId, reason: 'Registered twice' }, { ifMatch: 1 }));
  const twin = await register(by, { names: [{ text: 'Usha Testperson' }] });
  await sent(by.post(`/v1/patients/${twin}/merge`, { into: patientId, reason: 'The same number' }, { ifMatch: 1 }));
  await sent(by.post(`/v1/patients/${twin}/unmerge`, { reason: 'Twins' }, { ifMatch: 2 }));
  return { patientId, mergedId, consultationId, ...files };
};
