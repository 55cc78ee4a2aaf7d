/** One resource of each kind that has an id in a path, made over HTTP in the clinic: its id by the name that the path gives it. */
import type { TestClinic } from './app.js';
import {
  activePlan,
  consentToPhotographs,
  consentToPublication,
  dismiss,
  photographOf,
  prepare,
  prepareUnread,
  publicationFields,
  stocked,
} from './journey.js';
import { aLink, anAppointment, aPlace, aRequest, aWaitingListEntry, takeRequests } from './place.js';
import { hospitalSettings } from './registered-provider.js';
import { filesOf } from './stages.js';

/** An id that no clinic has. */
export const ABSENT = '01936f00-0000-7000-8000-00000000dead';

export const idsOf = async (clinic: TestClinic): Promise<Record<string, string>> => {
  const dermatologist = clinic.as('dermatologist');
  const admin = clinic.as('admin');
  const { planId, prepared, sessionIds } = await activePlan(clinic);
  const consent = (await dermatologist.get(`/v1/patients/${prepared.patientId}/consents`)).body.items[0].id as string;
  const test = (await dermatologist.get(`/v1/patients/${prepared.patientId}/blood-tests`)).body.items[0].id as string;
  const ruleset = (await dermatologist.get('/v1/contraindication-rulesets')).body.items[0].id as string;
  const draft = (await admin.post('/v1/contraindication-rulesets', { basedOn: ruleset })).body.id as string;
  const job = (await dermatologist.post(`/v1/contraindication-rulesets/${draft}/publish`, { reason: 'Agreed' }, { ifMatch: 1 })).body.jobId as string;
  const listed = async (list: string, entry: object) => (await dermatologist.post(`/v1/patients/${prepared.patientId}/${list}`, entry)).body.id as string;
  const client = await clinic.asClient(['patient.read']);
  const graded = { scale: 'ludwig', assessedAt: '2026-01-20T10:30:00+05:30', assessor: 'clinician', grade: 'I' };
  const scale = (await dermatologist.post(`/v1/patients/${prepared.patientId}/scales`, graded)).body.id as string;
  await consentToPhotographs(clinic, prepared.patientId);
  const photo = (await photographOf(clinic, prepared.patientId)).body.id as string;
  await consentToPublication(clinic, prepared.patientId);
  const publication = (await dermatologist.post(`/v1/photos/${photo}/publications`, publicationFields)).body.id as string;
  const rated = { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: '2026-01-20T10:30:00+05:30' };
  const rating = (await dermatologist.post(`/v1/treatment-plans/${planId}/ratings`, rated)).body.id as string;
  const allowed = { name: 'For one', scopes: ['patient.read'], maxRegistrations: 1, validForDays: 1 };
  const { body: registration } = await admin.post('/v1/client-registration-tokens', allowed);
  const { body: identityProvider } = await admin.post('/v1/identity-providers', { ...hospitalSettings, clinicValue: clinic.id });
  const { body: taught } = await dermatologist.post('/v1/formulary-entries', {
    kind: 'substance',
    name: 'Examplin',
    codes: [{ system: 'atc', code: 'B01AC06' }],
  });
  const { body: imported } = await admin.sendForm('post', '/v1/formulary-entries/import', await filesOf({ file: 'names.csv' }));
  const stock = await stocked(clinic);
  const session = `/v1/treatment-sessions/${sessionIds[1]}`;
  await dermatologist.post(`${session}/start`, {}, { ifMatch: 1 });
  const seen = { type: 'swelling', grade: 1, onsetAt: new Date().toISOString() };
  const adverseEvent = (await dermatologist.post(`${session}/adverse-events`, seen)).body.id as string;
  const dismissal = (await dismiss(clinic, await prepareUnread(clinic))).body.id as string;
  const { checkId: overriddenCheckId } = await prepare(clinic, { medicalHistory: { screening: { hypertension: 'yes' } } });
  const override = { ruleId: 'mesotherapy.hypertension', reason: 'Well controlled for years' };
  const { body: overridden } = await dermatologist.post(`/v1/contraindication-checks/${overriddenCheckId}/overrides`, override);
  const estimate = (await dermatologist.post(`/v1/treatment-plans/${planId}/estimates`, {})).body.id as string;
  await dermatologist.post(`/v1/estimates/${estimate}/accept`, { acceptorName: 'Asha Testperson' });
  const charged = { lines: [{ kind: 'other', description: 'A visit', quantity: 1, unitPrice: { amount: '1.00', currency: 'INR' } }], reason: 'Ended early' };
  const bill = (await dermatologist.post(`/v1/treatment-plans/${planId}/bills`, charged)).body.id as string;
  const needed = { reason: 'Collapsed in the waiting room' };
  const emergency = (await clinic.as('technician').post(`/v1/patients/${prepared.patientId}/emergency-accesses`, needed)).body.id as string;
  const appointment = await anAppointment(clinic, prepared.patientId);
  // Before a second location, which would have to be named.
  const requestId = await aRequest(clinic);
  const { linkId, secret } = await aLink(clinic, appointment, 'confirm');
  const slug = await takeRequests(clinic);
  const { body: subscription } = await admin.post('/v1/calendar-subscriptions', { staffId: clinic.staff.technician });
  return {
    ...(await aPlace(clinic)),
    waitingListEntryId: await aWaitingListEntry(clinic, prepared.patientId),
    calendarSubscriptionId: subscription.id as string,
    // No calendar is called so.
    calendarFile: 'none.ics',
    appointmentId: appointment,
    requestId,
    linkId,
    link: secret,
    slug,
    // No region is written so.
    region: 'haryana',
    dismissalId: dismissal,
    patientId: prepared.patientId,
    consultationId: prepared.consultationId,
    checkId: prepared.checkId,
    overriddenCheckId,
    overrideId: overridden.overrides[0].id as string,
    rulesetId: ruleset,
    jobId: job,
    planId,
    sessionId: sessionIds[0]!,
    adverseEventId: adverseEvent,
    consentId: consent,
    scaleId: scale,
    bloodTestId: test,
    conditionId: await listed('conditions', { text: 'Thinning' }),
    allergyId: await listed('allergies', { substance: { text: 'latex' } }),
    medicationId: await listed('medications', { name: 'Biotin' }),
    procedureId: await listed('procedures', { text: 'Transplant' }),
    photoId: photo,
    publicationId: publication,
    ratingId: rating,
    estimateId: estimate,
    billId: bill,
    productId: stock.productId,
    lotId: stock.lotId,
    stockLocationId: stock.locationId,
    protocolId: (await dermatologist.get('/v1/treatment-protocols')).body.items[0].id as string,
    entryId: taught.id as string,
    importId: imported.importId as string,
    emergencyAccessId: emergency,
    staffId: clinic.staff.technician,
    integrationClientId: client.id,
    registrationTokenId: registration.id as string,
    identityProviderId: identityProvider.id as string,
    // A code that no list has.
    system: 'icd-10',
    code: 'none',
    // A treatment that no clinic offers: of one that is offered each clinic has rules of its own.
    treatment: 'hair-transplant',
  };
};
