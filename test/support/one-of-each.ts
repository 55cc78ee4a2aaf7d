/** A patient of whom everything is on record that the clinic keeps, made over HTTP. */
import type { TestClinic } from './app.js';
import { activePlan, consentToPublication, consultationToday, photographOf, publicationFields } from './journey.js';
import { aPdf } from './pictures.js';

export interface OneOfEach {
  patientId: string;
  /** Signed and amended. */
  consultationId: string;
  /** A draft, with a trichoanalysis that cites the photograph. */
  draftId: string;
  photoId: string;
  scaleId: string;
  consentId: string;
}

const entries = {
  conditions: { text: 'Thinning' },
  allergies: { substance: { text: 'latex' } },
  medications: { name: 'Biotin' },
  procedures: { text: 'Transplant' },
};

const signatory = { name: 'Asha Testperson', relationship: 'self' };

export const oneOfEach = async (clinic: TestClinic, identifier = 'W-1'): Promise<OneOfEach> => {
  const dermatologist = clinic.as('dermatologist');
  const done = async (answer: Promise<{ status: number; text: string; body: { id: string } }>): Promise<string> => {
    const { status, text, body } = await answer;
    if (status >= 300) throw new Error(text);
    return body.id;
  };
  const { prepared } = await activePlan(clinic, 'scalp-micropigmentation');
  const { patientId, consultationId } = prepared;
  const path = `/v1/patients/${patientId}`;
  await done(dermatologist.patch(path, { identifiers: [{ system: 'https://id.example', value: identifier }] }, { ifMatch: 1 }));
  const amendment = { reason: 'Forgotten', changes: { reason: 'Thinning at the crown, and at the temples' } };
  await done(dermatologist.post(`/v1/consultations/${consultationId}/amendments`, amendment, { ifMatch: 2 }));
  const today = consultationToday();
  const photoId = await done(photographOf(clinic, patientId));
  await done(consentToPublication(clinic, patientId));
  await done(dermatologist.post(`/v1/photos/${photoId}/publications`, publicationFields));
  const looks = today.trichoanalyses.map((trichoanalysis) => ({ ...trichoanalysis, photoIds: [photoId] }));
  const draftId = await done(dermatologist.post(`${path}/consultations`, { ...today, bloodTests: [], trichoanalyses: looks }));
  const now = new Date().toISOString();
  const scaleId = await done(
    dermatologist.post(`${path}/scales`, { scale: 'ludwig', assessedAt: now, assessor: 'clinician', grade: 'I', consultationId: draftId }),
  );
  for (const [list, entry] of Object.entries(entries)) await done(dermatologist.post(`${path}/${list}`, entry));
  const consentId = await done(
    dermatologist.post(`${path}/consents`, {
      kind: 'data-sharing',
      documentVersion: '1',
      language: 'en-IN',
      signatory,
      witness: { name: 'Meera Testperson' },
      signedAt: now,
      text: 'As it was signed.',
    }),
  );
  await done(dermatologist.sendForm('put', `/v1/consents/${consentId}/document`, { file: aPdf }, { ifMatch: 1 }));
  await done(dermatologist.post(`${path}/emergency-accesses`, { reason: 'Collapsed in the waiting room' }));
  return { patientId, consultationId, draftId, photoId, scaleId, consentId };
};
