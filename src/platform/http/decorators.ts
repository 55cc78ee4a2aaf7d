import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiConsumes, ApiExtraModels, ApiResponse, ApiSecurity, getSchemaPath } from '@nestjs/swagger';
import type { ProblemType } from '../../kernel/failure.js';
import type { Permission } from '../access/policy.js';
import { fixedOf } from './fixed.js';
import type { HonouredPreference } from './prefer.js';
import { Rescreened } from './rescreening.dto.js';
import { knowClass } from './schema-hints.js';
import { declarationOf, declare, type PatientsShown, type RouteDeclaration } from './route.js';

const declares =
  (part: (before: RouteDeclaration) => RouteDeclaration): MethodDecorator =>
  (_target, _name, descriptor) => {
    const handler = descriptor.value as object;
    declare(handler, part(declarationOf(handler)));
  };

/** Who may call the route: the holders of one permission of the policy table. */
export const Access = (permission: Permission): MethodDecorator =>
  applyDecorators(
    declares(() => ({ access: { permission } })),
    ApiSecurity('bearer', [permission]),
  );

/** Anybody may call the route, without a token: it shows nothing that belongs to a clinic. */
export const Public = (): MethodDecorator => declares(() => ({ access: 'public', audit: 'none' }));

/** What the route leaves in the audit trail, and for which patients. */
export const Audited = (action: string, patients: PatientsShown): MethodDecorator => declares(() => ({ audit: { action, patients } }));

/** The route touches no patient's data. */
export const Unaudited = (): MethodDecorator => declares(() => ({ audit: 'none' }));

type Members = Record<string, unknown>;

/** Ways to say which patients an answer shows. */
export const shows = {
  /** The patient named in the path. */
  path:
    (name = 'patientId'): PatientsShown =>
    (_answer, path) => [path[name]],
  /** A member of the answer. */
  result:
    (member = 'patientId'): PatientsShown =>
    (answer) => [(answer as Members | undefined)?.[member] as string | undefined],
  /** A member of each item of a page, or of another list in the answer. */
  items:
    (member = 'patientId', list = 'items'): PatientsShown =>
    (answer) => [...new Set(((answer as Record<string, Members[]> | undefined)?.[list] ?? []).map((item) => item[member] as string | undefined))],
  /** None: the entry says what was done, for no patient in particular. */
  nobody: (): PatientsShown => () => [],
};

const answers = (status: number, description: string, schema: object | undefined, location?: (answer: never) => string): MethodDecorator =>
  applyDecorators(
    HttpCode(status),
    declares(() => ({ answer: { status, ...(location && { location }) } })),
    ApiResponse({
      status,
      description,
      ...(schema && { content: { 'application/json': { schema } } }),
      ...(location && { headers: { Location: { description: 'Where the new resource is.', schema: { type: 'string' } } } }),
    }),
  );

/** 201 with the new resource, and where it is. */
export const Creates = <T>(model: Type<T>, location: (created: T) => string, description = 'Created.'): MethodDecorator =>
  applyDecorators(ApiExtraModels(model), answers(201, description, { $ref: getSchemaPath(model) }, location));

/** 200 with a resource. */
export const Answers = <T>(model: Type<T>, description = 'The resource.'): MethodDecorator =>
  applyDecorators(ApiExtraModels(model), answers(200, description, { $ref: getSchemaPath(model) }));

/** 200 with a page of resources, and beside it what is said of all of them; null where nothing is. */
export const AnswersPage = <T>(model: Type<T>, beside: Record<string, Type<object>> = {}): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(model, ...Object.values(beside)),
    answers(200, 'A page, in a stable order.', {
      type: 'object',
      required: ['items', 'nextCursor', ...Object.keys(beside)],
      additionalProperties: false,
      properties: {
        items: { type: 'array', items: { $ref: getSchemaPath(model) } },
        nextCursor: { type: ['string', 'null'], description: 'Send it as `cursor` for the next page; null at the end.' },
        total: { type: 'integer', minimum: 0, description: 'How many there are in all; only with `count=true`.' },
        ...Object.fromEntries(Object.entries(beside).map(([name, about]) => [name, { anyOf: [{ $ref: getSchemaPath(about) }, { type: 'null' }] }])),
      },
    }),
  );

const binary = (mediaTypes: readonly string[]) => Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

