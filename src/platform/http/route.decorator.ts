/**
 * Declares a route in one place: its path, its permission, its audit entry, its input and its answer. The problems of its inputs and versions, its headers and
 * its operation in the API document follow from that.
 */
import { applyDecorators, HttpCode, RequestMapping, RequestMethod, type Type } from '@nestjs/common';
import { ApiConsumes, ApiExtraModels, ApiHeader, ApiSecurity } from '@nestjs/swagger';
import type { ProblemType } from '../../kernel/failure.js';
import type { Permission } from '../access/policy.js';
import type { HonouredPreference } from './prefer.js';
import { AppointmentsReviewed } from './affected-appointments.dto.js';
import { Rescreened } from './rescreening.dto.js';
import type { SuccessResponse } from './respond.js';
import { declare, type PatientsShown, type RouteDeclaration } from './route.js';

/** Who may call the route: the holders of a permission, or everybody. */
type Caller =
  | {
      permission: Permission;
      /** The action of the audit entry and its patients; `none` where the route touches no patient data. */
      audit: { action: string; patients: PatientsShown } | 'none';
    }
  /** Everybody may call the route, without a token. It shows nothing of a clinic but what the clinic made public, or what the secret in the address opens. */
  | {
      public: true;
      /** The requests of one network address are limited, as those of a caller with a token are. */
      limitedByAddress?: boolean;
    };

interface Contract<Answer> {
  /** The successful answer. */
  response: SuccessResponse<Answer>;
  /** Problems beside those that follow from the rest of the declaration. */
  problems?: readonly ProblemType[];
  /**
   * The resource has a version. GET answers it as a strong ETag and honours If-None-Match. A change needs If-Match: 428 without it, 412 for a stale one. A text
   * names the member of the answer with the version where that is not `version`.
   */
  versioned?: boolean | string;
  /** The answer also contains figures that change without a new version, such as the stock: If-None-Match is ignored. */
  live?: boolean;
  /**
   * The answer is put together from several resources. Its strong ETag is computed from the whole content, and If-None-Match is honoured: only for GET, and never
   * beside `versioned`.
   */
  taggedByContent?: boolean;
  /** A header computed from the answer; left out where its value is null. */
  sends?: { name: string; description: string; value: (answer: Exclude<Answer, undefined>) => string | null };
  /** The route belongs to logins at this server. Where an identity provider takes their place, the answer is `log-in-elsewhere`. */
  ownLogIn?: boolean;
  /** The handler answers in the language of `Accept-Language`. */
  negotiatesLanguage?: boolean;
}

interface Change<Answer> extends Contract<Answer> {
  /** The route changes somebody's access. The process forgets the access that it keeps in memory before the answer leaves. */
  changesAccess?: boolean;
  /** A member of the answer that is shown once and not stored. A repeated request gets null in its place. */
  shownOnce?: keyof Answer & string;
  /** Accepted request bodies, by name. A test sends each of them. */
  examples?: Record<string, unknown>;
  /**
   * The route changes the records of these patients, and so perhaps the outcome of their plans. Open plans are screened again in the same transaction, and the
   * answer lists them in `affectedPlans`.
   */
  rescreens?: PatientsShown;
  /** The route may touch appointments of these patients. The answer lists those that somebody has to look at in `affectedAppointments`. */
  touchesAppointments?: PatientsShown;
  /** The body is a JSON Merge Patch of this model. Its `@Fixed()` members cannot change. */
  mergePatchOf?: Type<object>;
  /** The body is `multipart/form-data` with the properties of its class, one of which is an `Upload`. `atMostBytes` lowers the server's limit. */
  takesFile?: { atMostBytes?: number };
}

interface PostContract<Answer> extends Change<Answer> {
  /** The route creates something from a versioned resource, such as an amendment, and needs If-Match like a change. */
  amends?: boolean;
  /** The route stores nothing: it needs neither a transaction nor an idempotency key. */
  storesNothing?: boolean;
  /** A preference (RFC 7240) that the service reads with `preferred`. */
  honours?: HonouredPreference;
}

/** PUT and PATCH change an existing resource, and so need its version. */
type Replacement<Answer> = Change<Answer> & { versioned: true | string };

/** A handler must return the declared answer, or the file does not compile. */
type HandlerDecorator<Answer> = <Handler extends (...parameters: never[]) => Answer | Promise<Answer>>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;

type AnyRoute<Answer> = Caller & PostContract<Answer>;

const createDeclaration = <Answer>({ response, problems = [], examples = {}, ...options }: AnyRoute<Answer>): RouteDeclaration => ({
  ...('permission' in options ? { access: { permission: options.permission }, audit: options.audit } : { access: 'public', audit: 'none' }),
  limitedByAddress: 'public' in options && options.limitedByAddress,
  answer: response.answer,
  ranged: response.ranged,
  problems: [...problems, ...response.problems],
  examples,
  versioned: options.versioned ?? options.amends,
  amends: options.amends,
  live: options.live,
  taggedByContent: options.taggedByContent,
  storesNothing: options.storesNothing,
  rescreens: options.rescreens,
  touchesAppointments: options.touchesAppointments,
  mergePatchOf: options.mergePatchOf,
  takesFile: options.takesFile,
  sends: options.sends,
  shownOnce: options.shownOnce,
  changesAccess: options.changesAccess,
  honours: options.honours,
  ownLogIn: options.ownLogIn,
});

const acceptLanguage = ApiHeader({ name: 'Accept-Language', required: false, description: 'Languages that the reader knows, such as `hi-IN, en;q=0.5`.' });

const createRouteDecorator = <Answer>(method: RequestMethod, path: string, options: AnyRoute<Answer>): HandlerDecorator<Answer> => {
  const { response, takesFile, mergePatchOf, rescreens, touchesAppointments, negotiatesLanguage } = options;
  const decorators: MethodDecorator[] = [
    RequestMapping({ path, method }),
    HttpCode(response.answer.status),
    ...response.decorators,
    (_target, _name, descriptor) => declare(descriptor.value as object, createDeclaration(options)),
  ];
  if ('permission' in options) decorators.push(ApiSecurity('bearer'));
  if (takesFile) decorators.push(ApiConsumes('multipart/form-data'));
  if (rescreens) decorators.push(ApiExtraModels(Rescreened));
  if (rescreens ?? touchesAppointments) decorators.push(ApiExtraModels(AppointmentsReviewed));
  if (negotiatesLanguage) decorators.push(acceptLanguage);
  if (mergePatchOf) decorators.push(ApiExtraModels(mergePatchOf));
  return applyDecorators(...decorators);
};

export const Get = <Answer>(path: string, options: Caller & Contract<Answer>): HandlerDecorator<Answer> =>
  createRouteDecorator(RequestMethod.GET, path, options);
export const Post = <Answer>(path: string, options: Caller & PostContract<Answer>): HandlerDecorator<Answer> =>
  createRouteDecorator(RequestMethod.POST, path, options);
export const Put = <Answer>(path: string, options: Caller & Replacement<Answer>): HandlerDecorator<Answer> =>
  createRouteDecorator(RequestMethod.PUT, path, options);
export const Patch = <Answer>(path: string, options: Caller & Replacement<Answer>): HandlerDecorator<Answer> =>
  createRouteDecorator(RequestMethod.PATCH, path, options);
