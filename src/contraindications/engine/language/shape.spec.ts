/** The parts of the grammar, one by one: what each refuses where, in which words, and how it says so as JSON Schema. */
import { describe, expect, it } from '@jest/globals';
import {
  count,
  days,
  createEitherShape,
  createListShape,
  createMapShape,
  createPatternShape,
  nothing,
  number,
  createObjectShape,
  createChoiceShape,
  createPairShape,
  text,
  years,
  extendPointer,
  type Shape,
} from './shape.js';

const errorsOf = ({ check }: Shape, value: unknown): [string, string, string][] => {
  const errors: [string, string, string][] = [];
  check(value, '/at', (...error) => errors.push(error));
  return errors;
};

const notText = ['/at', 'not-text', 'A text that is not empty, of at most 2000 characters.'];
const notANumber = ['/at', 'not-a-number', 'A number.'];
const notDays = ['/at', 'not-days', 'A whole number of days, 0 to 36500.'];
const notYears = ['/at', 'not-years', 'A whole number of years, 0 to 150.'];
const notACount = ['/at', 'not-a-count', 'A whole number, 1 to 500.'];
const word = createChoiceShape(['one', 'two', 3]);
const unknownWord = ['/at', 'unknown-word', 'One of one, two, 3.'];
const capital = createPatternShape(/^[A-Z]$/, 'no-capital', 'A capital.');
const noCapital = ['/at', 'no-capital', 'A capital.'];

