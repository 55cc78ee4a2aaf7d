import { createConflictFailure, createNotFoundFailure, Failure } from '../../kernel/failure.js';

/**
 * SQLSTATE classes and codes (PostgreSQL, appendix A) that mean "not now" and nothing worse: connection exceptions, insufficient resources,
 * operator intervention, sessions and transactions that PostgreSQL timed out, a database that takes no writes (a standby, or one that was made
 * read-only), failures of its disk, and transactions that lost against another.
 */
const transient = /^(08|53|57P|58|25006|25P03|25P04|40001|40P01|55P03|57014)/;
const systemErrors: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The messages of pg and TypeORM without a code for a connection that ended, and for a pool that is exhausted or closed. */
const lost =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error|Client was closed|Query runner already released|after calling end on the pool|Driver not Connected|DataSource is not|stream was destroyed|after a stream was destroyed/i;

/** A row of a patient who is closed to the caller was to be written. */
const INSUFFICIENT_PRIVILEGE = '42501';

/** Whether PostgreSQL ended the connection with this error: its severity is FATAL or PANIC, or its code says so. */
export const endsConnection = (error: unknown): boolean => {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return severity === 'FATAL' || severity === 'PANIC' || (typeof code === 'string' && /^(57P0[1-5]|25P0[34])$/.test(code));
};

/** The failure that a database error means for the caller; null where it is an error of this server. */
export const findDatabaseFailure = (error: unknown): Failure | null => {
  if (typeof error !== 'object' || error === null) return null;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === INSUFFICIENT_PRIVILEGE && typeof message === 'string' && message.includes('"open_patients"')) return createNotFoundFailure('patient');
  const unreachable =
    typeof code === 'string'
      ? systemErrors.has(code) || ('severity' in error && (transient.test(code) || endsConnection(error)))
      : typeof message === 'string' && lost.test(message);
  return unreachable
    ? new Failure(
        'unavailable',
        'The database cannot be reached or is too busy. Nothing is certain to have been stored: repeat the request with the same Idempotency-Key.',
        { cause: error },
      )
    : null;
};

/** The name of the constraint that a statement violated; null for other errors. */
export const findViolatedConstraint = (error: unknown): string | null => {
  const constraint = (error as { constraint?: unknown } | null)?.constraint;
  return typeof constraint === 'string' ? constraint : null;
};

/** Runs work that stores something; fails as a conflict, in the words given, where it violates one of the constraints. */
export const refuseDuplicate = async <T>(sentences: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const sentence = sentences[findViolatedConstraint(error) ?? ''];
    throw sentence === undefined ? error : createConflictFailure(sentence);
  }
};

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** Another request took the same at the same time: anew, this one sees it, and says so. */
const EXCLUSION_VIOLATION = '23P01';

/** Whether a transaction that failed so may well succeed when it is done anew. */
const mayBeRepeated = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return code === SERIALIZATION_FAILURE || code === DEADLOCK || code === EXCLUSION_VIOLATION;
};

const MAXIMUM_ATTEMPTS = 4;

/** Runs work that is a transaction of its own; anew, up to three times, where another one was in its way. */
export const retryAfterConflict = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!mayBeRepeated(error) || attempt === MAXIMUM_ATTEMPTS) throw error;
    }
  }
};
