import type { FieldErrorCode } from '../../../kernel/field-error.js';
import { ValidateBy } from 'class-validator';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { createField, type Field, type FieldDecorator, type JsonKind, type RuleContext } from './field.js';

interface Check {
  name: string;
  /** The code of the error; derived from the name where it is left out. */
  code?: FieldErrorCode;
  /** The detail of the error, without the name of the property, which comes before it. */
  due: string;
  validate: (value: unknown) => boolean;
  /** The schema of the property in the API document. */
  schema: ApiPropertyOptions;
  kind?: JsonKind | null;
}

/** A field with a check of its own, from the kernel or from the domain of a feature. */
export const Checked = <Value = string>({ name, code, due, validate, schema, kind = 'text' }: Check): Field<Value> =>
  createField<Value>({
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

/** A check of a field against other fields of the same object. It stands beside the decorator of the field's type. */
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
