/**
 * Every wrong JSON type in every place of every body that the OpenAPI document describes is refused: with 400, at that place, or at
 * the one around it where the body as a whole is of several kinds; and nothing is stored.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { document } from '../support/openapi-validator.js';
import { examples, FORM, sendTo, setStage } from '../support/stages.js';

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const wrong: Record<string, Json> = { string: 'text', number: 7.5, boolean: true, array: [[]], object: { colour: 'red' } };

const resolve = (schema: Schema): Schema => {
  if (schema.$ref) return resolve(document.components.schemas[schema.$ref.split('/').at(-1)!] as Schema);
  // A property of a merge patch: what it is, or null.
  const [only, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  if (only && others.length === 0) return resolve(only);
  return schema.allOf?.length === 1 ? { ...schema, ...resolve(schema.allOf[0]!), allOf: undefined } : schema;
};

/** The JSON types that a schema takes; null where it says nothing of them. */
const typesOf = (schema: Schema): string[] | null => {
  const { type, enum: values, properties } = schema;
  if (type) return [type].flat();
  if (values) return values.map((value) => (value === null ? 'null' : typeof value));
  return properties ? ['object'] : null;
};

interface Place {
  path: string[];
  types: string[];
}

/** Every place of a body where the document says what stands there. A list stands for its first element. */
const placesOf = (given: Schema, path: string[] = [], depth = 0): Place[] => {
  const schema = resolve(given);
  const types = typesOf(schema);
  if (types === null || depth > 6) return [];
  const here = path.length > 0 ? [{ path, types }] : [];
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => placesOf(property, [...path, name], depth + 1));
  return [...here, ...inside, ...(schema.items ? placesOf(schema.items, [...path, '0'], depth + 1) : [])];
};

/** The example with a value put into the place; what is not there on the way is made. */
const withValue = (body: Json, [name, ...rest]: string[], value: Json): Json => {
  if (name === undefined) return value;
  if (name === '0') {
    const list = Array.isArray(body) ? body : [];
    return [withValue(list[0] ?? null, rest, value), ...list.slice(1)];
  }
  const object = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...object, [name]: withValue(object[name] ?? null, rest, value) };
};

const mediaSchema = ({ operation, type }: (typeof examples)[number]): Schema => operation.requestBody!.content[type]!.schema as Schema;
const bodies = [...new Map(examples.filter(({ type }) => type !== FORM).map((example) => [example.operation.operationId, example])).values()];

/** Rules and what else is checked as a whole have codes of their own, and say the place in their own way. */
const isWrongType = ({ code }: { code: string }): boolean => code === 'wrong-type';

describe('a wrong JSON type', () => {
  let app: TestApp;
  let tables: string[];
  let tried = 0;

  beforeAll(async () => {
    app = await startApp();
    tables = (await app.clinicTables()).filter((name) => name !== 'audit_events');
  });
  afterAll(async () => {
    await app.stop();
    expect(tried).toBeGreaterThan(1_000);
  });

  const everything = (clinic: TestClinic): Promise<unknown> =>
    app.sql(
      tables
        .map((table) => `SELECT '${table}' AS name, count(*) AS rows, md5(string_agg(t::text, '' ORDER BY t::text)) AS content FROM ${table} t`)
        .join(' UNION ALL '),
      [],
      clinic.id,
    );

  it.each(bodies.map((example) => [example.operation.operationId, example] as const))(
    'is refused everywhere in the body of %s',
    async (operationId, example) => {
      const clinic = await app.clinic();
      const stage = await setStage(clinic, operationId);
      const before = await everything(clinic);
      const shown = { ...example.value, ...stage.ids } as Json;
      const swallowed: unknown[] = [];
      for (const { path, types } of placesOf(mediaSchema(example))) {
        for (const [type, value] of Object.entries(wrong)) {
          if (types.includes(type) || (type === 'number' && types.includes('integer'))) continue;
          tried++;
          const response = await sendTo(clinic, example, stage, withValue(shown, path, value));
          const pointer = `/${path.join('/')}`;
          const errors = (response.body.errors ?? []) as { pointer: string; code: string }[];
          const said = errors.some((error) => isWrongType(error) && (pointer === error.pointer || pointer.startsWith(`${error.pointer}/`)));
          if (response.status !== 400 || !said) swallowed.push([pointer, type, response.status, response.body.type, errors.slice(0, 3)]);
        }
      }
      expect(swallowed).toEqual([]);
      expect(await everything(clinic)).toEqual(before);
    },
  );
});
