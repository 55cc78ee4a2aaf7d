/** What no operation may swallow: each is refused with a problem document that says why, and nothing is stored. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from '../support/contents.js';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { operations } from '../support/openapi-validator.js';
import { callerFor, examples, FORM, sendTo, setStage } from '../support/stages.js';

/** Bodies as text, since JSON.stringify would mend some of them; with the status and, where it is always the same, the code. */
const bad: [name: string, make: (example: Record<string, unknown>) => string, status: number, type: string, code?: string][] = [
  ['JSON that ends too soon', (example) => JSON.stringify(example).slice(0, -1), 400, 'malformed-request'],
  ['NaN', () => '{"name": NaN}', 400, 'malformed-request'],
  ['an array', () => '[]', 400, 'invalid-input', 'wrong-type'],
  ['a text', () => '"text"', 400, 'invalid-input', 'wrong-type'],
  ['an unknown property', (example) => JSON.stringify({ ...example, colour: 'red' }), 400, 'invalid-input', 'unknown-property'],
  ['a property that every object has', (example) => JSON.stringify({ ...example, toString: 'red' }), 400, 'invalid-input', 'unknown-property'],
  ['a NUL character', (example) => JSON.stringify({ ...example, reason: 'a\u0000b' }), 400, 'invalid-input', 'invalid-text'],
  ['half a surrogate pair', (example) => `${JSON.stringify({ ...example, reason: '#' }).replace('"#"', '"\\ud800"')}`, 400, 'invalid-input', 'invalid-text'],
  ['a body over the limit', (example) => JSON.stringify({ ...example, reason: 'x'.repeat(1_100_000) }), 413, 'payload-too-large'],
];

/** Every text of a body with a character more, and the places where they stand. */
const spoilt = (value: unknown, character: string, pointer = ''): { value: unknown; places: string[] } => {
  if (typeof value === 'string') return { value: `${value}${character}`, places: [pointer] };
  if (typeof value !== 'object' || value === null) return { value, places: [] };
  const parts = Object.entries(value).map(
    ([name, one]) => [name, spoilt(one, character, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)] as const,
  );
  const places = parts.flatMap(([, one]) => one.places);
  return Array.isArray(value)
    ? { value: parts.map(([, one]) => one.value), places }
    : { value: Object.fromEntries(parts.map(([name, one]) => [name, one.value])), places };
};

/** What stands in text and is no text: see src/kernel/text.ts. */
const noText = { 'a directional override': '\u202e', 'a replacement character': '\ufffd', 'a control character': '\u0007' };
const MOST_ERRORS = 100;

/** Forms have their own ways to be wrong: see test/api/photographs. */
const jsonExamples = examples.filter((example) => example.type !== FORM);
const oneEach = [...new Map(jsonExamples.map((example) => [`${example.operation.operationId} ${example.type}`, example])).values()];

describe('bad input', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it.each(oneEach.map((example) => [example.operation.operationId, example.type, example] as const))(
    'is refused by %s (%s)',
    async (operationId, _type, example) => {
      clinic = await app.clinic();
      const stage = await setStage(clinic, operationId);
      const before = await contentsOf(app, clinic);
      const takesReason = 'reason' in example.value;
      for (const [name, make, status, type, code] of bad) {
        const response = await sendTo(clinic, example, stage, make({ ...example.value, ...stage.ids }));
        expect([name, response.status, response.body.type]).toEqual([name, status, `/problems/${type}`]);
        expect(response.headers['content-type']).toContain('application/problem+json');
        const codes = (response.body.errors as { code: string }[] | undefined)?.map((error) => error.code) ?? [];
        if (code) expect([name, codes]).toEqual([name, expect.arrayContaining([code])]);
        if (name === 'an unknown property' && takesReason) expect(codes).toEqual(['unknown-property']);
      }
      for (const [name, character] of Object.entries(noText)) {
        const { value, places } = spoilt({ ...example.value, ...stage.ids }, character);
        if (places.length === 0) continue;
        const refused = await sendTo(clinic, example, stage, value);
        const errors = refused.body.errors as { pointer: string; code: string }[];
        const told = errors.filter(({ code }) => code === 'invalid-text').map(({ pointer }) => pointer);
        expect([name, refused.status, told]).toEqual([name, 400, expect.arrayContaining(places.slice(0, MOST_ERRORS))]);
      }
      expect((await sendTo(clinic, { ...example, type: 'application/xml' }, stage, '<x/>')).status).toBe(415);
      expect(await contentsOf(app, clinic)).toEqual(before);
    },
  );

  const actions = operations.filter(({ method, operation }) => method === 'post' && !operation.requestBody);

  /** No token of these tests comes of a login, which changes of second factors need. */
  const needFreshLogin = new Set(['proposeMyAuthenticator', 'removeMyAuthenticator', 'removeMyPasskey', 'renewMyRecoveryCodes']);

  it.each(actions.map(({ path, operation }) => [operation.operationId, path, operation] as const))(
    'is refused by %s, which takes no body',
    async (_operationId, path, operation) => {
      clinic = await app.clinic();
      const caller = callerFor(clinic, operation);
      const url = path.replace(/\{[^}]+\}/, '01936f00-0000-7000-8000-00000000dead');
      const refused = await caller.post(url, { colour: 'red' }, { ifMatch: 1 });
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/colour', code: 'unknown-property' }]]);
      expect((await caller.post(url, {}, { ifMatch: 1 })).status).toBe(needFreshLogin.has(operation.operationId) ? 401 : 404);
    },
  );
});
