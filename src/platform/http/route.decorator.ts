/**
 * A route in one declaration: where it is, who may call it, what it leaves in the audit trail, what it takes and what it answers. All else follows: the
 * problems of its inputs and versions, its headers, its place in the API document.
 */
import { applyDecorators, HttpCode, RequestMapping, RequestMethod, type Type } from '@nestjs/common';
import { ApiConsumes, ApiExtraModels, ApiHeader, ApiSecurity } from '@nestjs/swagger';
import type { ProblemType } from '../../kernel/failure.js';
import type { Permission } from '../access/policy.js';
import type { HonouredPreference } from './prefer.js';
import { Rescreened } from './rescreening.dto.js';
import type { SuccessResponse } from './respond.js';
import { declare, type PatientsShown, type RouteDeclaration } from './route.js';

/** Who may call the route: the holders of one permission of the policy table, or anybody. */
type Caller =
  | {
      permission: Permission;
      /** What the route leaves in the audit trail, and for which patients; `none` where it touches no patient's data. */
      audit: { action: string; patients: PatientsShown } | 'none';
    }
  /** Anybody may call it, without a token: it shows nothing that belongs to a clinic. */
  | { public: true };

interface Contract<Answer> {
  /** What it answers when all is well. */
  response: SuccessResponse<Answer>;
  /** Problems that it can answer beside those that follow from the rest of the declaration. */
  problems?: readonly ProblemType[];
  /**
   * The resource has a version. GET answers it as a strong ETag and honours If-None-Match; a change needs If-Match: 428 without it, 412 when it is stale.
   * A text names the member of the answer that counts the versions, where `version` means something else.
   */
  versioned?: boolean | string;
  /** The answer also says what changes without a new version, such as what is in stock: If-None-Match never spares it. */
  live?: boolean;
  /** A header that follows from the answer; none where its value is null. */
  sends?: { name: string; description: string; value: (answer: Exclude<Answer, undefined>) => string | null };
  /** The handler answers in one of several languages, by `Accept-Language`. */
  negotiatesLanguage?: boolean;
}

interface Change<Answer> extends Contract<Answer> {
  /** The route changes what somebody may do, or whether they may do anything: what this process remembers of access is forgotten before the answer leaves. */
  changesAccess?: boolean;
  /** A member of the answer that is shown once, and kept nowhere: a repetition of the request answers null in its place. */
  shownOnce?: keyof Answer & string;
  /** Request bodies that the server accepts, by name; a test sends each of them. */
  examples?: Record<string, unknown>;
  /**
   * The route changes what is known of these patients, and so what the rules say of their plans: those that are open are screened again in the same
   * transaction, and the answer says so in `affectedPlans`.
   */
  rescreens?: PatientsShown;
  /** The body is a JSON Merge Patch of this model; what is `@Fixed()` there stays as it is. */
  mergePatchOf?: Type<object>;
  /** The body is `multipart/form-data`: the properties of the body's class, one of which is an `Upload`; `atMostBytes` where less than the server's limit. */
  takesFile?: { atMostBytes?: number };
}

interface PostContract<Answer> extends Change<Answer> {
  /** Makes something new of a versioned resource, such as an amendment: it needs If-Match like a change. */
  amends?: boolean;
  /** It takes no transaction and no idempotency key. */
  storesNothing?: boolean;
  /** A preference (RFC 7240) that the service asks for with `preferred`. */
  honours?: HonouredPreference;
}

/** PUT and PATCH change what is there, and so need its version. */
type Replacement<Answer> = Change<Answer> & { versioned: true | string };

/** A handler whose answer is not what the route declares does not compile. */
type HandlerDecorator<Answer> = <Handler extends (...parameters: never[]) => Answer | Promise<Answer>>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;

type AnyRoute<Answer> = Caller & PostContract<Answer>;

const declarationFrom = <Answer>({ response, problems = [], examples = {}, ...options }: AnyRoute<Answer>): RouteDeclaration => ({
  ...('permission' in options ? { access: { permission: options.permission }, audit: options.audit } : { access: 'public', audit: 'none' }),
  answer: response.answer,
  ranged: response.ranged,
  problems: [...problems, ...response.problems],
  examples,
  versioned: options.versioned ?? options.amends,
  amends: options.amends,
  live: options.live,
  storesNothing: options.storesNothing,
  rescreens: options.rescreens,
  mergePatchOf: options.mergePatchOf,
  takesFile: options.takesFile,
  sends: options.sends,
  shownOnce: options.shownOnce,
  changesAccess: options.changesAccess,
  honours: options.honours,
});

const acceptLanguage = ApiHeader({ name: 'Accept-Language', required: false, description: 'Languages that the reader knows, such as `hi-IN, en;q=0.5`.' });

const route = <Answer>(method: RequestMethod, path: string, options: AnyRoute<Answer>): HandlerDecorator<Answer> => {
  const { response, takesFile, mergePatchOf, rescreens, negotiatesLanguage } = options;
  const decorators: MethodDecorator[] = [
    RequestMapping({ path, method }),
    HttpCode(response.answer.status),
    ...response.decorators,
    (_target, _name, descriptor) => declare(descriptor.value as object, declarationFrom(options)),
  ];
  if ('permission' in options) decorators.push(ApiSecurity('bearer'));
  if (takesFile) decorators.push(ApiConsumes('multipart/form-data'));
  if (rescreens) decorators.push(ApiExtraModels(Rescreened));
  if (negotiatesLanguage) decorators.push(acceptLanguage);
  if (mergePatchOf) decorators.push(ApiExtraModels(mergePatchOf));
  return applyDecorators(...decorators);
};

export const Get = <Answer>(path: string, options: Caller & Contract<Answer>): HandlerDecorator<Answer> => route(RequestMethod.GET, path, options);
export const Post = <Answer>(path: string, options: Caller & PostContract<Answer>): HandlerDecorator<Answer> => route(RequestMethod.POST, path, options);
export const Put = <Answer>(path: string, options: Caller & Replacement<Answer>): HandlerDecorator<Answer> => route(RequestMethod.PUT, path, options);
export const Patch = <Answer>(path: string, options: Caller & Replacement<Answer>): HandlerDecorator<Answer> => route(RequestMethod.PATCH, path, options);
