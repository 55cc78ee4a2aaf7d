/**
 * What is wrong with a body beyond its form, where the form is wrong as well: so that one answer names everything.
 *
 * What its class cannot say of a body (units, codes, sums, duplicates in lists, dates that lie in the future) the service finds with pure functions of the domain.
 * It does so when the form is right. A class that declares such a function with `@CheckedBy()` has it asked also when the form is wrong somewhere: of every
 * object of the class, at any depth, of which what the function reads is sound. What needs the patient or anything else on record is found by the service
 * alone, once the form is right.
 */
import type { Type } from '@nestjs/common';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { MOST_ERRORS, type FieldError } from '../../kernel/failure.js';
import { findRequest } from '../context.js';

/** When and where a body arrived. */
export interface Circumstances {
  now: Date;
  /** The day in the clinic's time zone. */
  today: Day;
  /** The clinic's country. A telephone number without a prefix is read as one of this country. */
  country: string;
}

interface Check {
  /** Validates the object. Pointers begin at the object. */
  errors: (body: object, circumstances: Circumstances) => FieldError[];
  /** The properties that the check reads; empty where it reads all of them. */
  reads: readonly string[];
}

const declared = new WeakMap<object, Check[]>();

/** Declares a check of objects of the class beyond their form, and the properties that it reads: all, where none is named. */
export const CheckedBy =
  <T extends object>(errors: (body: T, circumstances: Circumstances) => FieldError[], ...reads: (keyof T & string)[]) =>
  (model: Type<T>): void => {
    const prototype = model.prototype as object;
    // The lowest decorator comes first.
    declared.set(prototype, [{ errors: errors as Check['errors'], reads }, ...(declared.get(prototype) ?? [])]);
  };

const listChecks = (body: object): Check[] => {
  const found: Check[] = [];
  for (let at = Object.getPrototypeOf(body) as object | null; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null)
    found.push(...(declared.get(at) ?? []));
  return found;
};

/** The circumstances of the present request; null outside of a request, and for an unknown caller. */
export const findCurrentCircumstances = (): Circumstances | null => {
  const { receivedAt: now, principal } = findRequest() ?? {};
  if (!now || !principal) return null;
  const { timeZone, country } = principal.clinic;
  return { now, today: toCalendarDay(now, timeZone), country };
};

const escapePointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Every place with an error, and every place around one. Unknown properties are left out: they make nothing else unsound. */
const listFaultyPlaces = (errors: readonly FieldError[]): ReadonlySet<string> => {
  const unknown = new Set(errors.filter(({ code }) => code === 'unknown-property').map(({ pointer }) => pointer));
  const places = new Set<string>();
  for (const { pointer } of errors) {
    if (unknown.has(pointer)) continue;
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) places.add(pointer.slice(0, end));
    places.add('');
  }
  return places;
};

/** Finds the further errors of a body whose errors `said` are known, by the checks that its classes declare. */
export const validateByDeclaredChecks = (body: object, said: readonly FieldError[], circumstances: Circumstances): FieldError[] => {
  const faulty = listFaultyPlaces(said);
  const isSound = (place: string): boolean => !faulty.has(place);
  const found: FieldError[] = [];
  const look = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null || said.length + found.length >= MOST_ERRORS) return;
    if (!Array.isArray(value))
      for (const { errors, reads } of listChecks(value)) {
        const places = reads.length === 0 ? [pointer] : reads.map((name) => `${pointer}/${name}`);
        if (places.every(isSound)) found.push(...errors(value, circumstances).map((error) => ({ ...error, pointer: `${pointer}${error.pointer}` })));
      }
    for (const [name, inner] of Object.entries(value)) look(inner, `${pointer}/${escapePointerPart(name)}`);
  };
  look(body, '');
  return found;
};
