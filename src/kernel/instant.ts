/** An RFC 3339 instant in UTC, with milliseconds: the one form in which instants are answered. */
export const utc = (instant: string): string => new Date(instant).toISOString();