describe('a part of the grammar', () => {
  it.each<[string, Shape, unknown, readonly unknown[]]>([
    ['a text', text, 'word', []],
    ['a text of the most characters, whatever their bytes', text, '😀'.repeat(2_000), []],
    ['a longer text', text, 'x'.repeat(2_001), [notText]],
    ['an empty text', text, '', [notText]],
    ['a text of spaces', text, ' \t', [notText]],
    ['a number for a text', text, 1, [notText]],
    ['a number', number, -1.5, []],
    ['no number', number, '1', [notANumber]],
    ['an endless number', number, Infinity, [notANumber]],
    ['no days', days, 0, []],
    ['the most days', days, 36_500, []],
    ['too many days', days, 36_501, [notDays]],
    ['fewer days than none', days, -1, [notDays]],
    ['half a day', days, 0.5, [notDays]],
    ['the most years', years, 150, []],
    ['too many years', years, 151, [notYears]],
    ['a count of none', count, 0, [notACount]],
    ['a count of one', count, 1, []],
    ['a count of too many', count, 501, [notACount]],
    ['a word', word, 'two', []],
    ['a word that is a number', word, 3, []],
    ['another word', word, 'three', [unknownWord]],
    ['what matches', capital, 'A', []],
    ['what does not match', capital, 'a', [noCapital]],
    ['what cannot match', capital, ['A'], [noCapital]],
    ['nothing', nothing, null, []],
    ['something', nothing, 0, [['/at', 'not-null', 'null, and nothing else.']]],
    ['a list', createListShape(number, 1, 2), [1, 2], []],
    ['no list', createListShape(number), { length: 1 }, [['/at', 'not-a-list', 'A list of 0 to 500 elements.']]],
    ['a list with too few', createListShape(number, 1, 2), [], [['/at', 'too-few', 'A list of at least 1.']]],
    ['a list with too many', createListShape(number, 1, 2), [1, 2, 3], [['/at', 'too-many', 'A list of at most 2.']]],
    ['a list that may be empty', createListShape(number), [], []],
    [
      'a list with wrong ones',
      createListShape(number),
      [1, 'a', 'b'],
      [
        ['/at/1', 'not-a-number', 'A number.'],
        ['/at/2', 'not-a-number', 'A number.'],
      ],
    ],
    ['a pair', createPairShape(number), [1, 2], []],
    ['half a pair', createPairShape(number), [1], [['/at', 'not-a-pair', 'A list of exactly two.']]],
    ['more than a pair', createPairShape(number), [1, 2, 3], [['/at', 'not-a-pair', 'A list of exactly two.']]],
    ['no pair', createPairShape(number), 'ab', [['/at', 'not-a-pair', 'A list of exactly two.']]],
    ['a pair with a wrong one', createPairShape(number), [1, 'b'], [['/at/1', 'not-a-number', 'A number.']]],
    ['the first of two shapes', createEitherShape(nothing, number, (value) => value === null), null, []],
    ['the second of two shapes', createEitherShape(nothing, number, (value) => value === null), 1, []],
    ['neither of two shapes', createEitherShape(nothing, number, (value) => value === null), 'a', [notANumber]],
    ['an object', createObjectShape({ name: text, age: [number] }), { name: 'a', age: 1 }, []],
    ['an object without what may be left out', createObjectShape({ name: text, age: [number] }), { name: 'a' }, []],
    ['an object with what may be left out undefined', createObjectShape({ name: text, age: [number] }), { name: 'a', age: undefined }, []],
    ['an object without what it needs', createObjectShape({ name: text, age: [number] }), { age: 1 }, [['/at/name', 'missing', 'name is needed here.']]],
    ['an object with what it needs undefined', createObjectShape({ name: text }), { name: undefined }, [['/at/name', 'missing', 'name is needed here.']]],
    [
      'an object with wrong members',
      createObjectShape({ name: text, age: [number] }),
      { name: '', age: 'a' },
      [
        ['/at/name', ...notText.slice(1)],
        ['/at/age', ...notANumber.slice(1)],
      ],
    ],
    [
      'an object with more',
      createObjectShape({ name: text }),
      { name: 'a', 'a/b~c': 1 },
      [['/at/a~1b~0c', 'unknown-property', 'This is not a property here: known are name.']],
    ],
    [
      'an object with what every object has',
      createObjectShape({ name: text }),
      { name: 'a', toString: 1 },
      [['/at/toString', 'unknown-property', 'This is not a property here: known are name.']],
    ],
    ['a list for an object', createObjectShape({ name: text }), [], [['/at', 'not-an-object', 'An object of name.']]],
    ['null for an object', createObjectShape({ name: text }), null, [['/at', 'not-an-object', 'An object of name.']]],
    ['a map', createMapShape(/^[a-z]$/, 'unknown-word', number), { a: 1, b: 2 }, []],
    [
      'a map with a wrong name',
      createMapShape(/^[a-z]$/, 'unknown-word', number),
      { a: 1, B: 2 },
      [['/at/B', 'unknown-word', 'Nothing is called B: known are the facts that the catalogue names.']],
    ],
    ['a map with a wrong value', createMapShape(/^[a-z]$/, 'unknown-word', number), { a: 'x' }, [['/at/a', 'not-a-number', 'A number.']]],
    ['a list for a map', createMapShape(/^[a-z]$/, 'unknown-word', number), [1], [['/at', 'not-an-object', 'An object.']]],
  ])('is given %s', (_what, shape, value, errors) => {
    expect(errorsOf(shape, value)).toEqual(errors);
  });

  it.each<[string, Shape, object]>([
    ['a text', text, { type: 'string', pattern: '\\S', maxLength: 2000 }],
    ['a number', number, { type: 'number' }],
    ['days', days, { type: 'integer', minimum: 0, maximum: 36500 }],
    ['years', years, { type: 'integer', minimum: 0, maximum: 150 }],
    ['a count', count, { type: 'integer', minimum: 1, maximum: 500 }],
    ['a word', word, { enum: ['one', 'two', 3] }],
    ['what matches', capital, { type: 'string', pattern: '^[A-Z]$' }],
    ['nothing', nothing, { type: 'null' }],
    ['either', createEitherShape(nothing, number, () => true), { oneOf: [{ type: 'null' }, { type: 'number' }] }],
    ['a list', createListShape(number, 1), { type: 'array', items: { type: 'number' }, minItems: 1, maxItems: 500 }],
    ['a pair', createPairShape(number), { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }],
    [
      'an object',
      createObjectShape({ name: text, age: [number] }, { anyOf: [] }),
      {
        type: 'object',
        properties: { name: text.schema, age: { type: 'number' } },
        required: ['name'],
        additionalProperties: false,
        anyOf: [],
      },
    ],
    [
      'a map',
      createMapShape(/^[a-z]$/, 'unknown-word', number),
      { type: 'object', propertyNames: { pattern: '^[a-z]$' }, additionalProperties: { type: 'number' } },
    ],
  ])('says of %s the same as JSON Schema', (_what, { schema }, expected) => {
    expect(schema).toEqual(expected);
  });

  it('is named by where it stands, as RFC 6901 writes it', () => {
    expect([extendPointer('', 'a'), extendPointer('/a', 0), extendPointer('/a', 'b~/c~/')]).toEqual(['/a', '/a/0', '/a/b~0~1c~0~1']);
  });
});
