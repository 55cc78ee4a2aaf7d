/**
 * The OpenAPI document: the swagger plug-in reads it from the code, and this file adds what every route has in common (problems, headers, security), so that no
 * controller repeats it.
 */
import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ProblemType } from '../../kernel/failure.js';
import type { FieldErrorMeanings } from '../../kernel/field-error.js';
import type { InstallationProvider } from '../access/installation-provider.js';
import { isGrantedByAnyScope, listPatientConditions, type PatientCondition, listRolesGranting, listScopesGranting, type Permission } from '../access/policy.js';
import { ENUMERATION } from '../http/fields/field.js';
import { getFixedProperties } from '../http/fixed.js';
import { readOnlyClasses } from '../http/read-only.js';
import { FIELD_ERROR_CODE } from '../http/problem.dto.js';
import type { ProblemDefinitions } from '../http/define-problems.js';
import type { ProblemMembers } from '../http/problem-members.js';
import { getRouteDeclaration, isAction, isDeclared, needsVersion, type RouteDeclaration } from '../http/route.js';
import { ProblemSchemas } from './problem-schemas.js';
import { methods, SCHEMAS, sortRecord, type Header, type Media, type Operation, type Parameter, type Response, type Schema } from './schema.js';
import { createClientCredentials, createCodeFlow, createProviderLogIn, listSecurityRequirements } from './security.js';
import { namePages, shareComponents } from './shared.js';
import { describeUnions } from './unions.js';

/** A group of operations, in the order of the documentation page. */
export interface DocumentTag {
  name: string;
  description: string;
}

const requestIdHeader: Header = {
  description: 'The number of this request; logs and audit carry the same.',
  schema: { type: 'string', format: 'uuid' },
};
const etagHeader: Header = { description: 'The version of the resource, as a strong entity tag.', schema: { type: 'string' } };
const contentTagHeader: Header = { description: 'A strong entity tag of the whole answer: it changes with any part of it.', schema: { type: 'string' } };

const findEtagHeader = ({ versioned, taggedByContent }: RouteDeclaration): Header | null =>
  taggedByContent ? contentTagHeader : versioned ? etagHeader : null;

const collectRoutes = (app: INestApplication): Map<string, RouteDeclaration> => {
  const scanner = app.get(MetadataScanner, { strict: false });
  const routes = new Map<string, RouteDeclaration>();
  for (const { instance } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    const prototype = Object.getPrototypeOf(instance as object) as Record<string, object>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      if (isDeclared(prototype[name]!)) routes.set(name, getRouteDeclaration(prototype[name]!));
    }
  }
  return routes;
};

/** Whether a repetition of the request can be told by its idempotency key: nobody is known who would own the keys of a public route. */
const keepsKeys = (method: string, route: RouteDeclaration): boolean => method === 'post' && !route.storesNothing && route.access !== 'public';

/** The problems that follow from what a route declares. */
const listProblems = (method: string, route: RouteDeclaration, operation: Operation): ProblemType[] => {
  // Also where the route takes no body: a body that is sent must be JSON, and empty.
  const mayHaveBody = method !== 'get';
  const hasInput = mayHaveBody || (operation.parameters as Parameter[]).some((parameter) => parameter.in === 'query');
  const found: ProblemType[] = [...route.problems];
  found.push('malformed-request');
  if (hasInput) found.push('invalid-input');
  if (mayHaveBody) found.push('payload-too-large', 'unsupported-media-type');
  if (route.access !== 'public') found.push('unauthenticated', 'forbidden');
  if (route.access !== 'public' || route.limitedByAddress) found.push('too-many-requests');
  if (route.ownLogIn) found.push('log-in-elsewhere');
  if (typeof route.access === 'object' && listPatientConditions(route.access.permission).length > 0) found.push('patient-closed');
  if ((operation.parameters as Parameter[]).some((parameter) => parameter.in === 'path')) found.push('not-found');
  if (needsVersion(method, route)) found.push('precondition-failed', 'precondition-required');
  if (keepsKeys(method, route)) found.push('request-in-progress', 'idempotency-key-reused');
  found.push('internal', 'unavailable');
  return [...new Set(found)];
};

const createParameter = (name: string, description: string, schema: object, required = false) => ({ name, in: 'header', required, description, schema });

const isListed = ({ in: place, schema }: Parameter): boolean => place === 'query' && (schema as { type?: string } | undefined)?.type === 'array';

