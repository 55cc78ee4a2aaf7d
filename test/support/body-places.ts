/** Every place of a body that the OpenAPI document describes, and the body with something else put there. */
import type { Example } from './stages.js';
import { document } from './openapi-validator.js';

export interface Schema {
  format?: string;
  pattern?: string;
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  readOnly?: boolean;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export const resolve = (schema: Schema): Schema => {
  if (schema.$ref) return resolve(document.components.schemas[schema.$ref.split('/').at(-1)!] as Schema);
  // A property of a merge patch: what it is, or null.
  const [only, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  if (only && others.length === 0) return resolve(only);
  return schema.allOf?.length === 1 ? { ...schema, ...resolve(schema.allOf[0]!), allOf: undefined } : schema;
};

/** The JSON types that a schema takes; null where it says nothing of them. */
const typesOf = (schema: Schema): string[] | null => {
  const { type, enum: values, properties } = schema;
  if (type) return [type].flat();
  if (values) return values.map((value) => (value === null ? 'null' : typeof value));
  return properties ? ['object'] : null;
};

export interface Place {
  path: string[];
  types: string[];
  schema: Schema;
  /** Whether the server alone says it: it may be sent, and is ignored. */
  isReadOnly: boolean;
}

/** Every place of a body where the document says what stands there. A list stands for its first element. */
export const placesOf = (given: Schema, path: string[] = [], depth = 0, inReadOnly = false): Place[] => {
  const schema = resolve(given);
  const isReadOnly = inReadOnly || given.readOnly === true || schema.readOnly === true;
  const types = typesOf(schema);
  if (types === null || depth > 6) return [];
  const here = path.length > 0 ? [{ path, types, schema, isReadOnly }] : [];
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => placesOf(property, [...path, name], depth + 1, isReadOnly));
  return [...here, ...inside, ...(schema.items ? placesOf(schema.items, [...path, '0'], depth + 1, isReadOnly) : [])];
};

/** The example with a value put into the place; what is not there on the way is made. */
export const withValue = (body: Json, [name, ...rest]: string[], value: Json): Json => {
  if (name === undefined) return value;
  if (name === '0') {
    const list = Array.isArray(body) ? body : [];
    return [withValue(list[0] ?? null, rest, value), ...list.slice(1)];
  }
  const object = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...object, [name]: withValue(object[name] ?? null, rest, value) };
};

/** The example without the last name of the path; what is not there on the way is made, as `withValue` does. */
export const withoutPlace = (body: Json, path: string[]): Json => {
  const whole = withValue(body, path, null);
  let holder = whole as Record<string, Json>;
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, Json>;
  delete holder[path.at(-1)!];
  return whole;
};

/** What the document says of the body of an example. */
export const bodySchema = ({ operation, type }: Example): Schema => operation.requestBody!.content[type]!.schema as Schema;
