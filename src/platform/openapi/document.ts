/**
 * The OpenAPI document: what the swagger plug-in reads from the code, completed with what every route has in
 * common (problems, headers, security), so that no controller repeats it.
 */
import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ProblemType } from '../../kernel/failure.js';
import { rolesGranting, scopes as allScopes, scopesGranting, WHOLE_ROLE, type Permission } from '../access/policy.js';
import { Problem } from '../http/problem.dto.js';
import { problems } from '../http/problems.js';
import { declarationOf, needsVersion, type RouteDeclaration } from '../http/route.js';
import { hintsOf, knowClass } from '../http/schema-hints.js';

/** A group of operations, in the order in which the page shows them. */
export interface DocumentTag {
  name: string;
  description: string;
}

interface Header {
  description: string;
  schema: object;
}
interface Media {
  schema?: object;
  example?: unknown;
  examples?: Record<string, { summary?: string; value: unknown }>;
}
interface Response {
  description: string;
  headers?: Record<string, Header>;
  content?: Record<string, Media>;
}
interface Reference {
  $ref: string;
}
interface Schema {
  type?: unknown;
  properties?: Record<string, Record<string, unknown>>;
  required?: string[];
  description?: string;
}
interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: object }[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Response | Reference>;
  security?: Record<string, string[]>[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const requestIdHeader: Header = {
  description: 'The number of this request; logs and audit carry the same.',
  schema: { type: 'string', format: 'uuid' },
};
const etagHeader: Header = { description: 'The version of the resource, as a strong entity tag.', schema: { type: 'string' } };

interface Route extends RouteDeclaration {
  /** The classes that the handler takes, by name: that of its query among them. */
  takes?: string[];
}

const routesOf = (app: INestApplication): Map<string, Route> => {
  const scanner = app.get(MetadataScanner, { strict: false });
  const routes = new Map<string, Route>();
  for (const { instance } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    const prototype = Object.getPrototypeOf(instance as object) as Record<string, object>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const types = ((Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as unknown[]).filter((type) => typeof type === 'function');
      types.forEach(knowClass);
      routes.set(name, { ...declarationOf(prototype[name]!), takes: types.map((type) => type.name) });
    }
  }
  return routes;
};

/** The problems that follow from what a route declares. */
const problemsOf = (method: string, route: RouteDeclaration, operation: Operation): ProblemType[] => {
  const writes = method !== 'get' && !route.readOnly;
  // Also where none is asked for: a body that is sent must be one, and say nothing.
  const mayHaveBody = method !== 'get';
  const hasInput = mayHaveBody || (operation.parameters ?? []).some((parameter) => parameter.in === 'query');
  const found: ProblemType[] = [...(route.fails ?? [])];
  if (hasInput) found.push('invalid-input');
  if (mayHaveBody) found.push('malformed-request', 'payload-too-large', 'unsupported-media-type');
  if (route.access !== 'public') found.push('unauthenticated', 'forbidden', 'too-many-requests');
  if ((operation.parameters ?? []).some((parameter) => parameter.in === 'path')) found.push('not-found');
  if (needsVersion(method, route)) found.push('precondition-failed', 'precondition-required');
  if (method === 'post' && writes) found.push('request-in-progress', 'idempotency-key-reused');
  found.push('internal', 'unavailable');
  return [...new Set(found)];
};

/** One shared response for each set of problems that a status can mean. */
const problemResponse = (status: number, types: ProblemType[]): Response => ({
  description: types.map((type) => `\`/problems/${type}\`: ${problems[type].title}.`).join(' '),
  headers: {
    'X-Request-Id': requestIdHeader,
    ...((status === 429 || status === 503) && { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } }),
  },
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(
        types.map((type) => [
          type,
          {
            value: {
              type: `/problems/${type}`,
              title: problems[type].title,
              status,
              detail: problems[type].explanation.split('. ', 1)[0]!.replace(/\.?$/, '.'),
              instance: '/v1/patients',
              traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
            },
          },
        ]),
      ),
    },
  },
});