/** Says in words that values may also be joined by commas: the document has no other way, because generated clients repeat the parameter. */
const describeList = (listed: Parameter): void => {
  listed.description = [listed.description, 'Several: the parameter again for each, or all joined by commas.'].filter(Boolean).join(' ');
  Object.assign(listed, { style: 'form', explode: true });
};

const listClientsWith = (permission: Permission): string[] => {
  if (isGrantedByAnyScope(permission)) return ['clients with any scope'];
  const scopes = listScopesGranting(permission);
  return scopes.length > 0 ? [`clients with the scope ${scopes.join(' or ')}`] : [];
};

const describedConditions: Readonly<Record<PatientCondition, string>> = {
  restriction: 'a restricted record only for its care team, in an emergency, and for clients with the scope restricted.read',
  'care-team': 'where the clinic asks it, only for the care team or in an emergency',
};

const describeWhoMay = (permission: Permission): string => {
  const who = [listRolesGranting(permission).join(', ') || 'nobody of the staff', ...listClientsWith(permission)].join('; ');
  const conditions = listPatientConditions(permission).map((condition) => describedConditions[condition]);
  return `**Who may:** ${who}.${conditions.length > 0 ? ` **Of which patients:** ${conditions.join('; ')}.` : ''}`;
};

const complete = (method: string, operation: Operation, route: RouteDeclaration, schemas: Record<string, Schema>, problemSchemas: ProblemSchemas): void => {
  operation.parameters ??= [];
  for (const parameter of operation.parameters as Parameter[]) if (isListed(parameter)) describeList(parameter);
  if (typeof route.access === 'object') {
    operation.description = [operation.description, describeWhoMay(route.access.permission)].filter(Boolean).join('\n\n');
    operation['x-permission'] = route.access.permission;
  } else {
    operation.description = [operation.description, '**Who may:** anybody, without a token.'].filter(Boolean).join('\n\n');
  }
  // The generator documents every POST as a 201; the route declares the true status.
  for (const status of ['200', '201']) if (status !== String(route.answer.status)) delete operation.responses[status];
  const success = operation.responses[String(route.answer.status)] as Response | undefined;
  const etag = findEtagHeader(route);
  if (success) success.headers = { ...success.headers, 'X-Request-Id': requestIdHeader, ...(etag && { ETag: etag }) };
  const answered = success?.content?.['application/json'];
  const beside = [...(route.rescreens ? ['Rescreened'] : []), ...((route.rescreens ?? route.touchesAppointments) ? ['AppointmentsReviewed'] : [])];
  if (beside.length > 0 && answered) answered.schema = { allOf: [answered.schema ?? {}, ...beside.map((name) => ({ $ref: `${SCHEMAS}${name}` }))] };
  if (etag && !route.live && method === 'get') {
    operation.parameters.push(createParameter('If-None-Match', 'Entity tags that the caller has: an unchanged resource is answered 304.', { type: 'string' }));
    operation.responses['304'] = { description: 'Not changed.', headers: { ETag: etag } };
  }
  if (route.ranged) describeRanges(operation, success);
  if (needsVersion(method, route)) {
    operation.parameters.push(
      createParameter('If-Match', 'The ETag of the version that the change was made from; without it the answer is 428.', { type: 'string' }, true),
    );
  }
  if (keepsKeys(method, route)) {
    operation.parameters.push(
      createParameter('Idempotency-Key', 'Makes a repetition safe: the same key and body answer the first answer again, for 24 hours.', {
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
    operation.parameters.push(
      createParameter('Prefer', `What the caller would like (RFC 7240): ${about}`, { type: 'string', examples: [`${name}=${values[0]}`] }),
    );
    if (success) {
      const applied = { description: 'The preference that was honoured, if one was stated.', schema: { type: 'string' } };
      success.headers = { ...success.headers, 'Preference-Applied': applied };
    }
  }
  if (route.mergePatchOf) {
    const schema = { $ref: SCHEMAS + toPatchName(route.mergePatchOf.name) };
    operation.requestBody = { required: true, content: { 'application/merge-patch+json': { schema }, 'application/json': { schema } } };
  }
  for (const media of Object.values(operation.requestBody?.content ?? {})) {
    const examples = Object.entries(route.examples);
    if (examples.length > 0) media.examples = Object.fromEntries(examples.map(([name, value]) => [name, { summary: name, value }]));
  }
  if (operation.requestBody) operation.requestBody.required = !isAction(method, route) || needsBody(operation.requestBody.content, schemas);
  const failures = problemSchemas.createResponses(listProblems(method, route, operation));
  for (const failure of Object.values(failures)) failure.headers = { 'X-Request-Id': requestIdHeader, ...failure.headers };
  operation.responses = { ...operation.responses, ...failures };
};

const showAnswer = (operation: Operation, { answer }: RouteDeclaration, shown: unknown): void => {
  const media = (operation.responses[String(answer.status)] as Response | undefined)?.content?.['application/json'];
  if (media && shown !== undefined) media.example = shown;
};

/** Whether the body of an action is required: it may be left out where none of its members is. */
const needsBody = (content: Record<string, Media>, schemas: Record<string, Schema>): boolean =>
  Object.values(content).some(({ schema = {} }) => {
    const name = findReferencedClass(schema as Record<string, unknown>);
    return name === null || name.endsWith('Patch') || (schemas[name]?.required ?? []).length > 0;
  });

/** Describes the byte ranges of a stored file. */
const describeRanges = (operation: Operation, success: Response | undefined): void => {
  const etag: Header = { description: 'A strong entity tag of the content.', schema: { type: 'string' } };
  const common = { 'X-Request-Id': requestIdHeader, ETag: etag, 'Accept-Ranges': { description: '`bytes`.', schema: { type: 'string' } } };
  if (success) success.headers = { ...success.headers, ...common };
  const part = operation.responses['206'] as Response;
  part.headers = { ...common, 'Content-Range': { description: 'Which bytes of how many.', schema: { type: 'string' } } };
  operation.responses['304'] = { description: 'Not changed.', headers: { ETag: etag } };
  operation.parameters!.push(
    createParameter('If-None-Match', 'Entity tags that the caller has: unchanged content is answered 304.', { type: 'string' }),
    createParameter('Range', 'One range of bytes, such as `bytes=0-1023`: answered 206.', { type: 'string' }),
    createParameter('If-Range', 'The entity tag that the range is of: another is answered with the whole content.', { type: 'string' }),
  );
};

const ownLogIn = `People get one by logging in (OAuth 2.1: code flow with PKCE),
systems with client credentials, an operator with \`npx hairline token --email …\`; the server describes itself at
\`/oauth/.well-known/openid-configuration\`.`;

const describeApi = ({ provider }: LogInPlace): string => `The clinical record API for clinics that offer hair mesotherapy and scalp micropigmentation.

Every request but those of the group "Operations" needs \`Authorization: Bearer <access token>\`. ${
  provider
    ? `${provider.name} issues it: the provider describes itself at
\`${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration\`.`
    : ownLogIn
} What its bearer may do follows from the role of the person
or the scopes of the client. A request sees the caller's clinic and no other: what another clinic has does not exist.

* **Lists** answer \`{ items, nextCursor }\`; send \`nextCursor\` as \`cursor\` for the next page.
* **Changes** of a versioned resource need \`If-Match\` with its \`ETag\`.
* **Retries** of a POST are safe with an \`Idempotency-Key\`.
* **Errors** are problem documents (RFC 9457); their \`type\` is a page on this server. So is what the server refuses before it knows the operation:
  400 \`malformed-request\` (no HTTP, an address that is no percent-encoded UTF-8, a body that is no UTF-8), 405 \`method-not-allowed\` with \`Allow\`,
  408 \`request-timeout\`, 414 \`uri-too-long\`, 431 \`headers-too-large\`, 503 \`unavailable\`. Each answer has an \`X-Request-Id\`.
* **Unknown is an answer.** A clinical question is answered \`yes\`, \`no\` or \`unknown\`; silence is \`unknown\` and never reads as \`no\`.
* **Sources.** Numbers such as S0-35 and C13 name a statement of the documents that the rules come from: [/sources](/sources) says what each states.`;

/** The parts of the document that the routes do not declare. */
export interface Documentation {
  tags: readonly DocumentTag[];
  problems: ProblemDefinitions;
  /** The members of each feature's problems. */
  problemMembers: readonly ProblemMembers[];
  /** The meaning of each code of a field error. */
  fieldErrors: FieldErrorMeanings;
  /** The answer of a test to each operation, as its example. */
  answers: Readonly<Record<string, unknown>>;
}

/** Where people and systems log in. */
export interface LogInPlace {
  /** The origin of this server's addresses; empty for addresses relative to the server that shows the document. */
  publicUrl: string;
  /** The identity provider in place of this server's logins; null where there is none. */
  provider: InstallationProvider | null;
}

const describeToken = ({ provider }: LogInPlace): string => (provider ? `An access token of ${provider.name}.` : 'An access token of this server.');

const describeSecurity = (builder: DocumentBuilder, { publicUrl, provider }: LogInPlace): DocumentBuilder =>
  provider
    ? builder.addSecurity('logIn', createProviderLogIn(provider))
    : builder.addOAuth2(createCodeFlow(publicUrl), 'logIn').addOAuth2(createClientCredentials(publicUrl), 'client');

/** Creates the document. */
export const createDocument = (
  app: INestApplication,
  { tags, problems, problemMembers, fieldErrors, answers }: Documentation,
  place: LogInPlace,
): OpenAPIObject => {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Hairline')
    .setDescription(describeApi(place))
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: describeToken(place) }, 'bearer');
  const config = describeSecurity(builder, place).build();
  config.info.contact = { name: 'Hairline' };
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [...problemMembers.flatMap((members) => Object.values(members).flat()), ...readOnlyClasses().map(([, answer]) => answer)],
  });
  const routes = collectRoutes(app);
  const schemas = document.components!.schemas as unknown as Record<string, Schema>;
  describeUnions(schemas);
  nameEnumerations(document, schemas);
  schemas[FIELD_ERROR_CODE] = createCodesSchema(fieldErrors);
  writeExamplesAsText(document);
  addReadOnly(schemas);
  const operations: Operation[] = [];
  const problemSchemas = new ProblemSchemas(schemas, problems, problemMembers);
  for (const item of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as unknown as Operation | undefined;
      if (!operation) continue;
      operations.push(operation);
      const route = routes.get(operation.operationId)!;
      if (route.mergePatchOf) addPatchSchema(route.mergePatchOf.name, schemas, [...getFixedProperties(route.mergePatchOf.prototype as object).keys()]);
      complete(method, operation, route, schemas, problemSchemas);
      operation.security = typeof route.access === 'object' ? listSecurityRequirements(route.access.permission, place.provider) : [];
      showAnswer(operation, route, answers[operation.operationId]);
    }
  }
  namePages(operations, schemas);
  const shared = shareComponents(operations);
  const { openapi, info, servers, paths, components } = document;
  Object.assign(components!, shared, { schemas: sortRecord(withoutUnusedSchemas([paths, shared], schemas)) });
  return { openapi, info, servers, tags: [...tags], paths, components };
};

