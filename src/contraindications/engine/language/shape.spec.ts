/** The parts of the grammar, one by one: what each refuses where, in which words, and how it says so as JSON Schema. */
import { describe, expect, it } from '@jest/globals';
import { count, days, either, listOf, mapOf, matching, nothing, number, object, oneOf, pairOf, text, years, below, type Shape } from './shape.js';

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
const word = oneOf(['one', 'two', 3]);
const unknownWord = ['/at', 'unknown-word', 'One of one, two, 3.'];
const capital = matching(/^[A-Z]$/, 'no-capital', 'A capital.');
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
    ['something', nothing, 0, [['/at', 'not-null', 'Null.']]],
    ['a list', listOf(number, 1, 2), [1, 2], []],
    ['no list', listOf(number), { length: 1 }, [['/at', 'not-a-list', 'A list.']]],
    ['a list with too few', listOf(number, 1, 2), [], [['/at', 'too-few', 'A list of at least 1.']]],
    ['a list with too many', listOf(number, 1, 2), [1, 2, 3], [['/at', 'too-many', 'A list of at most 2.']]],
    ['a list that may be empty', listOf(number), [], []],
    [
      'a list with wrong ones',
      listOf(number),
      [1, 'a', 'b'],
      [
        ['/at/1', 'not-a-number', 'A number.'],
        ['/at/2', 'not-a-number', 'A number.'],
      ],
    ],
    ['a pair', pairOf(number), [1, 2], []],
    ['half a pair', pairOf(number), [1], [['/at', 'not-a-pair', 'A list of two.']]],
    ['more than a pair', pairOf(number), [1, 2, 3], [['/at', 'not-a-pair', 'A list of two.']]],
    ['no pair', pairOf(number), 'ab', [['/at', 'not-a-pair', 'A list of two.']]],
    ['a pair with a wrong one', pairOf(number), [1, 'b'], [['/at/1', 'not-a-number', 'A number.']]],
    ['the first of two shapes', either(nothing, number, (value) => value === null), null, []],
    ['the second of two shapes', either(nothing, number, (value) => value === null), 1, []],
    ['neither of two shapes', either(nothing, number, (value) => value === null), 'a', [notANumber]],
    ['an object', object({ name: text, age: [number] }), { name: 'a', age: 1 }, []],
    ['an object without what may be left out', object({ name: text, age: [number] }), { name: 'a' }, []],
    ['an object with what may be left out undefined', object({ name: text, age: [number] }), { name: 'a', age: undefined }, []],
    ['an object without what it needs', object({ name: text, age: [number] }), { age: 1 }, [['/at/name', 'missing', 'This property is needed.']]],
    ['an object with what it needs undefined', object({ name: text }), { name: undefined }, [['/at/name', 'missing', 'This property is needed.']]],
    [
      'an object with wrong members',
      object({ name: text, age: [number] }),
      { name: '', age: 'a' },
      [
        ['/at/name', ...notText.slice(1)],
        ['/at/age', ...notANumber.slice(1)],
      ],
    ],
    ['an object with more', object({ name: text }), { name: 'a', 'a/b~c': 1 }, [['/at/a~1b~0c', 'unknown-property', 'This is not a property here.']]],
    [
      'an object with what every object has',
      object({ name: text }),
      { name: 'a', toString: 1 },
      [['/at/toString', 'unknown-property', 'This is not a property here.']],
    ],
    ['a list for an object', object({ name: text }), [], [['/at', 'not-an-object', 'An object.']]],
    ['null for an object', object({ name: text }), null, [['/at', 'not-an-object', 'An object.']]],
    ['a map', mapOf(/^[a-z]$/, 'unknown-word', number), { a: 1, b: 2 }, []],
    ['a map with a wrong name', mapOf(/^[a-z]$/, 'unknown-word', number), { a: 1, B: 2 }, [['/at/B', 'unknown-word', 'Nothing is called B.']]],
    ['a map with a wrong value', mapOf(/^[a-z]$/, 'unknown-word', number), { a: 'x' }, [['/at/a', 'not-a-number', 'A number.']]],
    ['a list for a map', mapOf(/^[a-z]$/, 'unknown-word', number), [1], [['/at', 'not-an-object', 'An object.']]],
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
    ['either', either(nothing, number, () => true), { oneOf: [{ type: 'null' }, { type: 'number' }] }],
    ['a list', listOf(number, 1), { type: 'array', items: { type: 'number' }, minItems: 1, maxItems: 500 }],
    ['a pair', pairOf(number), { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }],
    [
      'an object',
      object({ name: text, age: [number] }, { anyOf: [] }),
      {
        type: 'object',
        properties: { name: text.schema, age: { type: 'number' } },
        required: ['name'],
        additionalProperties: false,
        anyOf: [],
      },
    ],
    ['a map', mapOf(/^[a-z]$/, 'unknown-word', number), { type: 'object', propertyNames: { pattern: '^[a-z]$' }, additionalProperties: { type: 'number' } }],
  ])('says of %s the same as JSON Schema', (_what, { schema }, expected) => {
    expect(schema).toEqual(expected);
  });

  it('is named by where it stands, as RFC 6901 writes it', () => {
    expect([below('', 'a'), below('/a', 0), below('/a', 'b~/c~/')]).toEqual(['/a', '/a/0', '/a/b~0~1c~0~1']);
  });
});
