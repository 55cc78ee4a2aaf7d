/**
 * What is said of a wrong field helps: for every field of every body that the document describes, the pointer is the field's, the code is the one for what is
 * wrong with it, and the sentence says what would be right: the bounds, the values, an example of the form, the members.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { bodySchema, placesOf, resolve, withValue, type Json, type Place, type Schema } from '../support/body-places.js';
import { operations } from '../support/openapi-validator.js';
import { callerFor, examples, FORM, sendTo, setStage, type Stage } from '../support/stages.js';

interface Bounded extends Schema {
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  minItems?: number;
  required?: string[];
  readOnly?: boolean;
}

/** What is put somewhere, which codes tell of it, and what the sentence must hold. */
interface Wrong {
  what: string;
  path: string[];
  value: Json | undefined;
  codes: readonly string[];
  help: readonly string[];
}

const longest = 5_000;

/** What the sentence of a field says, by its schema: enough to send the right thing next. */
const helpOf = (schema: Bounded): string[] => {
  const { enum: values, format, pattern, type, minimum, maximum, maxLength } = schema;
  const types = [type].flat();
  if (values) return values.slice(0, 3).filter((value) => value !== null).map(String); // prettier-ignore
  if (format === 'date') return ['2026-11-20'];
  if (format === 'date-time') return ['2026-11-20T10:15:00+05:30'];
  if (format === 'uuid') return ['01936f00-'];
  if (format === 'email') return ['name@'];
  if (format === 'uri') return ['https://'];
  if (pattern) return ['such as'];
  if (maxLength !== undefined) return [String(maxLength)];
  if (types.includes('integer') || types.includes('number')) return ['number', ...[minimum, maximum].filter((bound) => bound !== undefined).map(String)];
  if (types.includes('boolean')) return ['true or false'];
  if (types.includes('array')) return ['list'];
  return types.includes('object') ? ['object'] : ['such as'];
};

const wrongTypeOf = (types: readonly string[]): Json =>
  types.includes('string') ? (types.includes('number') || types.includes('integer') ? true : 7.5) : 'text';

/** A value of the right type that cannot be right, with the codes that say why. */
const wrongValuesOf = ({ path, schema: given }: Place): Wrong[] => {
  const schema = given as Bounded;
  const { enum: values, format, pattern, minimum, maximum, maxLength, maxItems } = schema;
  const types = [schema.type].flat();
  const wrong = (what: string, value: Json, ...codes: string[]): Wrong => ({ what, path, value, codes, help: helpOf(schema) });
  if (values && types.includes('string')) return [wrong('another value', 'no-such-value', 'not-allowed')];
  if (format === 'date') return [wrong('another form', '20/11/2026', 'invalid-date')];
  if (format === 'date-time') return [wrong('another form', '20/11/2026 10:15', 'invalid-instant')];
  if (format === 'uuid') return [wrong('another form', 'not-an-id', 'invalid-id')];
  if (format === 'email') return [wrong('another form', 'nobody', 'not-email')];
  if (format === 'uri') return [wrong('another form', 'no address', 'not-url', 'invalid-redirect')];
  if (pattern && types.includes('string')) return [wrong('another form', '§§§', 'wrong-format', 'invalid-date', 'invalid-decimal', 'invalid-phone')];
  if (maxLength !== undefined && maxLength <= longest) return [wrong('too long', 'x'.repeat(maxLength + 1), 'too-long', 'wrong-length', 'not-locale')];
  if (maximum !== undefined)
    return [wrong('too large', maximum + 1, 'out-of-range'), ...(minimum === undefined ? [] : [wrong('too small', minimum - 1, 'out-of-range')])];
  if (minimum !== undefined) return [wrong('too small', minimum - 1, 'out-of-range')];
  if (types.includes('array') && maxItems !== undefined && maxItems <= 200)
    return [
      {
        ...wrong(
          'too many',
          Array.from({ length: maxItems + 1 }, () => null),
          'too-many',
        ),
        help: [String(maxItems)],
      },
    ];
  return [];
};

/** The members of an object that must be sent; in their place stands an object without any. */
const missingOf = ({ path, schema: given }: Place): Wrong[] => {
  const { required = [], properties = {} } = resolve(given) as Bounded;
  return required.map((name) => ({ what: 'missing', path: [...path, name], value: undefined, codes: ['required'], help: helpOf(resolve(properties[name]!)) }));
};

const bodies = [...new Map(examples.filter(({ type }) => type !== FORM).map((example) => [example.operation.operationId, example])).values()];

/** Places of one depth: none of them stands in another. */
const byDepth = (places: readonly Place[]): Place[][] => {
  const depths = [...new Set(places.map(({ path }) => path.length))];
  return depths.map((depth) => places.filter(({ path }) => path.length === depth));
};