const problemResponses = (types: ProblemType[], shared: Record<string, Response>): Record<string, Reference> => {
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of types) {
    const { status } = problems[type];
    byStatus.set(status, [...(byStatus.get(status) ?? []), type].sort());
  }
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => {
      const name = of.join('_or_');
      shared[name] ??= problemResponse(status, of);
      return [String(status), { $ref: `#/components/responses/${name}` }];
    }),
  );
};

const parameter = (name: string, description: string, schema: object, required = false) => ({ name, in: 'header', required, description, schema });

const whoMay = (permission: Permission): string => {
  const roles = rolesGranting(permission);
  const scopes = scopesGranting(permission);
  return `**Who may:** ${roles.join(', ') || 'nobody of the staff'}${scopes.length > 0 ? `; clients with the scope ${scopes.join(' or ')}` : ''}.`;
};

const complete = (method: string, operation: Operation, route: RouteDeclaration, shared: Record<string, Response>): void => {
  const writes = method !== 'get' && !route.readOnly;
  operation.parameters ??= [];
  if (typeof route.access === 'object') {
    operation.description = [operation.description, whoMay(route.access.permission)].filter(Boolean).join('\n\n');
    const scopes = scopesGranting(route.access.permission);
    operation.security = [...(operation.security ?? []), { logIn: [WHOLE_ROLE] }, ...scopes.map((scope) => ({ client: [scope] }))];
  } else operation.security = [];
  // The generator takes every POST for a 201; the route has said what it answers.
  for (const status of ['200', '201']) if (status !== String(route.answer?.status)) delete operation.responses[status];
  const success = operation.responses[String(route.answer?.status ?? 200)] as Response | undefined;
  if (success) success.headers = { ...success.headers, 'X-Request-Id': requestIdHeader, ...(route.versioned && { ETag: etagHeader }) };
  const answered = success?.content?.['application/json'];
  if (route.rescreens && answered) answered.schema = { allOf: [answered.schema ?? {}, { $ref: `${SCHEMAS}Rescreened` }] };
  if (route.versioned && !route.live && method === 'get') {
    operation.parameters.push(parameter('If-None-Match', 'Entity tags that the caller has: an unchanged resource is answered 304.', { type: 'string' }));
    operation.responses['304'] = { description: 'Not changed.', headers: { ETag: etagHeader } };
  }
  if (route.ranged) describeRanges(operation, success);
  if (needsVersion(method, route)) {
    // Not marked as required: without it the answer is 428, which generated clients must be able to see.
    operation.parameters.push(parameter('If-Match', 'Needed: the ETag of the version that the change was made from.', { type: 'string' }));
  }
  if (method === 'post' && writes) {
    operation.parameters.push(
      parameter('Idempotency-Key', 'Makes a repetition safe: the same key and body answer the first answer again, for 24 hours.', {
        type: 'string',
        minLength: 1,
        maxLength: 255,
      }),
    );
    if (success)
      success.headers = { ...success.headers, 'Idempotency-Replayed': { description: '`true` on an answer that was kept.', schema: { type: 'string' } } };
  }
  if (route.sends && success)
    success.headers = { ...success.headers, [route.sends.name]: { description: route.sends.description, schema: { type: 'string' } } };
  if (route.honours) {
    const { name, values, description: about } = route.honours;
    operation.parameters.push(parameter('Prefer', `What the caller would like (RFC 7240): ${about}`, { type: 'string', examples: [`${name}=${values[0]}`] }));
    if (success) {
      const applied = { description: 'The preference that was honoured, if one was stated.', schema: { type: 'string' } };
      success.headers = { ...success.headers, 'Preference-Applied': applied };
    }
  }
  if (route.patchOf) {
    const schema = { $ref: `#/components/schemas/${route.patchOf}Patch` };
    operation.requestBody = { required: true, content: { 'application/merge-patch+json': { schema }, 'application/json': { schema } } };
  }
  for (const media of Object.values(operation.requestBody?.content ?? {})) {
    const examples = route.examples ?? [];
    if (examples.length > 0) media.examples = Object.fromEntries(examples.map(({ name, body }) => [name, { summary: name, value: body }]));
  }
  if (operation.requestBody) operation.requestBody.required ??= true;
  operation.responses = { ...operation.responses, ...problemResponses(problemsOf(method, route, operation), shared) };
};

