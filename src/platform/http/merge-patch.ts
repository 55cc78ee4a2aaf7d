import type { Type } from '@nestjs/common';
import { Failure, invalid } from '../../kernel/failure.js';
import { validateDto, type MergePatchBody } from './dto.pipe.js';
import { fixedErrors } from './fixed.js';
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

/** Why a value is none of a class; null where it is one. */
const failureOf = (work: () => unknown): Failure | null => {
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
 * A record of a class with a merge patch laid over it: sound by its class, and about what it was about before (`@Fixed()`). Everything that is
 * wrong is named at once.
 */
export const withPatch = <T extends object>(model: Type<T>, current: object, patch: MergePatchBody): T => {
  const next = applyMergePatch(current, patch) as object;
  const failure = failureOf(() => validateDto(model, next));
  const errors = failure?.errors ?? [];
  const about = fixedErrors(model.prototype as object, current, next).filter(({ pointer }) => errors.every((error) => isBeside(error.pointer, pointer)));
  if (about.length > 0) throw invalid([...about, ...errors]);
  if (failure) throw failure;
  return validateDto(model, next);
};
