import { IsOptional, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';
import { isDay, isPartialDate } from '../../kernel/day.js';
import { isId } from '../../kernel/id.js';
import { isInstant } from '../../kernel/instant.js';
import { isVisible } from '../../kernel/text.js';
import { hintSchema } from './schema-hints.js';

interface Check {
  name: string;
  /** What the problem document calls the error. */
  code: string;
  /** Follows the property's name. */
  message: string;
  validate: (value: unknown) => boolean;
  /** What OpenAPI says of the property. */
  schema: Record<string, unknown>;
}

const check =
  ({ name, code, message, validate, schema }: Check, options?: ValidationOptions): PropertyDecorator =>
  (target, property) => {
    ValidateBy(
      {
        name,
        validator: { validate, defaultMessage: (args) => `${options?.each ? 'Each of ' : ''}${args?.property} ${message}` },
      },
      { context: { code }, ...options },
    )(target, property);
    hintSchema(target, property, options?.each ? { items: schema } : schema);
  };

const day: Check = {
  name: 'isDay',
  code: 'invalid-date',
  message: 'must be a day of the years 1900 to 2200 that exists, YYYY-MM-DD.',
  validate: isDay,
  schema: { format: 'date' },
};

/** A calendar day of the years 1900 to 2200 that exists, `YYYY-MM-DD`. */
export const IsDay = (options?: ValidationOptions): PropertyDecorator => check(day, options);

const instant: Check = {
  name: 'isInstant',
  code: 'invalid-instant',
  message: 'must be an instant of the years 1900 to 2200 with an offset of at most 14 hours, such as 2026-11-20T10:15:00+05:30.',
  validate: isInstant,
  schema: { format: 'date-time' },
};

/** An instant, RFC 3339 with an offset of at most fourteen hours, of the years 1900 to 2200. */
export const IsInstant = (options?: ValidationOptions): PropertyDecorator => check(instant, options);

const partialDate: Check = {
  name: 'isPartialDate',
  code: 'invalid-date',
  message: 'must be a date of the years 1900 to 2200 that exists: YYYY, YYYY-MM or YYYY-MM-DD.',
  validate: isPartialDate,
  schema: { pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' },
};

/** A date of the years 1900 to 2200, known to the year, the month or the day. */
export const IsPartialDate = (options?: ValidationOptions): PropertyDecorator => check(partialDate, options);

const identifier: Check = {
  name: 'isIdentifier',
  code: 'invalid-id',
  message: 'must be a UUID.',
  validate: isId,
  schema: { format: 'uuid' },
};

/** The id of a resource. */
export const IsIdentifier = (options?: ValidationOptions): PropertyDecorator => check(identifier, options);

/** Text for people to read: something of it can be seen, and it has at most `max` characters. */
export const IsText = ({ max = 1000, ...options }: { max?: number } & ValidationOptions = {}): PropertyDecorator =>
  check(
    {
      name: 'isText',
      code: 'invalid-text',
      message: `must be text of 1 to ${max} characters, some of which can be seen.`,
      validate: (value) => typeof value === 'string' && value.length <= max && isVisible(value),
      schema: { minLength: 1, maxLength: max },
    },
    options,
  );

/** May be left out, but is not `null`. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** May be left out, or `null`. */
export const MayBeNull = (): PropertyDecorator => IsOptional();
