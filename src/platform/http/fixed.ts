/** What a record is about is fixed when it is recorded: no change turns it into a record of something else. */
import type { FieldError } from '../../kernel/failure.js';
import { escapePointerPart } from './shape.js';
import { isJsonObject, type JsonObject } from '../../kernel/json-object.js';

/** Whether a property is fixed in a record that stands as this. */
type Condition = (current: never) => boolean;

const fixed = new WeakMap<object, Map<string, Condition>>();

/**
 * The property says what a record is about: a merge patch that names it must leave it as it is (`withPatch`). Where it says so of some records
 * only, `when` tells of which. A code may be added where there was none.
 */
export const Fixed =
  (when: Condition = () => true): PropertyDecorator =>
  (target, property) => {
    const own = fixed.get(target) ?? new Map<string, Condition>();
    fixed.set(target, own.set(String(property), when));
  };

/** The properties of a class that are fixed, those of its parents included. */
export const getFixedProperties = (prototype: object): Map<string, Condition> => {
  const found = new Map<string, Condition>();
  for (let at: object | null = prototype; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null)
    for (const [property, condition] of fixed.get(at) ?? []) if (!found.has(property)) found.set(property, condition);
  return found;
};

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** A code that is added to words says in another way what they say; whether it does is for the feature to judge, which knows the words. */
const isCoding = (pointer: string, before: unknown): boolean => pointer.endsWith('/code') && (before === undefined || before === null);

/** The innermost places in which two values differ. */
const listDifferingPlaces = (before: unknown, after: unknown, pointer: string): string[] => {
  if (isCoding(pointer, before)) return [];
  if (!isJsonObject(before) || !isJsonObject(after)) return isEqual(before, after) ? [] : [pointer];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    listDifferingPlaces(before[name], after[name], `${pointer}/${escapePointerPart(name)}`),
  );
};

/** Where the changed record says that it is about something else. */
export const validateFixedProperties = (prototype: object, current: object, changed: object): FieldError[] =>
  [...getFixedProperties(prototype)].flatMap(([property, condition]) =>
    condition(current as never)
      ? listDifferingPlaces((current as JsonObject)[property], (changed as JsonObject)[property], `/${escapePointerPart(property)}`).map((pointer) => ({
          pointer,
          code: 'fixed',
          detail:
            'This says what the record is about, and stays as it was recorded: record another one, and mark this one as entered in error if it was wrong.',
        }))
      : [],
  );
