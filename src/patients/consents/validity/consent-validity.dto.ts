import type { ConsentMonths } from '../domain/standing.js';
import { MayBeNull, Nested, Whole, ReadOnlyFrom } from '../../../platform/http/index.js';

const MOST_MONTHS = 1_200;

/** For how many months consents of each kind last. */
export class MonthsByKind implements ConsentMonths {
  /** Consents to a treatment. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) treatment: number | null;

  /** Consents to photographs for the record. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) 'photography-record': number | null;

  /** Consents to photographs being shown to the public. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) 'photography-publication': number | null;

  /** Consents to data being shared. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) 'data-sharing': number | null;
}

/** How long consents last. */
@ReadOnlyFrom(() => ConsentValidityResponse)
export class ConsentValidityChange {
  /**
   * The months after the day of the signature, by kind: a consent counts up to and including the same day of the calendar so many months later, in
   * the clinic's time zone. Null: until it is withdrawn.
   */
  @Nested(MonthsByKind) months: MonthsByKind;
}

/** How long consents last. */
export class ConsentValidityResponse extends ConsentValidityChange {
  /** The version, as in the ETag; 0 until the clinic has said anything. */
  @Whole() version: number;
}
