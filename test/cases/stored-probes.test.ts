/** Probes of what is stored: see `probes/stored.ts`. `npm run probes` prints them too. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { expectedFor, verdictOf, type Verdict } from './probes/probe.js';
import { runStored, storedProbes, type StoredProbe } from './probes/stored.js';

let app: TestApp;
let clinic: TestClinic;
const all: Verdict[] = [];

const report = process.env.HAIRLINE_STORED_PROBES_REPORT;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(async () => {
  if (report) writeFileSync(report, JSON.stringify(all));
  await app.stop();
});

const byKind = Map.groupBy(storedProbes, ({ kind }) => kind);

/** What came of a probe; where the change could not be recorded, that. */
const verdictsOf = async (probe: StoredProbe): Promise<Verdict[]> => {
  try {
    const answers = await runStored(clinic, probe);
    return answers
      .filter(({ treatment }) => expectedFor(probe.atLeast, treatment) ?? expectedFor(probe.atMost, treatment))
      .map(({ treatment, got }) => verdictOf(probe, treatment, got, null));
  } catch (error) {
    return [verdictOf({ ...probe, mayRefuse: false }, 'mesotherapy', 'refused', (error as Error).message.slice(0, 300))];
  }
};

describe('a healthy person of the record with one change', () => {
  it.each([...byKind])('is cleared of nothing, and kept waiting for nothing harmless: %s', async (_kind: string, ofKind: readonly StoredProbe[]) => {
    const verdicts: Verdict[] = [];
    for (const probe of ofKind) verdicts.push(...(await verdictsOf(probe)));
    all.push(...verdicts);
    const wrong = verdicts.filter(({ milder, graver }) => milder || graver);
    expect(
      wrong.map(
        ({ change, treatment, got, atLeast, atMost, because, detail }) =>
          `${change} (${treatment}): ${got}, not ${atLeast ?? `at most ${atMost}`}: ${because} ${detail ?? ''}`,
      ),
    ).toEqual([]);
  });
});
