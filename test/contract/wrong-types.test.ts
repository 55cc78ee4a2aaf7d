/**
 * Every wrong JSON type in every place of every body that the OpenAPI document describes is refused: with 400, at that place; and nothing is stored.
 * A body is wrong in many places at once, and the answer names each of them.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from '../support/contents.js';
import { startApp, type TestApp } from '../support/app.js';
import { bodySchema, placesOf, withValue, type Json } from '../support/body-places.js';
import { examples, FORM, sendTo, setStage } from '../support/stages.js';

const wrong: Record<string, Json> = { string: 'text', number: 7.5, boolean: true, array: [[]], object: { colour: 'red' } };

/** How many places of one body are wrong: an answer names a hundred at most. */
const MOST_PLACES = 40;

interface Attempt {
  path: string[];
  type: string;
  value: Json;
}

const isInside = (path: string[], other: string[]): boolean => path.length >= other.length && other.every((name, index) => path[index] === name);

/** Those that fit into one body, as no place is another or inside of it, and those that are left. */
const split = (attempts: Attempt[]): [together: Attempt[], later: Attempt[]] => {
  const together: Attempt[] = [];
  const later: Attempt[] = [];
  for (const attempt of attempts) {
    const isFree = together.every(({ path }) => !isInside(path, attempt.path) && !isInside(attempt.path, path));
    (isFree && together.length < MOST_PLACES ? together : later).push(attempt);
  }
  return [together, later];
};

const bodies = [...new Map(examples.filter(({ type }) => type !== FORM).map((example) => [example.operation.operationId, example])).values()];

/** Rules and what else is checked as a whole have codes of their own, and say the place in their own way. */
const isWrongType = ({ code }: { code: string }): boolean => code === 'wrong-type';

describe('a wrong JSON type', () => {
  let app: TestApp;
  let tried = 0;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
    expect(tried).toBeGreaterThan(5_000);
  });

  it.each(bodies.map((example) => [example.operation.operationId, example] as const))(
    'is refused everywhere in the body of %s',
    async (operationId, example) => {
      const clinic = await app.clinic();
      const stage = await setStage(clinic, operationId);
      const before = await contentsOf(app, clinic);
      const shown = { ...example.value, ...stage.ids } as Json;
      const swallowed: unknown[] = [];
      let open = placesOf(bodySchema(example)).flatMap(({ path, types }): Attempt[] =>
        Object.entries(wrong)
          .filter(([type]) => !types.includes(type) && !(type === 'number' && types.includes('integer')))
          .map(([type, value]) => ({ path, type, value })),
      );
      tried += open.length;
      while (open.length > 0) {
        const [together, later] = split(open);
        const response = await sendTo(
          clinic,
          example,
          stage,
          together.reduce((body, { path, value }) => withValue(body, path, value), shown),
        );
        const errors = (response.body.errors ?? []) as { pointer: string; code: string }[];
        const named = new Set(errors.filter(isWrongType).map(({ pointer }) => pointer));
        for (const { path, type } of together) {
          const pointer = `/${path.join('/')}`;
          if (response.status !== 400 || !named.has(pointer)) swallowed.push([pointer, type, response.status, response.body.type, errors.slice(0, 3)]);
        }
        open = later;
      }
      expect(swallowed).toEqual([]);
      expect(await contentsOf(app, clinic)).toEqual(before);
    },
  );
});
