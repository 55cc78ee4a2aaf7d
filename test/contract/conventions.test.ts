/** The conventions of docs/conventions.md, held by a walk through the API document: no feature can go another way. */
import { describe, expect, it } from '@jest/globals';
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
