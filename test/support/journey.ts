/** The way of a patient up to a plan, as the tests of plans and sessions need it. */
import { consultationExamples } from '../../src/consultations/index.js';
import type { FormParts, Sent, TestClinic } from './app.js';
import { productExamples } from '../../src/products/index.js';
import { photographWithMetadata } from './pictures.js';

const DAY = 86_400_000;

export const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY + 5.5 * 3_600_000).toISOString().slice(0, 10);
export const instantFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

/** The example's consultation, as if it were held now. */
export const consultationToday = (medicalHistory: object = {}) => {
  const { whole } = consultationExamples;
  return {
    ...whole,
    startedAt: instantFromNow(0),
    vitalSigns: { ...whole.vitalSigns, measuredAt: instantFromNow(0) },
    medicalHistory: { ...whole.medicalHistory, pregnancy: { status: 'no', assessedOn: dayFromNow(0) }, ...medicalHistory },
    bloodTests: whole.bloodTests.map((test) => ({ ...test, collectedAt: instantFromNow(-8) })),
    trichoanalyses: whole.trichoanalyses.map((trichoanalysis) => ({ ...trichoanalysis, performedAt: instantFromNow(0) })),
  };
};

export interface Prepared {
  patientId: string;
  consultationId: string;
  checkId: string;
}

/** A patient with a consultation (signed unless told otherwise) and a check. */
export const prepare = async (
  clinic: TestClinic,
  { treatment = 'mesotherapy', sign = true, medicalHistory = {} }: { treatment?: string; sign?: boolean; medicalHistory?: object } = {},
): Promise<Prepared> => {
  const dermatologist = clinic.as('dermatologist');
  const patient = await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', birthDate: '1991-04-03' });
  const patientId = patient.body.id as string;
  const consultation = await dermatologist.post(`/v1/patients/${patientId}/consultations`, consultationToday(medicalHistory));
  const consultationId = consultation.body.id as string;
  if (sign) await dermatologist.post(`/v1/consultations/${consultationId}/sign`, undefined, { ifMatch: 1 });
  const check = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(0), consultationId });
  return { patientId, consultationId, checkId: check.body.id as string };
};

/** A check that has not read a medicine, which nobody knows, and the id of that item. */
export const prepareUnread = async (clinic: TestClinic, name = 'Zorvexil drops'): Promise<Prepared & { itemId: string }> => {
  const prepared = await prepare(clinic, { medicalHistory: { medications: [{ name, status: 'active' }] } });
  const { body } = await clinic.as('dermatologist').get(`/v1/contraindication-checks/${prepared.checkId}`);
  const [item] = body.unread as { id: string }[];
  return { ...prepared, itemId: item!.id };
};

/** A dermatologist's decision that the item does not matter. */
export const dismiss = (clinic: TestClinic, { checkId, itemId }: { checkId: string; itemId: string }, body: object = {}) =>
  clinic
    .as('dermatologist')
    .post(`/v1/contraindication-checks/${checkId}/dismissals`, { itemId, reason: 'A herbal tea; its ingredients were looked up', ...body });

export const planFor = ({ consultationId, checkId }: Prepared, treatment = 'mesotherapy', series: object = {}) => ({
  treatment,
  consultationId,
  contraindicationCheckId: checkId,
  indication: 'Thinning at the crown',
  areas: [{ zone: 'vertex', size: { value: 60, unit: 'cm2' } }],
  series: { sessions: treatment === 'mesotherapy' ? 8 : 3, intervalDays: 14, startOn: dayFromNow(0), ...series },
});

export const consentTo = (clinic: TestClinic, patientId: string, treatment = 'mesotherapy') =>
  clinic.as('dermatologist').post(`/v1/patients/${patientId}/consents`, {
    kind: 'treatment',
    treatment,
    documentVersion: '2026-01',
    language: 'en-IN',
    signatory: { name: 'Asha Testperson', relationship: 'self' },
    signedAt: instantFromNow(0),
  });

