/** What an answer costs is what it asks of PostgreSQL, and waits for: that is counted here, as the benchmark counts it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen, recordOne, type RoundTrip } from '../../../bench/record.js';
import { operations } from '../../../bench/operations.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow, prepare, stocked } from '../../support/journey.js';

const MOST_FOR_A_CHECK = 4;
const MOST_FOR_A_CONSULTATION = 8;

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  listen();
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

/** The round trips of a request, when everything that is read once has been read. */
const tripsOf = async (path: string, body: object): Promise<RoundTrip[]> => {
  const send = async (): Promise<void> => expect((await clinic.as('dermatologist').post(path, body)).status).toBe(201);
  for (let warm = 0; warm < 3; warm++) await send();
  return recordOne(send);
};

const namesIn = (trips: RoundTrip[]): (string | null)[] => trips.flatMap(({ statements }) => statements.map(({ name }) => name));

describe('a contraindication check', () => {
  it.each(['mesotherapy', 'scalp-micropigmentation'])('for %s takes at most 4 round trips', async (treatment) => {
    const { patientId, consultationId } = await prepare(clinic);
    const trips = await tripsOf(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment,
      plannedOn: dayFromNow(0),
      consultationId,
      ingredients: ['biotin'],
    });
    expect(namesIn(trips)).toEqual(expect.arrayContaining(['checks.insert', 'platform.commit']));
    expect(trips.length).toBeLessThanOrEqual(MOST_FOR_A_CHECK);
  });

  it('takes no more with products', async () => {
    const { patientId } = await prepare(clinic);
    const { productId } = await stocked(clinic);
    const trips = await tripsOf(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: dayFromNow(0),
      products: [productId],
    });
    expect(trips.length).toBeLessThanOrEqual(MOST_FOR_A_CHECK);
  });
});

describe('a whole consultation with its blood test and trichoanalyses', () => {
  const { body } = operations.find(({ name }) => name === 'whole consultation')!;
  const whole = body!({ patientId: '', seenPatientId: '', planId: '', consultationId: '', checkId: '', sessionId: '', lotId: '', today: dayFromNow(0) });

  it.each([
    ['of a patient without a plan', async () => prepare(clinic)],
    ['of a patient with an active plan, which is screened again', async () => (await activePlan(clinic)).prepared],
  ])('%s takes at most 8 round trips', async (_whose, patient) => {
    const { patientId } = await patient();
    const trips = await tripsOf(`/v1/patients/${patientId}/consultations`, whole);
    expect(namesIn(trips)).toContain('platform.commit');
    expect(trips.length).toBeLessThanOrEqual(MOST_FOR_A_CONSULTATION);
  });
});
