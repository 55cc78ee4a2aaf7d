/** What a route declares about itself; made once at start, never per request. */
import type { Type } from '@nestjs/common';
import type { ProblemType } from '../../kernel/failure.js';
import type { Permission } from '../access/policy.js';
import type { HonouredPreference } from './prefer.js';

/** Finds the patients that an answer showed or changed. */
export type PatientsShown = (answer: unknown, path: Record<string, string>) => (string | undefined)[];

/** A header that follows from the answer; null where this answer has none. */
interface SentHeader {
  name: string;
  description: string;
  value: (answer: never) => string | null;
}

/** The meaning of each member stands in `route.decorator.ts`, where routes are declared. */
export interface RouteDeclaration {
  access: { permission: Permission } | 'public';
  audit: { action: string; patients: PatientsShown } | 'none';
  answer: { status: number; location?: (answer: never) => string };
  /** The answer is a file of which parts can be asked for. */
  ranged?: boolean;
  problems: readonly ProblemType[];
  examples: Readonly<Record<string, unknown>>;
  versioned?: boolean | string;
  amends?: boolean;
  live?: boolean;
  storesNothing?: boolean;
  rescreens?: PatientsShown;
  mergePatchOf?: Type<object>;
  takesFile?: { atMostBytes?: number };
  sends?: SentHeader;
  /** A member of the answer that is not kept for repetitions: a secret. */
  shownOnce?: string;
  /** Whether somebody may do something else after it than before. */
  changesAccess?: boolean;
  honours?: HonouredPreference;
}

const DECLARATION = Symbol('hairline.route');

export const declare = (handler: object, declaration: RouteDeclaration): void => {
  (handler as { [DECLARATION]?: RouteDeclaration })[DECLARATION] = declaration;
};

export const isDeclared = (handler: object): boolean => DECLARATION in handler;

export const declarationOf = (handler: object): RouteDeclaration => {
  const declaration = (handler as { [DECLARATION]?: RouteDeclaration })[DECLARATION];
  if (!declaration) throw new Error('This handler was not declared with Get, Post, Put or Patch of platform/http.');
  return declaration;
};

/** Whether a request must name the version that it was made from: every change of a versioned resource, but what makes a new one. */
export const needsVersion = (method: string, { versioned, amends, storesNothing, answer }: RouteDeclaration): boolean =>
  Boolean(versioned) &&
  !/^(get|head)$/i.test(method) &&
  storesNothing !== true &&
  (method.toLowerCase() !== 'post' || answer.status !== 201 || amends === true);

/** No resource is made or replaced, but something is done with one. */
export const isAction = (method: string, { answer }: RouteDeclaration): boolean => method.toLowerCase() === 'post' && answer.status !== 201;
