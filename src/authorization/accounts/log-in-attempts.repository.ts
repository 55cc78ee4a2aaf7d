import { Injectable } from '@nestjs/common';
import { bindStatement, declareColumns, Database, declareStatement } from '../../platform/database/index.js';

/** A subject whose attempts are counted, and how its wait grows. */
export interface Counted {
  subject: Buffer;
  /** The number of failures without a wait. */
  free: number;
  /** The longest wait, in seconds. */
  longest: number;
}

/**
 * Counts the attempt before it is made, so that simultaneous attempts are counted one after the other. An attempt of a subject that has to wait is neither
 * counted nor made.
 */
const begin = declareStatement('login.begin-attempt', {
  parameters: { subjects: 'bytea[]', free: 'integer[]', longest: 'integer[]', now: 'timestamptz' },
  row: declareColumns<{ subject: Buffer }>({ subject: 'bytea' }),
  sql: `INSERT INTO login_attempts AS a (subject, failures, next_at, forgotten_at)
   SELECT s.subject, 1, :now::timestamptz, :now::timestamptz + interval '1 day'
     FROM unnest(:subjects::bytea[], :free::integer[], :longest::integer[]) AS s (subject, free, longest)
    WHERE NOT EXISTS (SELECT FROM login_attempts w WHERE w.subject = ANY (:subjects::bytea[]) AND w.next_at > :now)
    ORDER BY s.subject
   ON CONFLICT ON CONSTRAINT login_attempts_pk DO UPDATE SET
     failures = CASE WHEN a.forgotten_at < :now THEN 1 ELSE a.failures + 1 END,
     next_at = :now::timestamptz + make_interval(secs => (
       SELECT CASE WHEN a.forgotten_at < :now OR a.failures + 1 <= s.free THEN 0 ELSE least(s.longest, 2 ^ least(a.failures + 1 - s.free, 20)) END
         FROM unnest(:subjects::bytea[], :free::integer[], :longest::integer[]) AS s (subject, free, longest) WHERE s.subject = a.subject)),
     forgotten_at = excluded.forgotten_at
   WHERE a.next_at <= :now
   RETURNING subject`,
});
const waitUntil = declareStatement('login.wait-until', {
  parameters: { subjects: 'bytea[]', now: 'timestamptz' },
  row: declareColumns<{ until: Date | null }>({ until: 'timestamptz?' }),
  sql: 'SELECT max(next_at) AS until FROM login_attempts WHERE subject = ANY (:subjects) AND next_at > :now',
});
const forget = declareStatement('login.forget-attempts', {
  parameters: { subjects: 'bytea[]' },
  sql: 'DELETE FROM login_attempts WHERE subject = ANY (:subjects)',
});
const takeBack = declareStatement('login.take-back-attempt', {
  parameters: { subjects: 'bytea[]', now: 'timestamptz' },
  sql: 'UPDATE login_attempts SET failures = greatest(failures - 1, 0), next_at = least(next_at, :now) WHERE subject = ANY (:subjects)',
});

@Injectable()
export class LogInAttemptsRepository {
  constructor(private readonly database: Database) {}

  /** Begins an attempt. Null where it may be made, otherwise the end of the wait. */
  async begin(counted: readonly Counted[], now: Date): Promise<Date | null> {
    const subjects = counted.map((item) => item.subject);
    const free = counted.map((item) => item.free);
    const longest = counted.map((item) => item.longest);
    const asked = [bindStatement(begin, { subjects, free, longest, now }), bindStatement(waitUntil, { subjects, now })];
    const [begun, waiting] = await this.database.executeSeparately(null, asked, 'READ WRITE');
    if (begun!.rowCount === counted.length) return null;
    return (waiting!.rows[0] as { until: Date | null }).until ?? new Date(now.getTime() + 1_000);
  }

  /** Records a success: deletes the counts of the first subjects, and takes one failure from the others. */
  async succeed(forgotten: readonly Buffer[], lessened: readonly Buffer[], now: Date): Promise<void> {
    await this.database.executeSeparately(
      null,
      [bindStatement(forget, { subjects: forgotten }), bindStatement(takeBack, { subjects: lessened, now })],
      'READ WRITE',
    );
  }
}
