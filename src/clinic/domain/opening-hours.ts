/** A span of time on one day in which the clinic is open. */
export interface OpeningSpan {
  opens: string;
  closes: string;
}

/** The opening hours of the clinic, by weekday. The clinic is closed on a weekday that is left out. */
export interface OpeningHours {
  monday?: OpeningSpan[];
  tuesday?: OpeningSpan[];
  wednesday?: OpeningSpan[];
  thursday?: OpeningSpan[];
  friday?: OpeningSpan[];
  saturday?: OpeningSpan[];
  sunday?: OpeningSpan[];
}
