import { Failure, createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { applyMergePatch } from '../http/merge-patch.js';
import { validateDto } from '../http/dto.pipe.js';

/** Points the errors of amended content into the amendment. */
export const pointErrorsIntoChanges = (errors: readonly FieldError[]): FieldError[] =>
  errors.map((error) => ({ ...error, pointer: `/changes${error.pointer}` }));

/** The content with the changes of an amendment, validated as a whole. */
export const amendContent = <Content extends object>(content: new () => Content, signed: object, changes: Record<string, unknown> | undefined): Content => {
  try {
    return validateDto(content, applyMergePatch(signed, changes ?? {}));
  } catch (error) {
    if (error instanceof Failure && error.errors) throw createInvalidInputFailure(pointErrorsIntoChanges(error.errors));
    throw error;
  }
};
