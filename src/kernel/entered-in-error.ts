/** That a record was an error: it stays readable, and counts for nothing. */
export interface EnteredInError {
  reason: string;
  /** The person or client who said so. */
  by: string;
  /** An instant in UTC. */
  at: string;
}
