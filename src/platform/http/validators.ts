import { applyDecorators } from '@nestjs/common';
import { IsOptional, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';
import { isDay, isPartialDate } from '../../kernel/day.js';
import { isId } from '../../kernel/id.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const check = (name: string, code: string, message: string, validate: (value: unknown) => boolean, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name,
      validator: { validate, defaultMessage: (args) => (options?.each ? `Each of ${args?.property}` : `${args?.property}`) + ` ${message}` },
    },
    { context: { code }, ...options },
  );

/** A calendar day that exists, `YYYY-MM-DD`. */
export const IsDay = (options?: ValidationOptions): PropertyDecorator =>
  check('isDay', 'invalid-date', 'must be a day, YYYY-MM-DD, that exists.', isDay, options);

/** RFC 3339 with an offset; the day must exist. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && isDay(value.slice(0, 10));

export const IsInstant = (options?: ValidationOptions): PropertyDecorator =>
  check('isInstant', 'invalid-instant', 'must be an instant with an offset, such as 2026-11-20T10:15:00+05:30.', isInstant, options);

/** A date known to the year, the month or the day. */
export const IsPartialDate = (options?: ValidationOptions): PropertyDecorator =>
  check('isPartialDate', 'invalid-date', 'must be a date: YYYY, YYYY-MM or YYYY-MM-DD.', isPartialDate, options);

export const IsIdentifier = (options?: ValidationOptions): PropertyDecorator =>
  check('isIdentifier', 'invalid-id', 'must be a UUID.', isId, options);

/** Text for people to read: not blank, at most `max` characters. */
export const IsText = ({ max = 1000, ...options }: { max?: number } & ValidationOptions = {}): PropertyDecorator =>
  check(
    'isText',
    'invalid-text',
    `must be text of 1 to ${max} characters.`,
    (value) => typeof value === 'string' && value.trim().length > 0 && value.length <= max,
    options,
  );

/** May be left out, but is not `null`. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** May be left out, or `null`. */
export const MayBeNull = (): PropertyDecorator => applyDecorators(IsOptional()) as PropertyDecorator;
