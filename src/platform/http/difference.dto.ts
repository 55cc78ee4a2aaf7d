import { ApiPropertyOptional } from '@nestjs/swagger';

/** Any JSON value. */
const anything = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'object', additionalProperties: true }, { type: 'array', items: {} }];

/** One place in which two versions differ. */
export class DifferenceResponse {
  /**
   * The place, as a JSON Pointer.
   * @example /assessment/note
   */
  pointer: string;

  /** What stood there; left out where nothing did. */
  @ApiPropertyOptional({ oneOf: anything })
  before?: unknown;

  /** What stands there now; left out where nothing does. */
  @ApiPropertyOptional({ oneOf: anything })
  after?: unknown;
}