/** 200 with a file: a picture, a chart, a document. The handler returns a `FileAnswer`. */
export const AnswersFile = (mediaTypes: readonly string[], description: string): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    declares(() => ({ answer: { status: 200 } })),
    ApiResponse({ status: 200, description, content: binary(mediaTypes) }),
  );

export const LINES = 'application/x-ndjson';

/** 200 with objects of one kind, each on a line of its own and sent as soon as it is known. The handler returns a `FileAnswer`. */
export const AnswersLines = (line: Type, description: string): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(line),
    HttpCode(200),
    declares(() => ({ answer: { status: 200 } })),
    ApiResponse({ status: 200, description, content: { [LINES]: { schema: { $ref: getSchemaPath(line) } } } }),
  );

/** 200 with a stored file, 206 with a part of it, 304 to whoever has it. The handler returns a `FileAnswer` of stored content. */
export const AnswersStoredFile = (mediaTypes: readonly string[], description: string): MethodDecorator =>
  applyDecorators(
    AnswersFile(mediaTypes, description),
    declares(({ fails }) => ({ ranged: true, fails: [...(fails ?? []), 'range-not-satisfiable'] })),
    ApiResponse({ status: 206, description: 'The part that `Range` asks for.', content: binary(mediaTypes) }),
  );

/** The body is `multipart/form-data`: the properties of the body's class, one of which is an `Upload`. */
export const TakesFile = (limits: { atMostBytes?: number } = {}): MethodDecorator =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    declares(() => ({ multipart: limits })),
  );

/** 204, with no body. */
export const AnswersNothing = (description = 'Done.'): MethodDecorator => answers(204, description, undefined);

/**
 * The resource has a version. GET answers it as a strong ETag and honours If-None-Match; a change needs If-Match:
 * 428 without it, 412 when it is stale. `member` names the member of the answer that counts its versions, where `version` means something else.
 */
export const Versioned = (member?: string): MethodDecorator => declares(() => ({ versioned: member ?? true }));

/** The answer also says what changes without a new version, such as what is in stock: If-None-Match never spares it. */
export const Live = (): MethodDecorator => declares(() => ({ live: true }));

/** A POST that makes something new of a versioned resource, such as an amendment: it needs If-Match like a change. */
export const Amends = (): MethodDecorator => declares(() => ({ versioned: true, amends: true }));

/**
 * The route changes what is known of a patient, and so what the rules say of the patient's plans: those that are open are screened
 * again in the same transaction, and the answer says so in `affectedPlans`.
 */
export const Rescreens = (patient: PatientsShown = shows.result()): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(Rescreened),
    declares(() => ({ rescreens: patient })),
  );

/** A header that follows from the answer, such as a link to what it mentions; none where the value is null. */
export const Sends = <T>(name: string, description: string, value: (answer: T) => string | null): MethodDecorator =>
  declares(() => ({ sends: { name, description, value } }));

/** The route changes what somebody may do, or whether they may do anything: what this process remembers of access is forgotten before the answer leaves. */
export const ChangesAccess = (): MethodDecorator => declares(() => ({ changesAccess: true }));

/** A member of the answer is shown once, and kept nowhere: a repetition of the request answers null in its place. */
export const ShownOnce = (member: string): MethodDecorator => declares(() => ({ shownOnce: member }));

/** The route honours a preference (RFC 7240) that the service asks for with `preferred`, and says so in `Preference-Applied`. */
export const Honours = (preference: HonouredPreference): MethodDecorator => declares(() => ({ honours: preference }));

/** A POST that stores nothing: it takes no transaction and no idempotency key. */
export const StoresNothing = (): MethodDecorator => declares(() => ({ readOnly: true }));

/** Problems that this route can answer beside those that every route can. */
export const Fails = (...types: ProblemType[]): MethodDecorator => declares(({ fails }) => ({ fails: [...(fails ?? []), ...types] }));

/** A request body that the server accepts; each is sent to the server by a test. */
export const Example = (name: string, body: unknown): MethodDecorator => declares(({ examples }) => ({ examples: [{ name, body }, ...(examples ?? [])] }));

/** The body is a JSON Merge Patch of a model; what is `@Fixed()` there stays as it is. */
export const MergePatchOf = <T>(model: Type<T>): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(model),
    () => knowClass(model),
    declares(() => ({ patchOf: model.name, fixed: [...fixedOf(model.prototype as object).keys()] })),
  );
