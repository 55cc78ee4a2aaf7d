import type { ConsentMonths } from '../domain/standing.js';
import { MayBeNull, Nested, Whole, ReadOnlyFrom } from '../../../platform/http/index.js';

const MOST_MONTHS = 1_200;

/** The number of months for which consents of each kind last. */
export class MonthsByKind implements ConsentMonths {
  /** Months for consents to a treatment; null where they last until they are withdrawn. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) treatment: number | null;

  /** Months for consents to photographs for the record; null where they last until they are withdrawn. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) 'photography-record': number | null;

  /** Months for consents to the publication of photographs; null where they last until they are withdrawn. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) 'photography-publication': number | null;

  /** Months for consents to the sharing of data; null where they last until they are withdrawn. */
  @MayBeNull() @Whole({ min: 1, max: MOST_MONTHS }) 'data-sharing': number | null;
}

/** How long consents last. */
@ReadOnlyFrom(() => ConsentValidityResponse)
export class ConsentValidityChange {
  /**
   * The months after the day of the signature, by kind of consent. A consent is valid up to and including the same calendar day that many months later, in the
   * clinic's time zone. Null where consents of the kind last until they are withdrawn.
   */
  @Nested(MonthsByKind) months: MonthsByKind;
}

/** How long consents last. */
export class ConsentValidityResponse extends ConsentValidityChange {
  /** The version of the setting, as in the ETag; 0 until the clinic sets its own values. */
  @Whole() version: number;
}
