/** The fields of one value. */
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, getSchemaPath, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type as TransformTo } from 'class-transformer';
import {
  getMetadataStorage,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsLocale,
  IsNumber,
  IsObject,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { isDay, isPartialDate } from '../../../kernel/day.js';
import { getEnumerationName, type Enumeration } from '../../../kernel/enumeration.js';
import { isId } from '../../../kernel/id.js';
import { isInstant } from '../../../kernel/instant.js';
import { isVisible } from '../../../kernel/text.js';
import { Checked } from './checked.js';
import { describeNumber, describeObject, describeOneOf, describeText } from './due.js';
import { ENUMERATION, createField, type Element, type Field, type RuleContext } from './field.js';

/** A calendar day, `YYYY-MM-DD`, that exists, from 1900 to 2200. */
export const Day = (): Field<string> =>
  Checked({
    name: 'isDay',
    code: 'invalid-date',
    due: 'a day of the years 1900 to 2200 that exists, YYYY-MM-DD, such as 2026-11-20',
    validate: isDay,
    schema: { format: 'date' },
  });

/** An RFC 3339 instant with an offset of at most fourteen hours, from 1900 to 2200. */
export const Instant = (): Field<string> =>
  Checked({
    name: 'isInstant',
    code: 'invalid-instant',
    due: 'an instant of the years 1900 to 2200 with an offset of at most 14 hours, such as 2026-11-20T10:15:00+05:30',
    validate: isInstant,
    schema: { format: 'date-time' },
  });

/** A date known to the year, the month or the day, from 1900 to 2200. */
export const PartialDate = (): Field<string> =>
  Checked({
    name: 'isPartialDate',
    code: 'invalid-date',
    due: 'a date of the years 1900 to 2200 that exists, YYYY, YYYY-MM or YYYY-MM-DD, such as 2026-11',
    validate: isPartialDate,
    schema: { pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' },
  });

/** The id of a resource. */
export const Identifier = (): Field<string> =>
  Checked({
    name: 'isIdentifier',
    code: 'invalid-id',
    due: 'a UUID that this API answered as an id, such as 01936f00-5c00-7000-8000-00000000000a',
    validate: isId,
    schema: { format: 'uuid' },
  });

/** A text for people, with at least one visible character and at most `max` characters. */
export const Text = ({ max }: { max: number }): Field<string> => {
  const visible = Checked({
    name: 'isText',
    code: 'invalid-text',
    due: `${describeText({ min: 1, max })}, some of which can be seen`,
    // What is too long is not looked into, and told as that.
    validate: (value) => typeof value === 'string' && (value.length > max || isVisible(value)),
    schema: { minLength: 1, maxLength: max },
  });
  return createField<string>({ ...visible.element, rules: (options) => [...visible.element.rules(options), MaxLength(max, options)] });
};

/**
 * Prose about a patient that a person writes and no SQL reads: a text that is sealed where it is stored. Where other objects have a member of the same name
 * that stays plain, `within` names the member of the body that holds this object, or a list of such objects.
 */
export const Note = ({ max, within }: { max: number; within?: string }): Field<string> =>
  createField<string>({ ...Text({ max }).element, note: within === undefined ? {} : { within } });

const withCode = (options: ValidationOptions, code: FieldErrorCode | undefined): ValidationOptions => ({
  ...options,
  context: { ...(code !== undefined && { code }), ...(options.context as RuleContext | undefined) },
});

/** A text of a fixed form. The example matches the pattern. */
export const Matching = (pattern: RegExp, { example, code, what }: { example: string; code?: FieldErrorCode; what?: string }): Field<string> =>
  createField({
    kind: 'text',
    due: what === undefined ? `a text such as ${example}, of the form ${pattern.source}` : `${what}, such as ${example}`,
    schema: { type: 'string', pattern: pattern.source, example },
    rules: (options) => [Matches(pattern, withCode(options, code))],
  });

/** A text without further rules, such as a cursor. */
export const Characters = ({ min, max }: { min?: number; max: number }): Field<string> =>
  createField({
    kind: 'text',
    due: describeText({ min, max }),
    schema: { type: 'string', ...(min !== undefined && { minLength: min }), maxLength: max },
    rules: (options) => [min === undefined ? MaxLength(max, options) : Length(min, max, options), IsString(options)],
  });

/** An e-mail address. */
export const Email = (): Field<string> =>
  createField({
    kind: 'text',
    due: 'an e-mail address of at most 254 characters, such as name@clinic.example',
    schema: { type: 'string', format: 'email', maxLength: 254 },
    rules: (options) => [MaxLength(254, options), IsEmail({}, options)],
  });

/** A language, as a BCP 47 tag. */
export const LanguageTag = (): Field<string> =>
  createField({
    kind: 'text',
    due: 'a language as a BCP 47 tag of at most 35 characters, such as hi-IN',
    schema: { type: 'string', maxLength: 35 },
    rules: (options) => [MaxLength(35, options), IsLocale(options)],
  });

/** The address of a page on the web. */
export const WebAddress = ({ max }: { max: number }): Field<string> =>
  createField({
    kind: 'text',
    due: `the address of a page with http or https, of at most ${max} characters, such as https://clinic.example/page`,
    schema: { type: 'string', format: 'uri', maxLength: max },
    rules: (options) => [MaxLength(max, options), IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false }, options)],
  });

