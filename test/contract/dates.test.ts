/**
 * No date that cannot be is taken anywhere that the OpenAPI document says that a date stands: an offset that no place has, a year before 1900 or after
 * 2200. In bodies, forms and queries it is refused with 400, at that place; and nothing is stored.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from '../support/contents.js';
import { startApp, type TestApp } from '../support/app.js';
import { bodySchema, placesOf, resolve, withValue, type Json, type Schema } from '../support/body-places.js';
import { operations, type Operation } from '../support/openapi-validator.js';
import { callerFor, examples, sendTo, setStage } from '../support/stages.js';

const dates: Record<string, { recognise: (schema: Schema) => boolean; impossible: string[] }> = {
  instant: {
    recognise: ({ format }) => format === 'date-time',
    impossible: [
      '2026-01-20T10:15:00+14:01',
      '2026-01-20T10:15:00-15:00',
      '2026-01-20T10:15:00+23:59',
      '1899-12-31T23:59:59Z',
      '0001-01-01T00:00:00Z',
      '2201-01-01T00:00:00Z',
      '9999-12-31T23:59:59-14:00',
    ],
  },
  day: { recognise: ({ format }) => format === 'date', impossible: ['1899-12-31', '0001-01-01', '0000-00-00', '2201-01-01', '9999-12-31', '+010000-01-01'] },
  date: { recognise: ({ pattern }) => pattern?.startsWith('^\\d{4}(-') === true, impossible: ['1899', '0000', '0101-01-01', '2201-01', '9999-12-31', '1026'] },
};

const impossibleAt = (given: Schema): string[] => {
  const schema = resolve(given);
  return Object.values(dates).find(({ recognise }) => recognise(schema))?.impossible ?? [];
};

const bodies = [...new Map(examples.map((example) => [example.operation.operationId, example])).values()]
  .map((example) => ({ example, places: placesOf(bodySchema(example)).filter(({ schema }) => impossibleAt(schema).length > 0) }))
  .filter(({ places }) => places.length > 0);

const queries = operations
  .filter(({ method }) => method === 'get')
  .flatMap(({ path, operation }) =>
    (operation.parameters ?? [])
      .filter(({ in: where, schema }) => where === 'query' && impossibleAt(schema as Schema).length > 0)
      .map(({ name, schema }) => ({ path, operation, name, impossible: impossibleAt(schema as Schema) })),
  );

/** The examples of the other parameters that are needed. */
const othersOf = ({ parameters = [] }: Operation, asked: string): string =>
  parameters
    .filter(({ name, in: where, required }) => where === 'query' && required && name !== asked)
    .map(({ name, example, schema }) => `&${name}=${encodeURIComponent(example ?? schema?.example ?? schema?.examples?.[0] ?? '')}`)
    .join('');

describe('a date that cannot be', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('is looked for in every kind of place', () => {
    expect(bodies.map(({ example }) => example.operation.operationId)).toEqual(expect.arrayContaining(['createPhoto', 'createConsultation', 'updatePatient']));
    expect(queries.map(({ operation, name }) => `${operation.operationId} ${name}`)).toEqual(
      expect.arrayContaining(['listAuditEvents from', 'getTimeline to']),
    );
    expect([bodies.length > 25, queries.length > 15]).toEqual([true, true]);
  });

  it('stands in no path', () => {
    const inPaths = operations.flatMap(({ operation }) => (operation.parameters ?? []).filter(({ in: where }) => where === 'path'));
    expect(inPaths.filter(({ schema }) => impossibleAt(schema as Schema).length > 0)).toEqual([]);
  });

  it.each(bodies.map((body) => [body.example.operation.operationId, body] as const))(
    'is refused everywhere in the body of %s',
    async (operationId, { example, places }) => {
      const clinic = await app.clinic();
      const stage = await setStage(clinic, operationId);
      const before = await contentsOf(app, clinic);
      const shown = { ...example.value, ...stage.ids } as Json;
      const swallowed: unknown[] = [];
      for (const { path, schema } of places) {
        for (const value of impossibleAt(schema)) {
          const { status, body } = await sendTo(clinic, example, stage, withValue(shown, path, value));
          const pointers = ((body.errors ?? []) as { pointer: string }[]).map(({ pointer }) => pointer);
          if (status !== 400 || !pointers.includes(`/${path.join('/')}`)) swallowed.push([path, value, status, pointers]);
        }
      }
      expect(swallowed).toEqual([]);
      expect(await contentsOf(app, clinic)).toEqual(before);
    },
  );

  it.each(queries.map((query) => [query.operation.operationId, query.name, query] as const))('is refused by %s as ?%s', async (_operationId, name, item) => {
    const clinic = await app.clinic();
    const path = item.path.replace(/\{[^}]+\}/g, '01936f00-0000-7000-8000-00000000dead');
    for (const value of item.impossible) {
      const { status, body } = await callerFor(clinic, item.operation).get(`${path}?${name}=${encodeURIComponent(value)}${othersOf(item.operation, name)}`);
      expect([value, status, body.errors]).toEqual([value, 400, expect.arrayContaining([expect.objectContaining({ pointer: `?${name}` })])]);
    }
  });
});