interface Said {
  pointer: string;
  code: string;
  detail: string;
}

/** So few at once that none is left out. */
const AT_ONCE = 30;

describe('what is said of a wrong field', () => {
  let app: TestApp;
  let tried = 0;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
    expect(tried).toBeGreaterThan(1_000);
  });

  it.each(bodies.map((example) => [example.operation.operationId, example] as const))('helps everywhere in the body of %s', async (operationId, example) => {
    const clinic = await app.clinic();
    // A merge patch is checked with what is on record; other bodies before anything is looked for.
    const stage: Stage = example.method === 'patch' ? await setStage(clinic, operationId) : { id: '01936f00-0000-7000-8000-00000000dead', ifMatch: 1 };
    const shown = { ...example.value, ...stage.ids } as Json;
    const schema = bodySchema(example);
    // Read-only members are ignored, whatever they hold.
    const places = placesOf(schema).filter(({ isReadOnly }) => !isReadOnly);
    const leaves = places.filter(({ schema: { items, properties } }) => !items && !properties);
    const kinds: Wrong[][] = [
      leaves.map(({ path, types, schema: leaf }) => ({ what: 'another type', path, value: wrongTypeOf(types), codes: ['wrong-type'], help: helpOf(leaf) })),
      leaves.flatMap(wrongValuesOf).filter(({ what }) => what !== 'too small'),
      leaves.flatMap(wrongValuesOf).filter(({ what }) => what === 'too small'),
      ...byDepth(places.filter(({ schema: { items } }) => items)).map((lists) => lists.flatMap(wrongValuesOf)),
      ...byDepth([{ path: [], types: ['object'], schema, isReadOnly: false }, ...places.filter(({ schema: { properties } }) => properties)]).map((objects) =>
        objects.flatMap(missingOf),
      ),
    ];
    const unhelpful: unknown[] = [];
    for (const kind of kinds) {
      for (let from = 0; from < kind.length; from += AT_ONCE) {
        const batch = kind.slice(from, from + AT_ONCE);
        let body = shown;
        for (const { path, value } of batch) body = value === undefined ? withValue(body, path.slice(0, -1), {}) : withValue(body, path, value);
        const response = await sendTo(clinic, example, stage, body);
        const errors = (response.body.errors ?? []) as Said[];
        for (const { what, path, codes, help } of batch) {
          tried++;
          const pointer = `/${path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
          const said = errors.find((error) => error.pointer === pointer);
          const isHelpful = said !== undefined && codes.includes(said.code) && help.every((word) => said.detail.includes(word));
          if (!isHelpful) unhelpful.push([what, pointer, response.status, said ? `${said.code}: ${said.detail}` : errors.slice(0, 2), help]);
        }
      }
    }
    expect(unhelpful).toEqual([]);
  });

  const lists = operations.flatMap(({ path, method, operation }) => {
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
    return method === 'get' && parameters.length > 0 ? [{ path, operation, parameters }] : [];
  });

  it.each(lists.map(({ path, operation, parameters }) => [operation.operationId, path, operation, parameters] as const))(
    'helps with every parameter of the query of %s',
    async (_operationId, path, operation, parameters) => {
      const clinic = await app.clinic();
      const caller = callerFor(clinic, operation);
      const url = path.replace(/\{[^}]+\}/g, '01936f00-0000-7000-8000-00000000dead');
      const unhelpful: unknown[] = [];
      for (const parameter of parameters) {
        const schema = resolve((parameter as { schema?: Schema }).schema ?? {});
        const element = resolve(schema.items ?? schema);
        for (const { what, value, codes, help } of wrongValuesOf({ path: [], types: [], schema: element, isReadOnly: false })) {
          if (typeof value === 'string' && value.length > 2_000) continue;
          tried++;
          const { status, body } = await caller.get(
            `${url}?${parameter.name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
          );
          const errors = (body.errors ?? []) as Said[];
          const said = errors.find(({ pointer }) => pointer === `?${parameter.name}`);
          if (status !== 400 || !said || !codes.includes(said.code) || !help.every((word) => said.detail.includes(word)))
            unhelpful.push([what, parameter.name, status, said ? `${said.code}: ${said.detail}` : errors, help]);
        }
      }
      const { body } = await caller.get(`${url}?colour=red`);
      const said = (body.errors as Said[] | undefined)?.find(({ pointer }) => pointer === '?colour');
      if (said?.code !== 'unknown-property' || !/ Known are \w/.test(said.detail)) unhelpful.push(['unknown', said ?? body]);
      expect(unhelpful).toEqual([]);
    },
  );
});
