/**
 * Every operation is called with words that stand nowhere else in each field of its body, in its query, its path and its headers; afterwards
 * neither the log, at its most talkative, nor standard output nor standard error holds any of them.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import supertest from 'supertest';
import { startApp, type TestApp } from '../support/app.js';
import { operations } from '../support/openapi-validator.js';
import { examples, FORM, sendTo, setStage } from '../support/stages.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Of letters, of letters as they stand in an address, of digits. */
const MARKER = 'Zarathustrina-Qxv';
const NUMBER = 7_181_917_171;
const marks = [/zarathustrina/i, /Qxv/, new RegExp(String(NUMBER))];

/** The body with each of its texts and numbers, one after the other, replaced by what is looked for. */
function* marked(value: Json, put: (part: Json) => Json): Generator<Json> {
  if (typeof value === 'string') yield put(MARKER);
  else if (typeof value === 'number') yield put(NUMBER);
  else if (Array.isArray(value))
    for (const [index, part] of value.entries()) yield* marked(part, (next) => put(value.map((json, at) => (at === index ? next : json))));
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) yield* marked(part, (next) => put({ ...value, [name]: next }));
    yield put({ ...value, [MARKER]: NUMBER });
  }
}

/** The first example of each operation has each of its places marked alone. */
const firsts = new Set(new Map([...examples].reverse().map((example) => [example.operation.operationId, example])).values());

/** All of them at once. */
const allMarked = (value: Json): Json => {
  if (typeof value === 'string') return MARKER;
  if (typeof value === 'number') return NUMBER;
  if (Array.isArray(value)) return value.map(allMarked);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, allMarked(part)])) : value;
};

const headers = {
  'user-agent': MARKER,
  'x-request-id': MARKER,
  traceparent: `00-${MARKER}`,
  tracestate: MARKER,
  prefer: `handling=${MARKER}`,
  'accept-language': MARKER,
  'x-forwarded-for': MARKER,
  cookie: `name=${MARKER}`,
  referer: `https://${MARKER}.test/`,
};

describe('what a request says', () => {
  let app: TestApp;
  const said: string[] = [];
  let sent = 0;
  let stored = 0;

  /** What console says does not go through the streams in every thread. */
  const listen = (): void => {
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((chunk) => said.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()) > 0);
    }
    for (const way of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
      jest.spyOn(console, way).mockImplementation((...words: unknown[]) => void said.push(words.map(String).join(' ')));
    }
  };

  beforeAll(async () => {
    app = await startApp({ logLevel: 'trace' });
    listen();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await app.stop();
    expect([sent > 1_500, stored > 100]).toEqual([true, true]);
  });

  const count = ({ status }: { status: number }): void => {
    sent++;
    if (status < 300) stored++;
  };

  const expectSilence = (): void => {
    const everything = [...app.log, ...said].join('\n');
    for (const mark of marks) {
      const at = everything.search(mark);
      expect(at < 0 ? '' : everything.slice(Math.max(0, at - 300), at + 100)).toBe('');
    }
  };

  it.each(examples.map((example) => [`${example.operation.operationId}: ${example.name}`, example] as const))(
    'in a body reaches neither the log nor the console: %s',
    async (_name, example) => {
      const clinic = await app.clinic();
      const stage = await setStage(clinic, example.operation.operationId);
      const body = { ...example.value, ...stage.ids } as Json;
      const bodies = [...(firsts.has(example) ? marked(body, (part) => part) : []), allMarked(body)];
      if (example.type !== FORM) for (const body of bodies) count(await sendTo(clinic, example, stage, body));
      if (example.type === FORM) {
        const texts = Object.entries(body as Record<string, string>).filter(([name]) => name !== 'file');
        for (const [name] of texts) count(await sendTo(clinic, example, stage, { ...(body as object), [name]: MARKER }));
      }
      expectSilence();
    },
  );

  it('in an address or a header reaches neither', async () => {
    const clinic = await app.clinic();
    for (const { path, method, operation } of operations) {
      const address = path.replaceAll(/\{[^}]+\}/g, MARKER);
      const query = new URLSearchParams(
        (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }): [string, string] => [name, MARKER]),
      );
      const real = path.replaceAll(/\{[^}]+\}/g, clinic.id);
      for (const [target, token] of [
        [`${address}?${query.toString()}`, clinic.as('dermatologist').token],
        [`${real}?${query.toString()}`, clinic.as('dermatologist').token],
        [`${real}?query=${MARKER}`, MARKER],
        [`${real}/${MARKER}`, clinic.as('admin').token],
      ]) {
        const request = supertest(app.server)[method](target!).set('Authorization', `Bearer ${token!}`).set(headers);
        count(
          await request
            .set('Idempotency-Key', `${MARKER} ${sent}`)
            .set('If-Match', `"${MARKER}"`)
            .set('Content-Type', `application/${MARKER}`)
            .ok(() => true),
        );
      }
    }
    expectSilence();
  });

  it('stays out of it while the log does its work', () => {
    expect(app.log.length).toBeGreaterThan(sent / 2);
  });
});
