/** A postal address. */
export interface PostalAddress {
  /** The lines of the address above the city. */
  lines?: string[];
  city?: string;
  /** State, province or region. */
  state?: string;
  postalCode?: string;
  /** The ISO 3166-1 alpha-2 code of the country. */
  country?: string;
}
