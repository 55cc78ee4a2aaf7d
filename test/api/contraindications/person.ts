import { expect } from '@jest/globals';
import type { Caller } from '../../support/app.js';
import { listWorkedCases, type WorkedCase } from '../../../src/cli/demo/worked-cases.js';

export const timeZone = 'Asia/Kolkata';

/** One of the worked cases by its number, dated today. */
export const aCase = (id: string): WorkedCase => listWorkedCases(new Date(), timeZone).find((workedCase) => workedCase.id === id)!;

/** Registers the person of a worked case with the consultation, signed where the case signs it. */
export const register = async (dermatologist: Caller, workedCase: WorkedCase = aCase('01')): Promise<{ patientId: string; consultationId: string }> => {
  const { body: patient } = await dermatologist.post('/v1/patients', workedCase.patient);
  const consultation = await dermatologist.post(`/v1/patients/${patient.id}/consultations`, workedCase.consultation);
  expect([consultation.status, consultation.body.errors ?? []]).toEqual([201, []]);
  if (workedCase.sign) await dermatologist.post(`/v1/consultations/${consultation.body.id}/sign`, undefined, { ifMatch: consultation.headers.etag as string });
  return { patientId: patient.id as string, consultationId: consultation.body.id as string };
};
