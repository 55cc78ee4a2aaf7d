/** A postal address. */
export interface PostalAddress {
  /** The lines above the city. */
  lines?: string[];
  city?: string;
  /** State, province or region. */
  state?: string;
  postalCode?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
}
