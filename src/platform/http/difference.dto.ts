import { AnyOf } from './fields/index.js';

/** One place in which two versions differ. */
export class RecordDifference {
  /**
   * The place, as a JSON Pointer.
   * @example /assessment/note
   */
  pointer: string;

  /** The earlier value; left out where there was none. */
  @AnyOf('text', 'number', 'boolean', 'object', 'list') before?: unknown;

  /** The present value; left out where there is none. */
  @AnyOf('text', 'number', 'boolean', 'object', 'list') after?: unknown;
}