/** The enumeration of all codes, each with its meaning. */
const createCodesSchema = (meanings: FieldErrorMeanings): Schema => {
  const codes = Object.keys(meanings).sort();
  const lines = codes.map((code) => `* \`${code}\`: ${meanings[code]}`);
  return { type: 'string', enum: codes, description: `What is wrong with a field, for programs.\n\n${lines.join('\n')}` };
};

type Described = Record<string, unknown>;

const isNullType = (type: unknown): boolean => Array.isArray(type) && type.includes('null');

/** A reference in place of the values; the other members of the schema stay beside it. */
const replaceByReference = (name: string, { type, enum: _values, nullable, minLength: _min, maxLength: _max, ...others }: Described): Described => {
  const reference = { $ref: SCHEMAS + name };
  if (isNullType(type) || nullable) return { ...others, anyOf: [reference, { type: 'null' }] };
  return Object.keys(others).length > 0 ? { ...others, allOf: [reference] } : reference;
};

const replace = (object: Described, by: Described): void => {
  for (const key of Object.keys(object)) delete object[key];
  Object.assign(object, by);
};

/** Makes a component of each enumeration, and a reference wherever its values stand. */
const nameEnumerations = (document: OpenAPIObject, schemas: Record<string, Schema>): void => {
  const components: Record<string, Schema> = {};
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as Described;
    for (const member of Object.values(node)) visit(member);
    const name = node[ENUMERATION];
    if (typeof name !== 'string') return;
    delete node[ENUMERATION];
    const place = (node.schema ?? node) as Described;
    // The elements of a list are one object for all classes that inherit it.
    const target = (place.items ?? place) as Described;
    const component: Schema = { type: 'string', enum: (target.enum as (string | null)[]).filter((item) => item !== null) };
    const known = (components[name] ??= component);
    if (schemas[name] || JSON.stringify(known) !== JSON.stringify(component)) throw new Error(`Two things are called ${name} in the API document.`);
    if (place.items) place.items = replaceByReference(name, target);
    else replace(place, replaceByReference(name, target));
  };
  visit(document);
  Object.assign(schemas, components);
};

