/** Sessions in which something of a lot is used, as the tests of stock and recalls need them. */
import { treatmentExamples } from '../../../src/treatments/index.js';
import type { Caller, Sent, TestClinic } from '../../support/app.js';
import { activePlan } from '../../support/journey.js';

export interface RunningSession {
  sessionId: string;
  patientId: string;
}

/** A session that has begun, of a patient of its own. */
export const runningSession = async (clinic: TestClinic): Promise<RunningSession> => {
  const { sessionIds, prepared } = await activePlan(clinic);
  const started = await clinic.as('dermatologist').post(`/v1/treatment-sessions/${sessionIds[0]}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
  if (started.status !== 200) throw new Error(started.text);
  return { sessionId: sessionIds[0]!, patientId: prepared.patientId };
};

/** Completes a session in which these were used. */
export const completeWith = (caller: Caller, sessionId: string, products: object[], record: object = {}, sent: Sent = {}) =>
  caller.post(`/v1/treatment-sessions/${sessionId}/complete`, { ...treatmentExamples.mesotherapyRecord, products, ...record }, { ifMatch: 2, ...sent });
