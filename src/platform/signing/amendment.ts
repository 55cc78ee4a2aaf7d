import { Failure, invalid, type FieldError } from '../../kernel/failure.js';
import { applyMergePatch } from '../http/merge-patch.js';
import { validateDto } from '../http/dto.pipe.js';

/** Errors of what an amendment changes, with pointers into the amendment. */
export const withinChanges = (errors: readonly FieldError[]): FieldError[] => errors.map((error) => ({ ...error, pointer: `/changes${error.pointer}` }));

/** What is signed with the changes of an amendment, checked as a whole one would be. */
export const amendedContent = <Content extends object>(content: new () => Content, signed: object, changes: Record<string, unknown> | undefined): Content => {
  try {
    return validateDto(content, applyMergePatch(signed, changes ?? {}));
  } catch (error) {
    if (error instanceof Failure && error.errors) throw invalid(withinChanges(error.errors));
    throw error;
  }
};