/** The generator reads an example such as 2024 as a number, also where the property is text. */
const writeExamplesAsText = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  const schema = value as { type?: string | string[]; example?: unknown };
  if ([schema.type].flat().includes('string') && typeof schema.example === 'number') schema.example = String(schema.example);
  for (const member of Object.values(value)) writeExamplesAsText(member);
};

/** What only the answer has is a read-only property of the body. */
const addReadOnly = (schemas: Record<string, Schema>): void => {
  for (const [{ name: body }, { name: answer }] of readOnlyClasses()) {
    const { properties = {} } = schemas[body]!;
    const others = Object.entries(schemas[answer]!.properties!).filter(([name]) => !(name in properties));
    schemas[body]!.properties = { ...properties, ...Object.fromEntries(others.map(([name, property]) => [name, toReadOnly(property)])) };
  }
};

const toReadOnly = ({ $ref, ...property }: Described): Described => ({ ...property, ...($ref !== undefined && { allOf: [{ $ref }] }), readOnly: true });

const FIXED = 'Fixed when it is recorded: sent, it must be as it is. A code may be added to words that have none.';

/** `PatientPatch`, whether the whole is called `PatientInput` or `PatientChange`. */
const toPatchName = (name: string): string => `${name.replace(/(Input|Change)$/, '')}Patch`;