/** What whoever reads a stored file may ask for. */
const describeRanges = (operation: Operation, success: Response | undefined): void => {
  const etag: Header = { description: 'A strong entity tag of the content.', schema: { type: 'string' } };
  const common = { 'X-Request-Id': requestIdHeader, ETag: etag, 'Accept-Ranges': { description: '`bytes`.', schema: { type: 'string' } } };
  if (success) success.headers = { ...success.headers, ...common };
  const part = operation.responses['206'] as Response;
  part.headers = { ...common, 'Content-Range': { description: 'Which bytes of how many.', schema: { type: 'string' } } };
  operation.responses['304'] = { description: 'Not changed.', headers: { ETag: etag } };
  operation.parameters!.push(
    parameter('If-None-Match', 'Entity tags that the caller has: unchanged content is answered 304.', { type: 'string' }),
    parameter('Range', 'One range of bytes, such as `bytes=0-1023`: answered 206.', { type: 'string' }),
    parameter('If-Range', 'The entity tag that the range is of: another is answered with the whole content.', { type: 'string' }),
  );
};

const description = `The clinical record API for clinics that offer hair mesotherapy and scalp micropigmentation.

Every request but those of the group "Operations" needs \`Authorization: Bearer <access token>\`. People get one by logging in (OAuth 2.1: code flow with PKCE),
systems with client credentials, an operator with \`npx hairline token --email …\`; the server describes itself at
\`/oauth/.well-known/openid-configuration\`. What its bearer may do follows from the role of the person
or the scopes of the client. A request sees the caller's clinic and no other: what another clinic has does not exist.

* **Lists** answer \`{ items, nextCursor }\`; send \`nextCursor\` as \`cursor\` for the next page.
* **Changes** of a versioned resource need \`If-Match\` with its \`ETag\`.
* **Retries** of a POST are safe with an \`Idempotency-Key\`.
* **Errors** are problem documents (RFC 9457); their \`type\` is a page on this server. So is what the server refuses before it knows the operation:
  400 \`malformed-request\` (no HTTP, an address that is no percent-encoded UTF-8, a body that is no UTF-8), 405 \`method-not-allowed\` with \`Allow\`,
  408 \`request-timeout\`, 414 \`uri-too-long\`, 431 \`headers-too-large\`, 503 \`unavailable\`. Each answer has an \`X-Request-Id\`.
* **Unknown is an answer.** A clinical question is answered \`yes\`, \`no\` or \`unknown\`; silence is \`unknown\` and never reads as \`no\`.`;

/** How a page gets a token, with the scopes that there are. */
const codeFlow = (publicUrl: string) => ({
  type: 'oauth2' as const,
  description: 'Log in as a person of the clinic, with the authorization code flow and PKCE.',
  flows: {
    authorizationCode: {
      authorizationUrl: `${publicUrl}/oauth/authorize`,
      tokenUrl: `${publicUrl}/oauth/token`,
      refreshUrl: `${publicUrl}/oauth/token`,
      scopes: {
        openid: 'Who the person is.',
        offline_access: 'Go on while the person is not there.',
        [WHOLE_ROLE]: 'All that the role of the person may do.',
        ...Object.fromEntries(allScopes.map((scope) => [scope, `Of it, ${scope}.`])),
      },
    },
  },
});

/** How a system gets a token. */
const clientCredentials = (publicUrl: string) => ({
  type: 'oauth2' as const,
  description: 'Act as an integration client, with its secret or its key.',
  flows: {
    clientCredentials: { tokenUrl: `${publicUrl}/oauth/token`, scopes: Object.fromEntries(allScopes.map((scope) => [scope, `As a client, ${scope}.`])) },
  },
});

