/** A megabyte of nonsense costs little: what is read of it is counted, and what is said of it is short. How long that takes is in docs/testing.md. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Failure, MOST_ERRORS, type FieldError } from '../../src/kernel/failure.js';
import { validateDto } from '../../src/platform/http/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { bodyClasses } from '../support/body-classes.js';
import { bodySchema, placesOf, withoutPlace, withValue, type Json } from '../support/body-places.js';
import { nonsense } from '../support/one-megabyte.js';
import { examples, FORM } from '../support/stages.js';

const LARGEST_ANSWER_BYTES = 30_000;
const circumstances = { now: new Date('2026-01-20T05:00:00Z'), today: '2026-01-20', country: 'IN' };

interface Count {
  reads: number;
}

/** The same body, of which each look into an object or a list is counted. */
const counted = (value: unknown, count: Count): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : new Proxy(value, {
        get: (target, name, receiver) => {
          if (typeof name === 'string' && name !== 'length') count.reads++;
          return counted(Reflect.get(target, name, receiver), count);
        },
      });

const valuesIn = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 1 : 1 + Object.values(value).reduce<number>((sum, item) => sum + valuesIn(item), 0);

const errorsOf = (work: () => unknown): FieldError[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Failure && error.errors) return error.errors;
    throw error;
  }
};

/** Whether the class takes the body as it is. */
const takes = (model: Parameters<typeof validateDto>[0], body: unknown): boolean => {
  try {
    return errorsOf(() => validateDto(model, body, circumstances)).length === 0;
  } catch {
    return false;
  }
};

describe('a megabyte of nonsense', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it.each(Object.keys(nonsense))('is read four times at most, and answered in few words, by every class of bodies: %s', (kind) => {
    const classes = bodyClasses(app);
    expect(classes.length).toBeGreaterThan(60);
    const beyond = classes.flatMap((model) => {
      const body = nonsense[kind]!(model);
      const count = { reads: 0 };
      const errors = errorsOf(() => validateDto(model, counted(body, count), circumstances));
      const size = JSON.stringify(errors).length;
      const isWithin = errors.length <= MOST_ERRORS && size <= LARGEST_ANSWER_BYTES && count.reads <= 4 * valuesIn(body) + 100;
      return isWithin ? [] : [`${model.name}: ${count.reads} reads of ${valuesIn(body)} values, ${errors.length} errors of ${size} bytes`];
    });
    expect(beyond).toEqual([]);
  });

  it('of what is refused nothing is read', () => {
    for (const model of bodyClasses(app)) {
      const count = { reads: 0 };
      errorsOf(() => validateDto(model, counted(nonsense['lists that are too long']!(model), count), circumstances));
      expect([model.name, count.reads < 2_000]).toEqual([model.name, true]);
    }
  });

  // Checks of what is beyond the form are asked also where the form is wrong: here the form is right but for a property that nobody knows.
  it.each([
    ['null', null],
    ['half of a character', 'colour \udfff'],
  ])('may be no more than %s in one place: no check stumbles over it, whatever else is wrong', (_name, wrong) => {
    const classes = bodyClasses(app);
    let tried = 0;
    for (const example of examples.filter(({ type }) => type === 'application/json' || (type !== FORM && type.endsWith('json')))) {
      const models = classes.filter((model) => takes(model, structuredClone(example.value)));
      const places = placesOf(bodySchema(example)).filter(({ path, isReadOnly }) => !isReadOnly && path.at(-1) !== '0');
      for (const model of models)
        for (const { path } of places) {
          tried++;
          const body = { ...(withValue(structuredClone(example.value) as Json, path, wrong) as object), colour: 'red' };
          expect([model.name, path, errorsOf(() => validateDto(model, body, circumstances)).length > 0]).toEqual([model.name, path, true]);
        }
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('is as good as nothing where it is null in a place that may be left out', () => {
    const classes = bodyClasses(app);
    const read = (model: Parameters<typeof validateDto>[0], body: unknown): unknown => {
      try {
        return validateDto(model, body, circumstances);
      } catch (error) {
        if (error instanceof Failure && error.errors) return 'refused';
        throw error;
      }
    };
    let tried = 0;
    const different: unknown[] = [];
    for (const example of examples.filter(({ type }) => type !== FORM && type.endsWith('json'))) {
      const models = classes.filter((model) => takes(model, structuredClone(example.value)));
      const places = placesOf(bodySchema(example)).filter(({ path, isReadOnly }) => !isReadOnly && path.at(-1) !== '0');
      for (const model of models)
        for (const { path } of places) {
          const leftOut = read(model, withoutPlace(structuredClone(example.value) as Json, path));
          const withNull = leftOut === 'refused' ? leftOut : read(model, withValue(structuredClone(example.value) as Json, path, null));
          if (withNull === 'refused') continue;
          tried++;
          if (!isDeepStrictEqual(withNull, leftOut)) different.push([model.name, path, withNull]);
        }
    }
    expect(different).toEqual([]);
    expect(tried).toBeGreaterThan(500);
  });
});