/** A merge patch names what it changes: nothing is required, `null` removes, objects are patched in turn, arrays replaced. */
const addPatchSchema = (name: string, schemas: Record<string, Schema>, fixed: readonly string[] = []): string => {
  const patchName = toPatchName(name);
  if (schemas[patchName]) return patchName;
  const { properties = {}, description: about } = schemas[name]!;
  const patch: Schema = {
    type: 'object',
    description:
      `A change of it as a JSON Merge Patch (RFC 7396): what it names is replaced, \`null\` removes, what it leaves out stays. ${about ?? ''}`.trim(),
  };
  schemas[patchName] = patch;
  patch.properties = Object.fromEntries(
    Object.entries(properties).map(([property, { description: of, readOnly, ...schema }]) => {
      const target = findReferencedClass(schema);
      const remark = fixed.includes(property) ? (typeof of === 'string' ? `${of} ${FIXED}` : FIXED) : of;
      const inner = target && schemas[target]?.properties ? { $ref: SCHEMAS + addPatchSchema(target, schemas) } : unwrapReference(schema);
      return [property, { ...(remark !== undefined && { description: remark }), ...(readOnly === true && { readOnly }), anyOf: [inner, { type: 'null' }] }];
    }),
  );
  return patchName;
};

/** A reference that was wrapped to stand beside a description, without the description. */
const unwrapReference = (schema: Record<string, unknown>): Record<string, unknown> => {
  const { allOf, ...others } = schema as { allOf?: Record<string, unknown>[] };
  return allOf?.length === 1 && Object.keys(others).length === 0 ? allOf[0]! : schema;
};

/** The class that a property's schema points to, directly or wrapped to carry a description. */
const findReferencedClass = (schema: Record<string, unknown>): string | null => {
  const wrapped = (schema.allOf as { $ref?: string }[] | undefined)?.[0]?.$ref;
  const reference = (schema.$ref as string | undefined) ?? wrapped;
  return reference?.startsWith(SCHEMAS) ? reference.slice(SCHEMAS.length) : null;
};

/** Classes that only merge patches are derived from, or nothing at all refers to, stay out. */
const withoutUnusedSchemas = (roots: readonly unknown[], schemas: Record<string, Schema>): Record<string, Schema> => {
  const kept: Record<string, Schema> = {};
  const pending = [...roots];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [, name] of JSON.stringify(next).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (kept[name!] || !schemas[name!]) continue;
      kept[name!] = schemas[name!]!;
      pending.push(schemas[name!]);
    }
  }
  return kept;
};