/** `publicUrl` is the origin that addresses of the document begin with; empty for addresses on whatever server shows it. */
export const createDocument = (app: INestApplication, tags: readonly DocumentTag[], publicUrl: string): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Hairline')
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token of this server.' }, 'bearer')
    .addOAuth2(codeFlow(publicUrl), 'logIn')
    .addOAuth2(clientCredentials(publicUrl), 'client')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [Problem],
  });
  const routes = routesOf(app);
  const schemas = document.components!.schemas as unknown as Record<string, Schema>;
  addHints(schemas);
  writeExamplesAsText(document);
  const shared: Record<string, Response> = {};
  for (const item of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as unknown as Operation | undefined;
      if (!operation) continue;
      const route = routes.get(operation.operationId) ?? {};
      addQueryHints(operation, route);
      if (route.patchOf) addPatchSchema(route.patchOf, schemas, route.fixed);
      complete(method, operation, route, shared);
    }
  }
  document.components!.responses = sorted(shared);
  document.components!.schemas = sorted(withoutUnused(document, schemas)) as NonNullable<OpenAPIObject['components']>['schemas'];
  const { openapi, info, servers, paths, components } = document;
  return { openapi, info, servers, tags: [...tags], paths, components };
};

const sorted = <T>(record: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

type Described = Record<string, unknown>;

const describe = (described: Described | undefined, { items, ...hint }: Described = {}): void => {
  if (!described || '$ref' in described) return;
  Object.assign(described, hint);
  if (items && typeof described.items === 'object') Object.assign(described.items as object, items);
};

/** Formats and limits that only our own validators know. */
const addHints = (schemas: Record<string, Schema>): void => {
  for (const [name, schema] of Object.entries(schemas)) {
    for (const [property, hint] of hintsOf(name)) describe(schema.properties?.[property], hint);
  }
};

/** The same for query parameters, which the document names one by one. */
const addQueryHints = ({ parameters = [] }: Operation, { takes = [] }: Route): void => {
  const hints = new Map(takes.flatMap((name) => [...hintsOf(name)]));
  for (const one of parameters) if (one.in === 'query') describe(one.schema as Described | undefined, hints.get(one.name));
};

const SCHEMAS = '#/components/schemas/';

/** The generator reads an example such as 2024 as a number, also where the property is text. */
const writeExamplesAsText = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  const schema = value as { type?: string | string[]; example?: unknown };
  if ([schema.type].flat().includes('string') && typeof schema.example === 'number') schema.example = String(schema.example);
  for (const member of Object.values(value)) writeExamplesAsText(member);
};

const FIXED = 'Fixed when it is recorded: sent, it must be as it is. A code may be added to words that have none.';

/** A merge patch names what it changes: nothing is required, `null` removes, objects are patched in turn, arrays replaced. */
const addPatchSchema = (name: string, schemas: Record<string, Schema>, fixed: readonly string[] = []): string => {
  const patchName = `${name}Patch`;
  if (schemas[patchName]) return patchName;
  const { properties = {}, description: about } = schemas[name]!;
  const patch: Schema = {
    type: 'object',
    description:
      `A change of it as a JSON Merge Patch (RFC 7396): what it names is replaced, \`null\` removes, what it leaves out stays. ${about ?? ''}`.trim(),
  };
  schemas[patchName] = patch;
  patch.properties = Object.fromEntries(
    Object.entries(properties).map(([property, { description: of, ...schema }]) => {
      const target = referenced(schema);
      const remark = fixed.includes(property) ? (typeof of === 'string' ? `${of} ${FIXED}` : FIXED) : of;
      const inner = target && schemas[target]?.properties ? { $ref: SCHEMAS + addPatchSchema(target, schemas) } : schema;
      return [property, { ...(remark !== undefined && { description: remark }), anyOf: [inner, { type: 'null' }] }];
    }),
  );
  return patchName;
};

/** The class that a property's schema points to, directly or wrapped to carry a description. */
const referenced = (schema: Record<string, unknown>): string | null => {
  const wrapped = (schema.allOf as { $ref?: string }[] | undefined)?.[0]?.$ref;
  const reference = (schema.$ref as string | undefined) ?? wrapped;
  return reference?.startsWith(SCHEMAS) ? reference.slice(SCHEMAS.length) : null;
};

/** Classes that only merge patches are derived from, or nothing at all refers to, stay out. */
const withoutUnused = (document: OpenAPIObject, schemas: Record<string, Schema>): Record<string, Schema> => {
  const kept: Record<string, Schema> = {};
  const pending: unknown[] = [document.paths, document.components!.responses];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [, name] of JSON.stringify(next).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (kept[name!] || !schemas[name!]) continue;
      kept[name!] = schemas[name!]!;
      pending.push(schemas[name!]);
    }
  }
  return kept;
};
