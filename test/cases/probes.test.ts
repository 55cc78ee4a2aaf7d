/**
 * The corpus of probes: one change each of a healthy person, and the mildest outcome that a careful dermatologist accepts.
 * `npm run probes` prints all of them as a table.
 */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp } from '../support/app.js';
import { probes } from './probes/index.js';
import type { Probe, Verdict } from './probes/probe.js';
import { run } from './probes/run.js';

let app: TestApp;
let dermatologist: Caller;
const all: Verdict[] = [];

/** Where `npm run probes` reads what came of them. */
const report = process.env.HAIRLINE_PROBES_REPORT;

beforeAll(async () => {
  app = await startApp();
  dermatologist = (await app.clinic()).as('dermatologist');
});
afterAll(async () => {
  if (report) writeFileSync(report, JSON.stringify(all));
  await app.stop();
});

const line = ({ change, treatment, got, atLeast, atMost, because, detail }: Verdict): string =>
  `${change} (${treatment}): ${got}, ${atLeast ? `at least ${atLeast}` : `at most ${atMost}`}: ${because}${detail ? ` [${detail}]` : ''}`;

const byKind = Map.groupBy(probes, ({ kind }) => kind);

describe('a healthy person with one change', () => {
  it.each([...byKind])('is cleared of nothing, and kept waiting for nothing harmless: %s', async (_kind: string, ofKind: readonly Probe[]) => {
    const verdicts: Verdict[] = [];
    for (const probe of ofKind) verdicts.push(...(await run(dermatologist, probe)));
    all.push(...verdicts);
    expect(verdicts.filter(({ milder, graver }) => milder || graver).map(line)).toEqual([]);
  });

  it('is tried in at least 750 ways, each with an expectation', () => {
    expect(probes.length).toBeGreaterThanOrEqual(750);
    expect(probes.filter(({ atLeast, atMost }) => !atLeast && !atMost)).toEqual([]);
  });
});
