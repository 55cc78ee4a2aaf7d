import type { Type } from '@nestjs/common';
import { Failure, createInvalidInputFailure } from '../../kernel/failure.js';
import { validateDto, type MergePatchBody } from './dto.pipe.js';
import { validateFixedProperties } from './fixed.js';
import { isJsonObject, type JsonObject } from '../../kernel/json-object.js';

/** JSON Merge Patch (RFC 7396): members replace, `null` removes, arrays are replaced whole. Neither argument is changed. */
export const applyMergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isJsonObject(patch)) return patch;
  const merged: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = applyMergePatch(merged[name], value);
  }
  return merged;
};

/** The failure of creating an object of a class; null where it succeeds. */
const findFailure = (work: () => unknown): Failure | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Failure && error.errors) return error;
    throw error;
  }
};

const isBeside = (pointer: string, place: string): boolean => pointer !== place && !pointer.startsWith(`${place}/`) && !place.startsWith(`${pointer}/`);

/**
 * Applies a merge patch to a resource and validates the result by its class. Members that are `@Fixed()` must stay as they were. All errors are listed at once.
 */
export const withPatch = <T extends object>(model: Type<T>, current: object, patch: MergePatchBody): T => {
  const next = applyMergePatch(current, patch) as object;
  const failure = findFailure(() => validateDto(model, next));
  const errors = failure?.errors ?? [];
  const about = validateFixedProperties(model.prototype as object, current, next).filter(({ pointer }) =>
    errors.every((error) => isBeside(error.pointer, pointer)),
  );
  if (about.length > 0) throw createInvalidInputFailure([...about, ...errors]);
  if (failure) throw failure;
  return validateDto(model, next);
};
