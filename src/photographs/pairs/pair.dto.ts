import { Identifier, Nested, OneOf, Optional, PageQuery, SomeOf, Whole } from '../../platform/http/index.js';
import { angles, photographRegions, type Angle, type PhotographRegion } from '../domain/photograph.js';
import { PhotographResponse } from '../photograph.dto.js';

/** Which pairs to show. */
export class PhotographPairQuery extends PageQuery {
  /** Only pairs of these regions. */
  @Optional() @SomeOf(photographRegions) region?: PhotographRegion[];

  /** Only pairs from these angles. */
  @Optional() @SomeOf(angles) angle?: Angle[];
}

/** Two photographs of one region from one angle: the first one, and a later one. */
export class PhotographPair {
  /** The part of the head that both photographs show. */
  @OneOf(photographRegions) region: PhotographRegion;

  /** The angle from which both photographs were taken. */
  @OneOf(angles) angle: Angle;

  /** The first photograph of the region and angle. */
  @Nested(PhotographResponse) before: PhotographResponse;

  /** The later photograph. */
  @Nested(PhotographResponse) after: PhotographResponse;

  /** The number of calendar days from the one to the other, in the clinic's time zone. */
  @Whole() days: number;
}

/** The two photographs to show side by side. */
export class SideBySideQuery {
  /**
   * The photograph on the left, of this patient.
   * @example 01936f00-0000-7000-8000-000000000001
   */
  @Identifier() before: string;

  /**
   * The photograph on the right, of this patient and of the same region and angle.
   * @example 01936f00-0000-7000-8000-000000000002
   */
  @Identifier() after: string;
}
