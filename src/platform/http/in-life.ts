/**
 * What happens to a patient happens between birth and death. A property of a body that dates such a thing declares it; the service that knows whose body
 * it is asks `validateLifeDates` of the whole body. `test/architecture/dates.test.ts` holds every date of every body to a declaration.
 */
import { toCalendarDay, isPartialDate, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { isInstant } from '../../kernel/instant.js';
import { findConflictWithLife, type Life } from '../../kernel/life.js';
import { escapePointerPart } from './shape.js';

type Bounds = 'birth-and-death' | 'birth';

const declared = new WeakMap<object, Map<string, Bounds>>();

const createBoundsDecorator =
  (kind: Bounds): PropertyDecorator =>
  (target, property) => {
    const own = declared.get(target) ?? new Map<string, Bounds>();
    own.set(String(property), kind);
    declared.set(target, own);
  };

/** The date lies in the patient's life: neither before the birth nor after the death. */
export const InLife = (): PropertyDecorator => createBoundsDecorator('birth-and-death');

/** The date is about the patient and may come after the death, but not before the birth. */
export const AfterBirth = (): PropertyDecorator => createBoundsDecorator('birth');

/** The declared bounds of a property, by its class or one that the class extends. */
export const findBounds = (prototype: object, property: string): Bounds | null => {
  for (let at: object | null = prototype; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    const found = declared.get(at)?.get(property);
    if (found) return found;
  }
  return null;
};

/** The day of an instant, or the date itself; null for anything else, which validation refuses. */
const findPartialDate = (value: unknown, timeZone: string): PartialDate | null => {
  if (isInstant(value)) return toCalendarDay(new Date(value), timeZone);
  return isPartialDate(value) ? value : null;
};

const said = { 'before-birth': 'This lies before the patient was born.', 'after-death': 'This lies after the patient died.' } as const;

/** Finds every date of a validated body, at any depth, that lies outside of the declared part of the patient's life. */
export const validateLifeDates = (body: unknown, life: Life, timeZone: string, pointer = ''): FieldError[] => {
  if (typeof body !== 'object' || body === null || (life.birthDate === null && life.deceasedOn === null)) return [];
  const prototype = Object.getPrototypeOf(body) as object;
  return Object.entries(body).flatMap(([name, value]) => {
    const at = `${pointer}/${escapePointerPart(name)}`;
    const bound = findBounds(prototype, name);
    if (bound === null) return validateLifeDates(value, life, timeZone, at);
    const date = findPartialDate(value, timeZone);
    const code = date && findConflictWithLife(date, bound === 'birth' ? { ...life, deceasedOn: null } : life);
    return code ? [{ pointer: at, code, detail: said[code] }] : [];
  });
};
