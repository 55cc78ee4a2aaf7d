/** 3,000 requests made from the API document, the same each time; `npm run fuzz` sends others, and more. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApp } from '../support/app.js';
import { startListening } from '../support/log-in.js';
import { operations } from '../support/openapi-validator.js';
import { Fuzzer } from './fuzzer/fuzzer.js';

const REQUESTS = 3_000;
const SEED = 14;

describe('requests made from the API document', () => {
  let app: TestApp;
  let url: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
  });
  afterAll(() => app.stop());

  it('are all answered as the document says, never with an error of the server, never with an id of another clinic', async () => {
    const { requests, statuses, succeeded, findings } = await (await Fuzzer.prepare(app, url)).run(REQUESTS, { seed: SEED });
    expect(findings).toEqual([]);
    expect(requests).toBe(REQUESTS);
    // It is worth something only where much of it gets through.
    expect(succeeded.size).toBeGreaterThan(operations.length / 2);
    const done = [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0);
    expect(done).toBeGreaterThan(REQUESTS / 6);
  });
});
