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
  versioned?: boolean;
  readOnly?: boolean;
  fails?: ProblemType[];
  examples?: RouteExample[];
  /** The class of which the body is a JSON Merge Patch. */
  patchOf?: string;
  sends?: SentHeader;
  honours?: HonouredPreference;
}

const DECLARATION = Symbol('hairline.route');

export const declare = (handler: object, part: RouteDeclaration): void => {
  const holder = handler as { [DECLARATION]?: RouteDeclaration };
  holder[DECLARATION] = { ...holder[DECLARATION], ...part };
};

export const declarationOf = (handler: object): RouteDeclaration => (handler as { [DECLARATION]?: RouteDeclaration })[DECLARATION] ?? {};
