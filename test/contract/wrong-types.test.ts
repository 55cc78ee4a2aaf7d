/**
 * A wrong JSON type, each in turn, in every place of every body that the OpenAPI document describes is refused: with 400, at that place, or at
 * the one around it where the body as a whole is of several kinds; and nothing is stored.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from '../support/contents.js';
import { startApp, type TestApp } from '../support/app.js';
import { bodySchema, placesOf, withValue, type Json } from '../support/body-places.js';
import { isInTurn } from '../support/share.js';
import { examples, FORM, sendTo, setStage } from '../support/stages.js';

const wrong: Record<string, Json> = { string: 'text', number: 7.5, boolean: true, array: [[]], object: { colour: 'red' } };

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
    expect(tried).toBeGreaterThan(1_000);
  });

  it.each(bodies.map((example) => [example.operation.operationId, example] as const))(
    'is refused everywhere in the body of %s',
    async (operationId, example) => {
      const clinic = await app.clinic();
      const stage = await setStage(clinic, operationId);
      const before = await contentsOf(app, clinic);
      const shown = { ...example.value, ...stage.ids } as Json;
      const swallowed: unknown[] = [];
      for (const [place, { path, types }] of placesOf(bodySchema(example)).entries()) {
        const refused = Object.entries(wrong).filter(([type]) => !types.includes(type) && !(type === 'number' && types.includes('integer')));
        for (const [type, value] of refused.filter((_, kind) => isInTurn(kind + place, refused.length))) {
          tried++;
          const response = await sendTo(clinic, example, stage, withValue(shown, path, value));
          const pointer = `/${path.join('/')}`;
          const errors = (response.body.errors ?? []) as { pointer: string; code: string }[];
          const said = errors.some((error) => isWrongType(error) && (pointer === error.pointer || pointer.startsWith(`${error.pointer}/`)));
          if (response.status !== 400 || !said) swallowed.push([pointer, type, response.status, response.body.type, errors.slice(0, 3)]);
        }
      }
      expect(swallowed).toEqual([]);
      expect(await contentsOf(app, clinic)).toEqual(before);
    },
  );
});