/** The consent that comes before every photograph; signed long enough ago for any of the tests. */
export const consentToPhotographs = (clinic: TestClinic, patientId: string, signedAt = '2026-01-20T10:30:00+05:30') =>
  clinic.as('dermatologist').post(`/v1/patients/${patientId}/consents`, {
    kind: 'photography-record',
    documentVersion: '2026-01',
    language: 'en-IN',
    signatory: { name: 'Asha Testperson', relationship: 'self' },
    signedAt,
  });

/** The consent that comes before every publication of a photograph. */
export const consentToPublication = (clinic: TestClinic, patientId: string, signedAt = '2026-01-20T10:30:00+05:30') =>
  clinic.as('dermatologist').post(`/v1/patients/${patientId}/consents`, {
    kind: 'photography-publication',
    documentVersion: '2026-01',
    language: 'en-IN',
    signatory: { name: 'Asha Testperson', relationship: 'self' },
    signedAt,
  });

/** A publication, of a day on which the photograph of the tests had been taken and that consent stands. */
export const publicationFields = { place: 'The clinic’s website', url: 'https://clinic.example/pictures', publishedAt: '2026-02-02T10:00:00+05:30' };

export const photographFields = { region: 'vertex', angle: 'top', takenAt: '2026-02-01T10:40:00+05:30' };

/** A photograph of the crown. */
export const photographOf = async (clinic: TestClinic, patientId: string, parts: FormParts = {}, sent: Sent = {}) =>
  clinic
    .as('dermatologist')
    .sendForm('post', `/v1/patients/${patientId}/photos`, { file: await photographWithMetadata(), ...photographFields, ...parts }, sent);

/** What micropigmentation begins with: the consent to photographs, and one. */
export const photographed = async (clinic: TestClinic, patientId: string): Promise<string> => {
  await consentToPhotographs(clinic, patientId);
  return (await photographOf(clinic, patientId)).body.id as string;
};

/** A plan that is active, with its sessions. */
export const activePlan = async (
  clinic: TestClinic,
  treatment = 'mesotherapy',
): Promise<{ planId: string; version: number; prepared: Prepared; sessionIds: string[] }> => {
  const dermatologist = clinic.as('dermatologist');
  const prepared = await prepare(clinic, { treatment });
  const { body } = await dermatologist.post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared, treatment));
  const path = `/v1/treatment-plans/${body.id}`;
  await consentTo(clinic, prepared.patientId, treatment);
  if (treatment === 'scalp-micropigmentation') await photographed(clinic, prepared.patientId);
  for (const [index, action] of ['propose', 'accept', 'start'].entries()) {
    const moved = await dermatologist.post(`${path}/${action}`, undefined, { ifMatch: index + 1 });
    if (moved.status !== 200) throw new Error(`${action}: ${moved.text}`);
  }
  const sessions = await dermatologist.get(`${path}/sessions`);
  return { planId: body.id as string, version: 4, prepared, sessionIds: (sessions.body.items as { id: string }[]).map((session) => session.id) };
};

export interface Stocked {
  productId: string;
  locationId: string;
  lotId: string;
}

/** A product with a lot that lasts, in a place of its own. */
export const stocked = async (
  clinic: TestClinic,
  { product = productExamples.solution, ...lot }: { product?: { stockUnit: string }; expiresOn?: string; received?: { value: number; unit: string } } = {},
): Promise<Stocked> => {
  const dermatologist = clinic.as('dermatologist');
  const created = async (path: string, body: object): Promise<string> => {
    const answer = await dermatologist.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
    return answer.body.id as string;
  };
  const productId = await created('/v1/products', product);
  const locationId = await created('/v1/stock-locations', { name: `Cupboard ${productId}` });
  const received = { value: 100, unit: product.stockUnit };
  const lotId = await created('/v1/product-lots', { productId, lotNumber: 'A-1', expiresOn: '2099-06-30', received, locationId, ...lot });
  return { productId, locationId, lotId };
};
