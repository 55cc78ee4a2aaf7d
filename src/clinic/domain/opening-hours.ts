/** One span of a day in which the clinic is open. */
export interface OpeningSpan {
  opens: string;
  closes: string;
}

/** When the clinic is open, by weekday; a day that is left out is closed. */
export interface OpeningHours {
  monday?: OpeningSpan[];
  tuesday?: OpeningSpan[];
  wednesday?: OpeningSpan[];
  thursday?: OpeningSpan[];
  friday?: OpeningSpan[];
  saturday?: OpeningSpan[];
  sunday?: OpeningSpan[];
}
