import { describe, expect, it } from '@jest/globals';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { Failure, MOST_ERRORS, type FieldError } from '../../kernel/failure.js';
import { validateDto } from './dto.pipe.js';
import { AnyObject, Flag, ListOf, Nested, OneOf, Optional, Text, Whole, WithDefault } from './fields/index.js';
import { checkShape, ErrorList } from './shape.js';

const kinds = declareEnumeration('Kind', ['a', 'b']);

class Place {
  @Text({ max: 20 }) city: string;

  @Optional() @Text({ max: 20 }) note?: string;
}

class Person {
  @Text({ max: 20 }) name: string;

  @Optional() @ListOf(Text({ max: 20 }), { max: 3 }) given?: string[];

  // With a selector that would fail on what is no object.
  @Optional() @ListOf(Place, { max: 3, unique: (place) => place.city }) places?: Place[];

  @Optional() @Nested(Place) home?: Place;

  @Optional() @Whole() age?: number;

  @Optional() @Flag() alive?: boolean;

  @Optional() @OneOf(kinds) kind?: (typeof kinds)[number];

  @Optional() @AnyObject() free?: object;

  @WithDefault() @ListOf(OneOf(kinds), { max: 2 }) usual: (typeof kinds)[number][] = ['a'];
}

const failureOf = (body: unknown): Failure => {
  try {
    validateDto(Person, body);
  } catch (error) {
    return error as Failure;
  }
  throw new Error('It was accepted.');
};
const errorsOf = (body: unknown): FieldError[] => failureOf(body).errors!;
const placesOf = (body: unknown): [string, string][] => errorsOf(body).map(({ pointer, code }) => [pointer, code]);

describe('a body of the right shape', () => {
  it('becomes an instance of its class, and of the classes inside', () => {
    const person = validateDto(Person, { name: 'A', places: [{ city: 'Pune' }, { city: 'Goa' }], home: { city: 'Pune' }, free: { any: [[1]] }, age: null });
    expect(person).toBeInstanceOf(Person);
    expect(person.places![1]).toBeInstanceOf(Place);
    expect(person.free).toEqual({ any: [[1]] });
  });

  it('has no null where a member may be left out, at any depth: null counts as that', () => {
    const person = validateDto(Person, { name: 'A', given: null, places: [{ city: 'Pune', note: null }], home: null, age: null, free: { any: null } });
    expect({ ...person, places: person.places!.map((place) => ({ ...place })) }).toEqual({
      name: 'A',
      places: [{ city: 'Pune' }],
      free: { any: null },
      usual: ['a'],
    });
    expect(validateDto(Person, { name: 'A', usual: null }).usual).toEqual(['a']);
    expect(placesOf({ name: null, home: { city: null } })).toEqual([
      ['/name', 'required'],
      ['/home/city', 'required'],
    ]);
  });
});

describe('a value of the wrong JSON type', () => {
  it.each([
    ['a text where a list is due', { given: 'Asha' }, '/given'],
    ['an object where a list is due', { places: { city: 'Pune' } }, '/places'],
    ['a list inside a list of objects', { places: [{ city: 'Pune' }, []] }, '/places/1'],
    ['a list with an object inside a list of objects', { places: [[{ city: 'Pune' }]] }, '/places/0'],
    ['null in a list of objects', { places: [null] }, '/places/0'],
    ['a list inside a list of texts', { given: ['Asha', ['Asha']] }, '/given/1'],
    ['null in a list of texts', { given: [null] }, '/given/0'],
    ['a list where an object is due', { home: [{ city: 'Pune' }] }, '/home'],
    ['a text where an object is due', { home: 'Pune' }, '/home'],
    ['a number where a text is due, inside', { home: { city: 5 } }, '/home/city'],
    ['a text where a number is due', { age: '5' }, '/age'],
    ['a list where a number is due', { age: [5] }, '/age'],
    ['a number where true or false is due', { alive: 1 }, '/alive'],
    ['an object where a code is due', { kind: {} }, '/kind'],
    ['a list where any object is due', { free: [] }, '/free'],
  ])('is refused where it stands: %s', (_what, part, pointer) => {
    expect(placesOf({ name: 'A', ...part })).toEqual([[pointer, 'wrong-type']]);
  });

  it('hides nothing else that is wrong: each place is named once', () => {
    expect(placesOf({ name: 'a\0b', given: 'Asha', places: [[], {}, { city: 'x'.repeat(21), colour: 1 }], toString: 1 }).sort()).toEqual([
      ['/given', 'wrong-type'],
      ['/name', 'invalid-text'],
      ['/places/0', 'wrong-type'],
      ['/places/1/city', 'required'],
      ['/places/2/city', 'too-long'],
      ['/places/2/colour', 'unknown-property'],
      ['/toString', 'unknown-property'],
    ]);
  });
});

describe('a megabyte of nonsense', () => {
  it('is measured before its elements are read, where it is a list', () => {
    let read = 0;
    const endless = new Proxy(new Array<unknown>(500_000).fill({}), {
      get: (list, name) => {
        if (name !== 'length') read++;
        return Reflect.get(list, name) as unknown;
      },
    });
    const found = new ErrorList();
    expect(checkShape(Person, { name: 'A', places: endless, given: endless }, found).sound).toEqual({ name: 'A' });
    expect(found.errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/places', 'too-many'],
      ['/given', 'too-many'],
    ]);
    expect(read).toBe(0);
  });

  it.each([
    ['unknown properties', Object.fromEntries(Array.from({ length: 90_000 }, (_, index) => [`p${index}`, 0])), 90_000],
    ['texts that cannot be stored', { free: { texts: Array.from({ length: 90_000 }, () => '\0') } }, 90_000],
  ])('makes one hundred errors, and the number of the others: %s', (_what, body, count) => {
    const failure = failureOf(body);
    expect([failure.errors!.length, failure.extra]).toEqual([MOST_ERRORS, { furtherErrors: count - MOST_ERRORS }]);
    expect(JSON.stringify(failure.errors).length).toBeLessThan(20_000);
  });

  it('is not walked into deeper than bodies are', () => {
    expect(placesOf({ name: 'A', free: JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`) as object })[0]![1]).toBe('too-deep');
  });
});
