/**
 * The OpenAPI document: what the swagger plug-in reads from the code, completed with what every route has in
 * common (problems, headers, security), so that no controller repeats it.
 */
import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ProblemType } from '../../kernel/failure.js';
import { rolesGranting, scopesGranting, type Permission } from '../access/policy.js';
import { Problem } from '../http/problem.dto.js';
import { problems } from '../http/problems.js';
import { declarationOf, type RouteDeclaration } from '../http/route.js';

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
interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: object }[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Response>;
  security?: Record<string, string[]>[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const requestIdHeader: Header = {
  description: 'The number of this request; logs and audit carry the same.',
  schema: { type: 'string', format: 'uuid' },
};
const etagHeader: Header = { description: 'The version of the resource, as a strong entity tag.', schema: { type: 'string' } };

const routesOf = (app: INestApplication): Map<string, RouteDeclaration> => {
  const scanner = app.get(MetadataScanner, { strict: false });
  const routes = new Map<string, RouteDeclaration>();
  for (const { instance } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    const prototype = Object.getPrototypeOf(instance as object) as Record<string, object>;
    for (const name of scanner.getAllMethodNames(prototype)) routes.set(name, declarationOf(prototype[name]!));
  }
  return routes;
};

/** The problems that follow from what a route declares. */
const problemsOf = (method: string, route: RouteDeclaration, operation: Operation): ProblemType[] => {
  const writes = method !== 'get' && !route.readOnly;
  const hasInput = operation.requestBody !== undefined || (operation.parameters ?? []).some((parameter) => parameter.in === 'query');
  const needsVersion = route.versioned && writes && route.answer?.status !== 201;
  const found: ProblemType[] = [...(route.fails ?? [])];
  if (hasInput) found.push('invalid-input');
  if (operation.requestBody) found.push('malformed-request', 'payload-too-large', 'unsupported-media-type');
  if (route.access !== 'public') found.push('unauthenticated', 'forbidden', 'too-many-requests');
  if ((operation.parameters ?? []).some((parameter) => parameter.in === 'path')) found.push('not-found');
  if (needsVersion) found.push('precondition-failed', 'precondition-required');
  if (method === 'post' && writes) found.push('request-in-progress', 'idempotency-key-reused');
  found.push('internal', 'unavailable');
  return [...new Set(found)];
};

const problemResponses = (types: ProblemType[]): Record<string, Response> => {
  const responses: Record<string, Response> = {};
  for (const type of types) {
    const { status, title } = problems[type];
    const example = {
      type: `/problems/${type}`,
      title,
      status,
      detail: title,
      instance: '/v1/…',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    };
    const response = (responses[status] ??= {
      description: '',
      headers: { 'X-Request-Id': requestIdHeader },
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples: {} } },
    });
    response.description = [response.description, `\`/problems/${type}\`: ${title}.`].filter(Boolean).join(' ');
    response.content!['application/problem+json']!.examples![type] = { value: example };
    if (status === 429 || status === 503) {
      response.headers!['Retry-After'] = { description: 'Seconds to wait.', schema: { type: 'integer' } };
    }
  }
  return responses;
};

const parameter = (name: string, description: string, schema: object, required = false) => ({ name, in: 'header', required, description, schema });

const whoMay = (permission: Permission): string => {
  const roles = rolesGranting(permission);
  const scopes = scopesGranting(permission);
  return `**Who may:** ${roles.join(', ') || 'nobody of the staff'}${scopes.length > 0 ? `; clients with the scope ${scopes.join(' or ')}` : ''}.`;
};

const complete = (method: string, operation: Operation, route: RouteDeclaration): void => {
  const writes = method !== 'get' && !route.readOnly;
  operation.parameters ??= [];
  if (typeof route.access === 'object') {
    operation.description = [operation.description, whoMay(route.access.permission)].filter(Boolean).join('\n\n');
  } else operation.security = [];
  const success = operation.responses[String(route.answer?.status ?? 200)];
  if (success) success.headers = { ...success.headers, 'X-Request-Id': requestIdHeader, ...(route.versioned && { ETag: etagHeader }) };
  if (route.versioned && method === 'get') {
    operation.parameters.push(parameter('If-None-Match', 'Entity tags that the caller has: an unchanged resource is answered 304.', { type: 'string' }));
    operation.responses['304'] = { description: 'Not changed.', headers: { ETag: etagHeader } };
  }
  if (route.versioned && writes && route.answer?.status !== 201) {
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
    if (success) success.headers = { ...success.headers, 'Idempotency-Replayed': { description: '`true` on an answer that was kept.', schema: { type: 'string' } } };
  }
  for (const media of Object.values(operation.requestBody?.content ?? {})) {
    const examples = route.examples ?? [];
    if (examples.length > 0) media.examples = Object.fromEntries(examples.map(({ name, body }) => [name, { summary: name, value: body }]));
  }
  if (operation.requestBody) operation.requestBody.required ??= true;
  const failures = problemResponses(problemsOf(method, route, operation));
  operation.responses = { ...failures, ...operation.responses };
};

const description = `The clinical record API for clinics that offer hair mesotherapy and scalp micropigmentation.

Every request but those of the operations group needs \`Authorization: Bearer <access token>\`. What the token's bearer may do
follows from the role of the person or the scopes of the client. A request sees the caller's clinic and no other: what another
clinic has does not exist.

* **Lists** answer \`{ items, nextCursor }\`; send \`nextCursor\` as \`cursor\` for the next page.
* **Changes** of a versioned resource need \`If-Match\` with its \`ETag\`.
* **Retries** of a POST are safe with an \`Idempotency-Key\`.
* **Errors** are problem documents (RFC 9457); their \`type\` is a page on this server.
* **Unknown is an answer.** A clinical question is answered \`yes\`, \`no\` or \`unknown\`; silence is \`unknown\` and never reads as \`no\`.`;

export const createDocument = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Hairline')
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token of this server.' }, 'bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [Problem],
  });
  const routes = routesOf(app);
  for (const item of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as unknown as Operation | undefined;
      if (operation) complete(method, operation, routes.get(operation.operationId) ?? {});
    }
  }
  return document;
};
