import type { FieldErrorCode } from '../../../kernel/field-error.js';
import { ValidateBy } from 'class-validator';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { field, type Field, type FieldDecorator, type JsonKind, type RuleContext } from './field.js';

interface Check {
  name: string;
  /** What the problem document calls the error; made of the name where it is left out. */
  code?: FieldErrorCode;
  /** What the value must be, in words that follow "must be". */
  due: string;
  validate: (value: unknown) => boolean;
  /** What OpenAPI says of the property. */
  schema: ApiPropertyOptions;
  kind?: JsonKind | null;
}

/** A field with a check of its own, in terms of the kernel or of a feature's domain. */
export const Checked = <Value = string>({ name, code, due, validate, schema, kind = 'text' }: Check): Field<Value> =>
  field<Value>({
    kind,
    due,
    schema: { ...(kind === 'text' && { type: 'string' }), ...schema },
    rules: (options) => [ValidateBy({ name, validator: { validate } }, { ...options, context: { code, ...(options.context as RuleContext | undefined) } })],
  });

interface Comparison {
  name: string;
  code: FieldErrorCode;
  message: (property: string) => string;
  validate: (value: unknown, object: Readonly<Record<string, unknown>>) => boolean;
}

/** A check of a field beside others of the same object; it stands with the decorator that says what the field is. */
export const ComparedWith = <Value>({ name, code, message, validate }: Comparison): FieldDecorator<Value> => {
  const rule = ValidateBy(
    {
      name,
      validator: {
        validate: (value, args) => validate(value, (args?.object ?? {}) as Record<string, unknown>),
        defaultMessage: (args) => message(args?.property ?? ''),
      },
    },
    { context: { code } satisfies RuleContext },
  );
  return (owner: object, property: string) => rule(owner, property);
};
