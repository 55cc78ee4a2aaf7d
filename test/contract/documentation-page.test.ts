/** The page at `/docs` reads of the document what an operation refers to: nothing that it shows may be missing. */
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { readWhatIsShown } from '../../src/platform/openapi/documentation-page.js';
import { document, operations } from '../support/openapi-validator.js';

type Part = Record<string, unknown>;

const findPlace = (whole: unknown, place: readonly string[]): unknown => place.reduce<unknown>((from, name) => (from as Part | undefined)?.[name], whole);

const referencesIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as Part)['$ref'];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(referencesIn)];
};

/** The part of the document that is read for a place of it. */
const readFor = (path: string[]): Part => {
  let given: Part = {};
  const plugin = readWhatIsShown({ fn: { resolveSubtree: (part) => Promise.resolve((given = part)) } }) as {
    fn: { resolveSubtree: (whole: Part, path: string[], options: object) => Promise<unknown> };
  };
  void plugin.fn.resolveSubtree(document as unknown as Part, path, {});
  return given;
};

test('reads for each operation the operation, what it refers to, and little else', () => {
  const whole = JSON.stringify(document).length;
  for (const { path, method } of operations) {
    const place = ['paths', path, method.toLowerCase()];
    const part = readFor(place);
    expect(findPlace(part, place)).toBe(findPlace(document, place));
    expect(findPlace(document, place)).toBeDefined();
    const references = [...new Set(referencesIn(part))];
    const missing = references.filter((reference) => findPlace(part, reference.slice(2).split('/')) === undefined);
    expect([path, missing]).toEqual([path, []]);
    expect(part['openapi']).toBe(findPlace(document, ['openapi']));
    expect(JSON.stringify(part).length).toBeLessThan(whole / 3);
  }
});

test('reads every other part for itself: a schema, and how one logs in', () => {
  for (const place of [
    ['components', 'securitySchemes'],
    ['components', 'schemas', 'Problem'],
  ])
    expect([place, findPlace(readFor(place), place)]).toEqual([place, findPlace(document, place)]);
});

test('can be sent to the browser as text', async () => {
  const sent = runInNewContext(`(${readWhatIsShown.toString()})`) as typeof readWhatIsShown;
  const plugin = sent({ fn: { resolveSubtree: (part) => Promise.resolve(Object.keys(part)) } }) as {
    fn: { resolveSubtree: (...given: unknown[]) => Promise<unknown> };
  };
  expect(await plugin.fn.resolveSubtree({ openapi: '3.1.0', paths: { '/a': { get: {} }, '/b': {} } }, ['paths', '/a', 'get'], {})).toEqual([
    'openapi',
    'paths',
  ]);
});
