/** What a route declares about itself; read once at start, never per request. */
import type { Permission } from '../access/policy.js';
import type { ProblemType } from '../../kernel/failure.js';
import type { HonouredPreference } from './prefer.js';

/** Finds the patients that an answer showed or changed. */
export type PatientsShown = (answer: unknown, path: Record<string, string>) => (string | undefined)[];

export interface RouteExample {
  name: string;
  body: unknown;
}

/** A header that follows from the answer; null where this answer has none. */
export interface SentHeader {
  name: string;
  description: string;
  value: (answer: never) => string | null;
}

export interface RouteDeclaration {
  access?: { permission: Permission } | 'public';
  audit?: { action: string; patients: PatientsShown } | 'none';
  answer?: { status: number; location?: (answer: never) => string };
  /** Whether the resource has a version; the member of the answer that counts it, where it is not `version`. */
  versioned?: boolean | string;
  /** The patients whose record the route changes, so that their plans are screened again. */
  rescreens?: PatientsShown;
  /** Makes something new of a versioned resource, and so needs the version that it was made from. */
  amends?: boolean;
  /** Also changes without a new version, with the day or with what is counted elsewhere: it is never answered as unchanged. */
  live?: boolean;
  readOnly?: boolean;
  fails?: ProblemType[];
  examples?: RouteExample[];
  /** The body is a form with one file, of at most so many bytes where that is less than the server's own limit. */
  multipart?: { atMostBytes?: number };
  /** The answer is a file of which parts can be asked for. */
  ranged?: boolean;
  /** The class of which the body is a JSON Merge Patch. */
  patchOf?: string;
  /** The properties that a merge patch must leave as they are. */
  fixed?: readonly string[];
  sends?: SentHeader;
  /** A member of the answer that is not kept for repetitions: a secret. */
  shownOnce?: string;
  /** Whether somebody may do something else after it than before. */
  changesAccess?: boolean;
  honours?: HonouredPreference;
}

const DECLARATION = Symbol('hairline.route');

export const declare = (handler: object, part: RouteDeclaration): void => {
  const holder = handler as { [DECLARATION]?: RouteDeclaration };
  holder[DECLARATION] = { ...holder[DECLARATION], ...part };
};

/** Whether a request must name the version that it was made from: every change of a versioned resource, but what makes a new one. */
export const needsVersion = (method: string, { versioned, amends, readOnly, answer }: RouteDeclaration): boolean =>
  Boolean(versioned) && !/^(get|head)$/i.test(method) && readOnly !== true && (method.toLowerCase() !== 'post' || answer?.status !== 201 || amends === true);

export const declarationOf = (handler: object): RouteDeclaration => (handler as { [DECLARATION]?: RouteDeclaration })[DECLARATION] ?? {};
