/** `hairline demo --clinic`, with few patients: every state must be there, and the same seed must make the same clinic. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hairline, newInstallation, removeDirectory, Server, type Ended } from './hairline-process.js';

const PATIENTS = 14;

describe('a clinic that has worked for two years', () => {
  const directory = newInstallation();
  let server: Server;
  let first: Ended;
  let token: string;

  const make = (name: string, ...more: string[]): Ended =>
    hairline({ directory }, 'demo', '--clinic', '--json', '--name', name, '--patients', String(PATIENTS), '--seed', '7', ...more);
  const read = async (path: string): Promise<{ items: Record<string, unknown>[]; total?: number }> => {
    const answer = await server.fetch(path, { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { items: Record<string, unknown>[] };
  };
  const parsed = ({ stdout }: Ended) => JSON.parse(stdout) as { dermatologist: string; counts: Record<string, number> };

  beforeAll(async () => {
    server = await Server.start({ directory });
    first = make('Small Synthetic Clinic');
    token = (JSON.parse(hairline({ directory }, 'token', '--json', '--email', parsed(first).dermatologist).stdout) as { token: string }).token;
  });
  afterAll(async () => {
    await server.stop();
    removeDirectory(directory);
  });

  it('has plans in every state, and sessions that took place, were missed or are to come', () => {
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`${PATIENTS} patients`) });
    const { counts } = parsed(first);
    expect(counts.patients).toBe(PATIENTS);
    for (const state of ['draft', 'proposed', 'accepted', 'active', 'on-hold', 'completed', 'cancelled'])
      expect([state, counts[`plans ${state}`]]).not.toEqual([state, 0]);
    for (const state of ['scheduled', 'completed', 'cancelled', 'no-show']) expect([state, counts[`sessions ${state}`]]).not.toEqual([state, 0]);
    expect(counts['adverse events']).toBeGreaterThan(0);
  });

  it('is the same clinic from the same seed', () => {
    expect(parsed(make('Small Synthetic Twin')).counts).toEqual(parsed(first).counts);
  });

  it('has a past in which everything happened on its day', async () => {
    const { items } = await read('/v1/treatment-sessions?status=completed&limit=200');
    const now = Date.now();
    for (const { scheduledOn, startedAt, endedAt } of items as { scheduledOn: string; startedAt: string; endedAt: string }[]) {
      expect(new Date(Date.parse(startedAt) + 5.5 * 3_600_000).toISOString().slice(0, 10)).toBe(scheduledOn);
      expect(Date.parse(endedAt)).toBeGreaterThan(Date.parse(startedAt));
      expect(Date.parse(endedAt)).toBeLessThan(now);
    }
    const days = items.map(({ scheduledOn }) => String(scheduledOn)).sort();
    expect(Date.parse(days.at(-1)!) - Date.parse(days[0]!)).toBeGreaterThan(365 * 86_400_000);
  });

  it('gives and plans sessions while it is open, and on no Sunday', async () => {
    const all = (
      await Promise.all(['completed', 'scheduled', 'cancelled', 'no-show'].map((status) => read(`/v1/treatment-sessions?status=${status}&limit=200`)))
    ).flatMap(({ items }) => items) as {
      scheduledOn: string;
      startedAt: string | null;
      endedAt: string | null;
      record: object | null;
      warnings: { code: string }[];
    }[];
    expect(all.filter(({ scheduledOn }) => new Date(scheduledOn).getUTCDay() === 0)).toEqual([]);
    const hour = (instant: string) => new Date(Date.parse(instant) + 5.5 * 3_600_000).toISOString().slice(11, 16);
    const given = all.filter(({ record }) => record !== null);
    expect(given.length).toBeGreaterThan(0);
    expect(given.filter(({ startedAt, endedAt }) => hour(startedAt!) < '10:00' || hour(endedAt!) > '19:00')).toEqual([]);
    // What was used is what was recorded, and no two sessions are on one day.
    const codes = new Set(all.flatMap(({ warnings }) => warnings.map(({ code }) => code)));
    expect([...codes].filter((code) => !['unusual-duration', 'against-agreement'].includes(code))).toEqual([]);
    const { weekdays } = (await read('/v1/clinic/opening-days')) as unknown as { weekdays: string[] };
    expect(weekdays).not.toContain('sunday');
  });

  it('has appointments that were kept, cancelled and missed, somebody who walked in, and a week ahead with sessions and times that are held', async () => {
    const { counts } = parsed(first);
    for (const state of ['held', 'booked', 'confirmed', 'done', 'cancelled', 'no-show'])
      expect([state, counts[`appointments ${state}`]]).not.toEqual([state, 0]);
    const dayFromNow = (days: number): string => new Date(Date.now() + 5.5 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
    type Shown = { isWalkIn: boolean; treatmentSession: object | null; status: string; seatedAt: string | null };
    const all = (await read(`/v1/appointments?from=${dayFromNow(-40)}T00:00:00Z&to=${dayFromNow(40)}T00:00:00Z&limit=200`)).items as unknown as Shown[];
    expect(all.some(({ isWalkIn, seatedAt }) => isWalkIn && seatedAt !== null)).toBe(true);
    expect(all.some(({ treatmentSession, status }) => treatmentSession !== null && status === 'done')).toBe(true);
    const openDays = [1, 2, 3, 4, 5, 6].map(dayFromNow).filter((day) => new Date(day).getUTCDay() !== 0);
    for (const on of openDays.slice(0, 5)) {
      const { appointments } = (await read(`/v1/day?on=${on}`)) as unknown as { appointments: Shown[] };
      expect([on, appointments.length]).not.toEqual([on, 0]);
    }
    expect(all.some(({ treatmentSession, status }) => treatmentSession !== null && ['booked', 'confirmed'].includes(status))).toBe(true);
  });

  it('has a recalled lot with people to contact, an accepted quote, and hair that changed', async () => {
    const lots = (await read('/v1/product-lots?limit=200')).items as { id: string; status: string }[];
    expect(lots.filter(({ status }) => status === 'recalled')).toHaveLength(1);
    const exposed = await Promise.all(lots.map(async ({ id }) => (await read(`/v1/product-lots/${id}/people-to-contact`)).items.length));
    expect(Math.max(...exposed)).toBeGreaterThan(0);
    const [plan] = (await read('/v1/treatment-plans?status=completed')).items as { id: string; patientId: string }[];
    const estimate = (await read(`/v1/treatment-plans/${plan!.id}/estimate`)) as unknown as { status: string };
    expect(estimate.status).toBe('accepted');
    const { items } = await read(`/v1/patients/${plan!.patientId}/trichoanalyses?limit=50`);
    expect(new Set(items.map(({ hairDensity }) => JSON.stringify(hairDensity))).size).toBeGreaterThan(1);
  });

  it('does not take the name of a clinic that is there, nor a number that is none', () => {
    expect(make('Small Synthetic Clinic')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is a clinic "Small Synthetic Clinic" already') });
    expect(
      hairline(
        { directory, environment: { NODE_ENV: 'production', ENCRYPTION_KEY: Buffer.alloc(32, 'process tests').toString('base64url') } },
        'demo',
        '--clinic',
      ).stderr,
    ).toContain('no place in production');
    expect(hairline({ directory }, 'demo', '--clinic', '--patients', 'many').stderr).toContain('--patients is a whole number from 1 to 5000.');
  });
});
