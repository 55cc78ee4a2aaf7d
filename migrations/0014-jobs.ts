import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** Work that goes on in the background: jobs, and the schedules by which they come again by themselves. */
export class Jobs1763683200014 extends Migration {
  name = 'Jobs1763683200014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE background_jobs (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        id           uuid NOT NULL,
        kind         text NOT NULL,
        status       text NOT NULL DEFAULT 'queued',
        input        jsonb NOT NULL,
        -- Where the work goes on: set in the transaction of the step that came so far.
        position     jsonb,
        done         integer NOT NULL DEFAULT 0,
        total        integer,
        result       jsonb,
        error_class  text,
        -- How often it was taken up since it last came further.
        attempts     integer NOT NULL DEFAULT 0,
        permission   text NOT NULL,
        -- NULL for what a schedule asked for.
        requested_by uuid,
        run_after    timestamptz NOT NULL,
        leased_by    uuid,
        leased_until timestamptz,
        created_at   timestamptz NOT NULL,
        started_at   timestamptz,
        ended_at     timestamptz,
        CONSTRAINT background_jobs_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT background_jobs_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT background_jobs_status CHECK (status IN ('queued', 'running', 'completed', 'failed')),
        CONSTRAINT background_jobs_lease CHECK ((status = 'running') = (leased_by IS NOT NULL) AND (leased_by IS NULL) = (leased_until IS NULL)),
        CONSTRAINT background_jobs_ended CHECK ((status IN ('completed', 'failed')) = (ended_at IS NOT NULL)),
        -- What waits to be tried again says why.
        CONSTRAINT background_jobs_error CHECK (CASE status WHEN 'failed' THEN error_class IS NOT NULL WHEN 'completed' THEN error_class IS NULL ELSE true END),
        CONSTRAINT background_jobs_done CHECK (done >= 0 AND total >= 0)
      );
      CREATE INDEX background_jobs_open ON background_jobs (run_after) WHERE status IN ('queued', 'running');
      SELECT protect('background_jobs'), open_to_operator('background_jobs'), allow_application('background_jobs', 'SELECT, INSERT, UPDATE');

      -- Leases the job that has waited longest, or whose lease ran out, of whatever clinic; the application may call it and see no job of another
      -- clinic in any other way. A job whose process ended under it so often is given up.
      CREATE FUNCTION claim_background_job(worker uuid, at timestamptz, lease interval, kinds text[], most_tries integer) RETURNS SETOF background_jobs
        LANGUAGE sql SECURITY DEFINER SET search_path = public
        AS $$
          UPDATE background_jobs SET status = 'failed', error_class = 'process-ended', ended_at = at, leased_by = NULL, leased_until = NULL
           WHERE status = 'running' AND kind = ANY (kinds) AND leased_until <= at AND attempts >= most_tries;
          UPDATE background_jobs j
             SET status = 'running', leased_by = worker, leased_until = at + lease, started_at = coalesce(j.started_at, at), attempts = j.attempts + 1
            FROM (SELECT clinic_id, id FROM background_jobs
                   WHERE status IN ('queued', 'running') AND kind = ANY (kinds) AND run_after <= at AND (leased_until IS NULL OR leased_until <= at)
                   ORDER BY run_after, created_at LIMIT 1 FOR UPDATE SKIP LOCKED) c
           WHERE j.clinic_id = c.clinic_id AND j.id = c.id
          RETURNING j.*
        $$;

      CREATE TABLE background_schedules (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        name      text NOT NULL,
        next_at   timestamptz NOT NULL,
        -- The last job that it asked for.
        job_id    uuid,
        CONSTRAINT background_schedules_pk PRIMARY KEY (clinic_id, name),
        CONSTRAINT background_schedules_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id)
      );
      SELECT protect('background_schedules'), open_to_operator('background_schedules'), allow_application('background_schedules', 'SELECT');

      -- The next time after an instant: so many seconds later, or at that time of the day in the zone. A zone that PostgreSQL does not know counts as UTC:
      -- what one clinic says stops the schedules of no other.
      CREATE FUNCTION next_run(at timestamptz, every_seconds integer, daily_at time, zone text) RETURNS timestamptz
        LANGUAGE plpgsql STABLE
        AS $$
        DECLARE local timestamp;
        BEGIN
          IF every_seconds IS NOT NULL THEN RETURN at + make_interval(secs => every_seconds); END IF;
          local := at AT TIME ZONE zone;
          RETURN (local::date + (CASE WHEN local::time < daily_at THEN 0 ELSE 1 END) + daily_at) AT TIME ZONE zone;
        EXCEPTION WHEN invalid_parameter_value THEN
          RETURN next_run(at, every_seconds, daily_at, 'UTC');
        END
        $$;

      -- Asks for the job of each schedule that is due, in each clinic: once, whoever asks at the same time, and not while the one before is
      -- still open. What was due several times meanwhile is asked for once.
      CREATE FUNCTION enqueue_scheduled_jobs(schedules jsonb, at timestamptz) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
        AS $$
        DECLARE asked integer;
        BEGIN
          INSERT INTO background_schedules (clinic_id, name, next_at)
          SELECT c.clinic_id, w.name, next_run(at, w."everySeconds", w."dailyAt", c.time_zone)
            FROM jsonb_to_recordset(schedules) AS w (name text, "everySeconds" integer, "dailyAt" time) CROSS JOIN clinics c
           WHERE NOT EXISTS (SELECT FROM background_schedules s WHERE s.clinic_id = c.clinic_id AND s.name = w.name)
          ON CONFLICT ON CONSTRAINT background_schedules_pk DO NOTHING;

          WITH due AS (
            UPDATE background_schedules s SET next_at = next_run(at, w."everySeconds", w."dailyAt", c.time_zone), job_id = gen_random_uuid()
              FROM jsonb_to_recordset(schedules) AS w (name text, kind text, input jsonb, permission text, "everySeconds" integer, "dailyAt" time)
             CROSS JOIN clinics c
             WHERE s.name = w.name AND s.clinic_id = c.clinic_id AND s.next_at <= at AND NOT EXISTS (
               SELECT FROM background_jobs j WHERE j.clinic_id = s.clinic_id AND j.id = s.job_id AND j.status IN ('queued', 'running'))
            RETURNING s.clinic_id, s.job_id, w.kind, w.input, w.permission
          )
          INSERT INTO background_jobs (clinic_id, id, kind, input, permission, run_after, created_at)
          SELECT clinic_id, job_id, kind, input, permission, at, at FROM due;
          GET DIAGNOSTICS asked = ROW_COUNT;
          RETURN asked;
        END
        $$;
    `);
  }
}
