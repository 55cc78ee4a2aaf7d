/** Why, when and by whom a record was marked as an error. The record stays readable; no rule and no figure counts it. */
export interface EnteredInError {
  reason: string;
  /** The person or client who marked it. */
  by: string;
  /** An instant in UTC. */
  at: string;
}
