/** Holds every answer of the end-to-end tests against the committed OpenAPI document. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Response } from 'supertest';
import type { Permission } from '../../src/platform/access/policy.js';
import { parse } from 'yaml';
import { recordAnswer } from './recorded-answers.js';

interface Media {
  schema?: object;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}
export interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  description?: string;
  security?: Record<string, string[]>[];
  'x-permission'?: Permission;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, { $ref?: string; description?: string; content?: Record<string, Media>; headers?: object }>;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  example?: string;
  schema?: { example?: string; examples?: string[] };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: {
    responses: Record<string, Operation['responses'][string]>;
    schemas: Record<string, object>;
    parameters: Record<string, Parameter>;
  };
}

type Referred<T> = T | { $ref: string };

/** What a reference into the components points to, or the thing itself. */
const resolved = <T extends object>(value: Referred<T>, components: Record<string, T>): T =>
  '$ref' in value ? components[value.$ref.split('/').at(-1)!]! : value;

export const document = parse(readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8')) as Document;

/** Every operation with its method and path template; parameters and responses stand in it, whether the document shares them or not. */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, described]) => {
    const { parameters, responses } = document.components;
    const operation: Operation = {
      ...described,
      parameters: (described.parameters ?? []).map((parameter) => resolved(parameter, parameters)),
      responses: Object.fromEntries(Object.entries(described.responses).map(([status, response]) => [status, resolved(response, responses)])),
    };
    return { path, method: method as 'get' | 'post' | 'put' | 'patch', operation };
  }),
);

/** What the caller of an operation must be permitted; only public ones need nothing. */
export const permissionOf = (operation: Operation): Permission => operation['x-permission']!;

/** What must stand behind the path: the examples of the query parameters that are required. */
export const requiredQuery = ({ parameters = [] }: Operation): string => {
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const pairs = needed.map(({ name, example, schema }) => `${name}=${encodeURIComponent(example ?? schema?.example ?? schema?.examples?.[0] ?? '')}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
};

const templates = operations.map(({ path, method, operation }) => ({
  method,
  operation,
  fixed: !path.includes('{'),
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
}));

const findOperation = (method: string, path: string): Operation | undefined => {
  const matching = templates.filter((template) => template.method === method && template.pattern.test(path));
  return (matching.find((template) => template.fixed) ?? matching[0])?.operation;
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (instance: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'https://hairline.test/openapi', components: document.components });

const compiled = new Map<object, ValidateFunction>();

/** References point into the document, which is registered under one name. */
const absolute = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(absolute);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      name === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'https://hairline.test/openapi#') : absolute(value),
    ]),
  );
};

const validatorOf = (schema: object): ValidateFunction => {
  let validate = compiled.get(schema);
  if (!validate) compiled.set(schema, (validate = ajv.compile(absolute(schema) as object)));
  return validate;
};

const undocumented = new Set(['/openapi.json', '/openapi.yaml', '/metrics']);

/** Fails when the answer is not one that the document describes. */
export const assertConforms = (method: string, url: string, response: Response): void => {
  const path = url.split('?', 1)[0]!;
  const operation = findOperation(method, path);
  if (!operation) {
    if (path.startsWith('/v1/') && response.status !== 404) throw new Error(`${method} ${path} is not in the OpenAPI document.`);
    return;
  }
  if (undocumented.has(path)) return;
  const declared = operation.responses[String(response.status)];
  if (!declared) throw new Error(`${operation.operationId} does not describe status ${response.status}: ${response.text}`);
  if (!declared.content) return;
  const type = (response.headers['content-type'] ?? '').split(';')[0]!;
  const media = declared.content[type];
  if (!media?.schema) throw new Error(`${operation.operationId} does not describe ${type} for status ${response.status}.`);
  if ('format' in media.schema && media.schema.format === 'binary') return;
  const validate = validatorOf(media.schema);
  if (type === 'application/x-ndjson') {
    const text = Buffer.isBuffer(response.body) ? response.body.toString() : response.text;
    for (const line of text.split('\n').filter((text) => text !== '')) {
      if (!validate(JSON.parse(line))) throw new Error(`${operation.operationId} is not what the document says: ${ajv.errorsText(validate.errors)}\n${line}`);
    }
    return;
  }
  if (!validate(type === 'text/plain' ? response.text : response.body)) {
    throw new Error(
      `${operation.operationId} ${response.status} is not what the document says: ${ajv.errorsText(validate.errors)}\n${response.text.slice(0, 2000)}`,
    );
  }
  if (type === 'application/json' && response.status < 300) recordAnswer(operation.operationId, response.body);
};