interface Range {
  min?: number;
  max?: number;
}

const createRangeSchema = ({ min, max }: Range): ApiPropertyOptions => ({
  ...(min !== undefined && { minimum: min }),
  ...(max !== undefined && { maximum: max }),
});

const listRangeValidators = ({ min, max }: Range, options: ValidationOptions): PropertyDecorator[] => [
  ...(max === undefined ? [] : [Max(max, options)]),
  ...(min === undefined ? [] : [Min(min, options)]),
];

/** A whole number. */
export const Whole = (range: Range = {}): Field<number> =>
  createField({
    kind: 'number',
    due: describeNumber('whole number', range),
    schema: { type: 'integer', ...createRangeSchema(range) },
    rules: (options) => [...listRangeValidators(range, options), IsInt(options)],
  });

/** A number, whole or not. */
export const Decimal = (range: Range = {}): Field<number> =>
  createField({
    kind: 'number',
    due: describeNumber('number', range),
    schema: { type: 'number', ...createRangeSchema(range) },
    rules: (options) => [...listRangeValidators(range, options), IsNumber({ allowNaN: false, allowInfinity: false }, options)],
  });

/** True or false. */
export const Flag = (): Field<boolean> =>
  createField({ kind: 'boolean', due: 'true or false', schema: { type: 'boolean' }, rules: (options) => [IsBoolean(options)] });

/** One value of an enumeration. */
export const OneOf = <Value extends string>(values: Enumeration<Value>): Field<Value> =>
  createField({
    kind: 'text',
    due: describeOneOf(values),
    schema: { type: 'string', enum: [...values], [ENUMERATION]: getEnumerationName(values) } as ApiPropertyOptions,
    rules: (options) => [IsIn([...values], options)],
  });

/** A class that is declared above, or a function that returns one declared below. */
type ClassOf<Value> = Type<Value> | (() => Type<Value>);

const isClass = <Value>(of: ClassOf<Value>): of is Type<Value> => of.prototype !== undefined;

const toLazyType = <Value>(of: ClassOf<Value>): (() => Type<Value>) => (isClass(of) ? () => of : of);

const properties = new Map<Type<object>, readonly string[]>();

/** The properties that a class of a body has, in their order; worked out once. */
const listProperties = (model: Type<object>): readonly string[] => {
  const known = properties.get(model);
  if (known) return known;
  const found = [
    ...new Set(
      getMetadataStorage()
        .getTargetValidationMetadatas(model, '', false, false)
        .map(({ propertyName }) => propertyName),
    ),
  ];
  properties.set(model, found);
  return found;
};

/** An object of a class. */
export const Nested = <Value extends object>(of: ClassOf<Value>): Field<Value> => {
  const nested = toLazyType(of);
  return createField<Value>({
    kind: 'object',
    nested,
    due: () => describeObject(listProperties(nested())),
    // The generator knows a lazy type by this very name.
    schema: { type: () => nested() },
    rules: (options) => [TransformTo(nested), ValidateNested(options), ...(options.each ? [] : [IsObject(options)])],
  });
};

/** Decorates a property that holds some object. */
type ObjectField = (<Name extends string, Owner extends { readonly [N in Name]?: object | null }>(owner: Owner, name: Name) => void) & {
  readonly element: Element<object>;
};

/** An object of which this API knows nothing more, or whose members a service reads by itself. */
export const AnyObject = (): ObjectField =>
  createField<object>({
    kind: 'object',
    due: describeObject([]),
    schema: { type: 'object', additionalProperties: true },
    rules: (options) => [IsObject(options)],
  }) as unknown as ObjectField;

/** An object by names of the sender's choice; a service reads its members by itself. */
export const MapOf = (of: Type<object> | { readonly element: Element<unknown> }): ObjectField => {
  const isElement = 'element' in of;
  return createField<object>({
    kind: 'object',
    due: 'an object, with names of your choice',
    schema: { type: 'object', additionalProperties: (isElement ? of.element.schema : { $ref: getSchemaPath(of) }) as { type: 'object' } },
    rules: (options) => [IsObject(options), ({ constructor }) => (isElement ? undefined : (ApiExtraModels(of)(constructor) as undefined))],
  }) as unknown as ObjectField;
};

const jsonTypes = {
  text: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  object: { type: 'object', additionalProperties: true },
  list: { type: 'array', items: {} },
} as const;

/** A value of one of some JSON types; only answers have it. */
export const AnyOf = (...kinds: readonly (keyof typeof jsonTypes)[]): PropertyDecorator => ApiProperty({ oneOf: kinds.map((kind) => jsonTypes[kind]) });

/** What is said of a field in the API document where it is not written down as a comment, since it is made. */
export const Described = (description: string): PropertyDecorator => ApiProperty({ description });
