import { Failure } from '../../kernel/failure.js';

/** SQLSTATE classes and codes that mean "not now" and nothing worse. */
const transient = /^(08|53|57P0|40001|40P01|55P03|57014)/;
const systemErrors: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** The failure that an error of the database means for the caller; null where it is a fault of ours. */
export const problemOfDatabase = (error: unknown): Failure | null => {
  if (typeof error !== 'object' || error === null) return null;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const unreachable =
    typeof code === 'string'
      ? systemErrors.has(code) || ('severity' in error && transient.test(code))
      : typeof message === 'string' &&
        /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error/i.test(message);
  return unreachable
    ? new Failure(
        'unavailable',
        'The database cannot be reached or is too busy. Nothing is certain to have been stored: repeat the request with the same Idempotency-Key.',
        { cause: error },
      )
    : null;
};

/** The name of the constraint that a statement ran into, for a repository to map to a failure. */
export const violatedConstraint = (error: unknown): string | null => {
  const constraint = (error as { constraint?: unknown } | null)?.constraint;
  return typeof constraint === 'string' ? constraint : null;
};
