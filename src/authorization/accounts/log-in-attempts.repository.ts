import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';

/** Whose tries are counted, and how long the wait grows. */
export interface Counted {
  subject: Buffer;
  /** So many failures cost no wait. */
  free: number;
  /** The longest wait, in seconds. */
  longest: number;
}

/** Counts the try before it is made, so that many at once are counted one after the other. A subject that has to wait is not counted, and not answered. */
const begin = statement(
  'login.begin-attempt',
  `INSERT INTO login_attempts AS a (subject, failures, next_at, forgotten_at)
   SELECT s.subject, 1, $4::timestamptz, $4::timestamptz + interval '1 day' FROM unnest($1::bytea[], $2::integer[], $3::integer[]) AS s (subject, free, longest)
    WHERE NOT EXISTS (SELECT FROM login_attempts w WHERE w.subject = ANY ($1::bytea[]) AND w.next_at > $4)
    ORDER BY s.subject
   ON CONFLICT ON CONSTRAINT login_attempts_pk DO UPDATE SET
     failures = CASE WHEN a.forgotten_at < $4 THEN 1 ELSE a.failures + 1 END,
     next_at = $4::timestamptz + make_interval(secs => (
       SELECT CASE WHEN a.forgotten_at < $4 OR a.failures + 1 <= s.free THEN 0 ELSE least(s.longest, 2 ^ least(a.failures + 1 - s.free, 20)) END
         FROM unnest($1::bytea[], $2::integer[], $3::integer[]) AS s (subject, free, longest) WHERE s.subject = a.subject)),
     forgotten_at = excluded.forgotten_at
   WHERE a.next_at <= $4
   RETURNING subject`,
);
const waitUntil = statement('login.wait-until', 'SELECT max(next_at) AS until FROM login_attempts WHERE subject = ANY ($1) AND next_at > $2');
const forget = statement('login.forget-attempts', 'DELETE FROM login_attempts WHERE subject = ANY ($1)');
const takeBack = statement(
  'login.take-back-attempt',
  'UPDATE login_attempts SET failures = greatest(failures - 1, 0), next_at = least(next_at, $2) WHERE subject = ANY ($1)',
);

@Injectable()
export class LogInAttemptsRepository {
  constructor(private readonly database: Database) {}

  /** Null when the try may be made; otherwise until when it has to wait. */
  async begin(counted: readonly Counted[], now: Date): Promise<Date | null> {
    const subjects = counted.map((one) => one.subject);
    const values = [subjects, counted.map((one) => one.free), counted.map((one) => one.longest), now];
    const [begun, waiting] = await this.database.apart(
      null,
      [
        { statement: begin, values },
        { statement: waitUntil, values: [subjects, now] },
      ],
      'READ WRITE',
    );
    if (begun!.rowCount === counted.length) return null;
    return (waiting!.rows[0] as { until: Date | null }).until ?? new Date(now.getTime() + 1_000);
  }

  /** The try succeeded: these are forgotten, those have one failure less. */
  async succeed(forgotten: readonly Buffer[], lessened: readonly Buffer[], now: Date): Promise<void> {
    await this.database.apart(
      null,
      [
        { statement: forget, values: [forgotten] },
        { statement: takeBack, values: [lessened, now] },
      ],
      'READ WRITE',
    );
  }
}
