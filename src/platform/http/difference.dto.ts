import { AnyOf } from './fields/index.js';

/** One place in which two versions differ. */
export class RecordDifference {
  /**
   * The place, as a JSON Pointer.
   * @example /assessment/note
   */
  pointer: string;

  /** What stood there; left out where nothing did. */
  @AnyOf('text', 'number', 'boolean', 'object', 'list') before?: unknown;

  /** What stands there now; left out where nothing does. */
  @AnyOf('text', 'number', 'boolean', 'object', 'list') after?: unknown;
}
