/** The parts of the grammar of rules. Each part checks a value, and describes the same as JSON Schema. */
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import { isJsonObject } from '../../../kernel/json-object.js';

/** Reports an error at a place; `pointer` is a JSON Pointer (RFC 6901). */
export type Report = (pointer: string, code: FieldErrorCode, detail: string) => void;
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shape {
  readonly check: (value: unknown, pointer: string, report: Report) => void;
  readonly schema: JsonSchema;
}

/** The members of an object; names in brackets are optional. */
export type Members = Readonly<Record<string, Shape | readonly [Shape]>>;

const longestText = 2_000;
const longestList = 500;

/** Appends a step to a pointer; RFC 6901 writes `~` as `~0` and `/` as `~1`. */
export const extendPointer = (pointer: string, step: string | number): string => `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const text: Shape = {
  check: (value, pointer, report) => {
    if (typeof value !== 'string' || value.trim() === '' || [...value].length > longestText)
      report(pointer, 'not-text', `A text that is not empty, of at most ${longestText} characters.`);
  },
  schema: { type: 'string', pattern: '\\S', maxLength: longestText },
};

export const number: Shape = {
  check: (value, pointer, report) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) report(pointer, 'not-a-number', 'A number.');
  },
  schema: { type: 'number' },
};

const createWholeNumberShape = (least: number, most: number, code: FieldErrorCode, what: string): Shape => ({
  check: (value, pointer, report) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) report(pointer, code, `${what}, ${least} to ${most}.`);
  },
  schema: { type: 'integer', minimum: least, maximum: most },
});

export const days = createWholeNumberShape(0, 36_500, 'not-days', 'A whole number of days');
export const years = createWholeNumberShape(0, 150, 'not-years', 'A whole number of years');
export const count = createWholeNumberShape(1, longestList, 'not-a-count', 'A whole number');

export const createChoiceShape = (words: Iterable<unknown>, what?: string): Shape => {
  const allowed = [...words];
  const known = new Set(allowed);
  return {
    check: (value, pointer, report) => {
      if (!known.has(value)) report(pointer, 'unknown-word', what ?? `One of ${allowed.join(', ')}.`);
    },
    schema: { enum: allowed },
  };
};

export const createPatternShape = (pattern: RegExp, code: FieldErrorCode, what: string): Shape => ({
  check: (value, pointer, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(pointer, code, what);
  },
  schema: { type: 'string', pattern: pattern.source },
});

/** Either of two shapes; `isFirst` decides which shape a value is meant to have. */
export const createEitherShape = (first: Shape, second: Shape, isFirst: (value: unknown) => boolean): Shape => ({
  check: (value, pointer, report) => (isFirst(value) ? first : second).check(value, pointer, report),
  schema: { oneOf: [first.schema, second.schema] },
});

export const nothing: Shape = {
  check: (value, pointer, report) => {
    if (value !== null) report(pointer, 'not-null', 'null, and nothing else.');
  },
  schema: { type: 'null' },
};

export const createListShape = (shape: Shape, least = 0, most = longestList): Shape => ({
  check: (value, pointer, report) => {
    if (!Array.isArray(value)) return report(pointer, 'not-a-list', `A list of ${least} to ${most} elements.`);
    if (value.length < least) return report(pointer, 'too-few', `A list of at least ${least}.`);
    if (value.length > most) return report(pointer, 'too-many', `A list of at most ${most}.`);
    value.forEach((item, index) => shape.check(item, extendPointer(pointer, index), report));
  },
  schema: { type: 'array', items: shape.schema, minItems: least, maxItems: most },
});

export const createPairShape = (shape: Shape): Shape => {
  const { check, schema } = createListShape(shape, 2, 2);
  return {
    check: (value, pointer, report) =>
      Array.isArray(value) && value.length === 2 ? check(value, pointer, report) : report(pointer, 'not-a-pair', 'A list of exactly two.'),
    schema,
  };
};

const isOptional = (member: Shape | readonly [Shape]): member is readonly [Shape] => Array.isArray(member);
const getShape = (member: Shape | readonly [Shape]): Shape => (isOptional(member) ? member[0] : member);

/** An object with these members and no others. `more` is added to its schema. */
export const createObjectShape = (members: Members, more: JsonSchema = {}): Shape => ({
  check: (value, pointer, report) => {
    if (!isJsonObject(value)) return report(pointer, 'not-an-object', `An object of ${Object.keys(members).join(', ')}.`);
    for (const name of Object.keys(value))
      if (!Object.hasOwn(members, name))
        report(extendPointer(pointer, name), 'unknown-property', `This is not a property here: known are ${Object.keys(members).join(', ')}.`);
    for (const [name, member] of Object.entries(members)) {
      if (Object.hasOwn(value, name) && value[name] !== undefined) getShape(member).check(value[name], extendPointer(pointer, name), report);
      else if (!isOptional(member)) report(extendPointer(pointer, name), 'missing', `${name} is needed here.`);
    }
  },
  schema: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(members).map(([name, member]) => [name, getShape(member).schema])),
    required: Object.entries(members)
      .filter(([, member]) => !isOptional(member))
      .map(([name]) => name),
    additionalProperties: false,
    ...more,
  },
});

/** An object whose member names match a pattern, with values of one shape. */
export const createMapShape = (name: RegExp, nameCode: FieldErrorCode, shape: Shape): Shape => ({
  check: (value, pointer, report) => {
    if (!isJsonObject(value)) return report(pointer, 'not-an-object', 'An object.');
    for (const [key, one] of Object.entries(value)) {
      if (name.test(key)) shape.check(one, extendPointer(pointer, key), report);
      else report(extendPointer(pointer, key), nameCode, `Nothing is called ${key}: known are the facts that the catalogue names.`);
    }
  },
  schema: { type: 'object', propertyNames: { pattern: name.source }, additionalProperties: shape.schema },
});
