/** The conventions of docs/conventions.md, held by a walk through the API document: no feature can go another way. */
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import '../../src/app.module.js';
import { codeOfRule } from '../../src/platform/http/dto.pipe.js';
import type { RuleContext } from '../../src/platform/http/fields/field.js';
import { document, operations } from '../support/openapi-validator.js';

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}
interface QueryParameter {
  name: string;
  in: string;
  style?: string;
  explode?: boolean;
  description?: string;
  required?: boolean;
  schema: Schema;
}

const schemas = document.components.schemas as Record<string, Schema>;
const named = ({ $ref, allOf }: Schema): string | undefined => ($ref ?? allOf?.[0]?.$ref)?.split('/').at(-1);
const resolve = (schema: Schema): Schema => schemas[named(schema) ?? ''] ?? schema;
const queryOf = (parameters: unknown): QueryParameter[] => (parameters as QueryParameter[]).filter((parameter) => parameter.in === 'query');

const lists = operations.filter(({ operation }) => /Page(With\w+)?"/.test(JSON.stringify(operation.responses['200'] ?? {})));

describe('a query', () => {
  it('of a list takes several values wherever it takes one of an enumeration and need not', () => {
    const filters = lists.flatMap(({ operation }) =>
      queryOf(operation.parameters)
        .filter(({ required, schema }) => !required && Array.isArray(resolve(schema.items ?? schema).enum))
        .map(({ name, schema }) => [operation.operationId, name, schema.type]),
    );
    expect(filters.length).toBeGreaterThan(20);
    expect(filters.filter(([, , type]) => type !== 'array')).toEqual([]);
  });

  it('says of every list that it takes how it is written', () => {
    const several = operations.flatMap(({ operation }) => queryOf(operation.parameters).filter(({ schema }) => schema.type === 'array'));
    expect(several.length).toBeGreaterThan(20);
    for (const { description, style, explode } of several) {
      expect({ description, style, explode }).toEqual({ description: expect.stringContaining('joined by commas'), style: 'form', explode: true });
    }
  });
});

describe('what is wrong with a field', () => {
  it('has one of the codes of one enumeration, each with its meaning', () => {
    const { enum: codes = [], description = '' } = schemas['FieldErrorCode'] as { enum?: string[]; description?: string };
    expect(codes.length).toBeGreaterThan(100);
    expect(named(schemas['FieldProblem']!.properties!['code']!)).toBe('FieldErrorCode');
    expect(codes.filter((code) => !description.includes(`\`${code}\`: `))).toEqual([]);
  });

  it('has a code for every rule that a field declares', () => {
    const rules = [...getMetadataStorage()['validationMetadatas'].values()].flat() as ValidationMetadata[];
    // Whether a field must be there is no rule that it breaks.
    const checked = rules.filter(({ name, type }) => type !== 'conditionalValidation' && name !== 'isOptional');
    expect(checked.length).toBeGreaterThan(1000);
    const without = checked.filter(({ name, type, context }) => !codeOfRule(name ?? type, context as RuleContext | undefined));
    expect([...new Set(without.map(({ name, type }) => name ?? type))]).toEqual([]);
  });
});
