/** The declaration of a route, computed once at start. */
import type { Type } from '@nestjs/common';
import type { ProblemType } from '../../kernel/failure.js';
import type { Permission } from '../access/policy.js';
import type { HonouredPreference } from './prefer.js';

/** Finds the patients whose data an answer showed or changed. */
export type PatientsShown = (answer: unknown, path: Record<string, string>) => (string | undefined)[];

/** A header computed from the answer; null where this answer has none. */
interface SentHeader {
  name: string;
  description: string;
  value: (answer: never) => string | null;
}

/** `route.decorator.ts` explains each member. */
export interface RouteDeclaration {
  access: { permission: Permission } | 'public';
  audit: { action: string; patients: PatientsShown } | 'none';
  limitedByAddress?: boolean | undefined;
  answer: { status: number; location?: (answer: never) => string };
  /** The answer is a file that serves byte ranges. */
  ranged?: boolean;
  problems: readonly ProblemType[];
  examples: Readonly<Record<string, unknown>>;
  versioned?: boolean | string;
  amends?: boolean;
  live?: boolean;
  taggedByContent?: boolean;
  storesNothing?: boolean;
  rescreens?: PatientsShown;
  touchesAppointments?: PatientsShown;
  mergePatchOf?: Type<object>;
  takesFile?: { atMostBytes?: number };
  sends?: SentHeader;
  /** A member of the answer that is not stored for repeated requests: a secret. */
  shownOnce?: string;
  /** Whether the route changes somebody's access. */
  changesAccess?: boolean;
  honours?: HonouredPreference;
  /** Whether the route belongs to logins at this server, and is away where an identity provider takes their place. */
  ownLogIn?: boolean;
}

const DECLARATION = Symbol('hairline.route');

export const declare = (handler: object, declaration: RouteDeclaration): void => {
  (handler as { [DECLARATION]?: RouteDeclaration })[DECLARATION] = declaration;
};

export const isDeclared = (handler: object): boolean => DECLARATION in handler;

export const getRouteDeclaration = (handler: object): RouteDeclaration => {
  const declaration = (handler as { [DECLARATION]?: RouteDeclaration })[DECLARATION];
  if (!declaration) throw new Error('This handler was not declared with Get, Post, Put or Patch of platform/http.');
  return declaration;
};

/** Whether a request must name the version that it changes: every change of a versioned resource, but none that creates one. */
export const needsVersion = (method: string, { versioned, amends, storesNothing, answer }: RouteDeclaration): boolean =>
  Boolean(versioned) &&
  !/^(get|head)$/i.test(method) &&
  storesNothing !== true &&
  (method.toLowerCase() !== 'post' || answer.status !== 201 || amends === true);

/** Whether the route does something with a resource, and neither creates nor replaces one. */
export const isAction = (method: string, { answer }: RouteDeclaration): boolean => method.toLowerCase() === 'post' && answer.status !== 201;
