import { Injectable } from '@nestjs/common';
import { bindStatement, Database, declareColumns, declareStatement } from '../../platform/database/index.js';

const NO_CLINIC = null;

const find = declareStatement('public-clinics.find', {
  parameters: { slug: 'text' },
  row: declareColumns<{ clinicId: string | null }>({ clinicId: 'uuid?' }),
  sql: `SELECT find_public_clinic(:slug) AS "clinicId"`,
});
const save = declareStatement('public-clinics.save', {
  parameters: { slug: 'text', takesRequests: 'boolean' },
  sql: `INSERT INTO public_clinics (slug, takes_requests) VALUES (:slug, :takesRequests)
    ON CONFLICT ON CONSTRAINT public_clinics_pk DO UPDATE SET slug = excluded.slug, takes_requests = excluded.takes_requests`,
});
const close = declareStatement('public-clinics.close', {
  sql: `UPDATE public_clinics SET takes_requests = false WHERE clinic_id = current_clinic()`,
});
const take = declareStatement('public-allowances.take', {
  parameters: { subjects: 'bytea[]', most: 'integer[]', seconds: 'integer', now: 'timestamptz' },
  row: declareColumns<{ left: number; endsAt: Date }>({ left: ['integer', 'l.left'], endsAt: ['timestamptz', 'l.ends_at'] }),
  // A window that is over begins anew. What is over of others is deleted on the way, a little each time.
  sql: `WITH forgotten AS (
     DELETE FROM public_allowances WHERE subject IN (
       SELECT o.subject FROM public_allowances o WHERE o.ends_at < :now AND o.subject <> ALL (:subjects::bytea[]) ORDER BY o.ends_at LIMIT 10 FOR UPDATE SKIP LOCKED)
   ), taken AS (
     INSERT INTO public_allowances AS a (subject, ends_at, taken)
     SELECT s.subject, :now::timestamptz + make_interval(secs => :seconds::integer), 1 FROM unnest(:subjects::bytea[]) AS s (subject) ORDER BY s.subject
     ON CONFLICT ON CONSTRAINT public_allowances_pk DO UPDATE SET
       taken = CASE WHEN a.ends_at <= :now THEN 1 ELSE a.taken + 1 END,
       ends_at = CASE WHEN a.ends_at <= :now THEN excluded.ends_at ELSE a.ends_at END
     RETURNING subject, ends_at, taken
   )
   SELECT l.left, l.ends_at AS "endsAt" FROM (
     SELECT s.most - t.taken AS left, t.ends_at FROM taken t JOIN unnest(:subjects::bytea[], :most::integer[]) AS s (subject, most) ON s.subject = t.subject) AS l
    ORDER BY l.left LIMIT 1`,
});

/** A subject of which something is counted, and how much it may have in a window. */
export interface Allowed {
  subject: Buffer;
  most: number;
}

/** Where the public finds clinics, and how much it may ask of them. Of both it knows before any clinic is known. */
@Injectable()
export class PublicClinicsRepository {
  constructor(private readonly database: Database) {}

  /** Finds the clinic that takes requests at the address; null where there is none. */
  async findClinic(slug: string): Promise<string | null> {
    const [found] = await this.database.executeSeparately(NO_CLINIC, [bindStatement(find, { slug })], 'READ ONLY');
    return (found!.rows[0] as { clinicId: string | null }).clinicId;
  }

  async save(slug: string, takesRequests: boolean): Promise<void> {
    await this.database.execute(save, { slug, takesRequests });
  }

  /** Takes no more requests; the address stays the clinic's. */
  async close(): Promise<void> {
    await this.database.execute(close);
  }

  /** Takes one of each allowance, over all processes together. Answers how many are left of the smallest: fewer than none where it was used up. */
  async take(allowed: readonly Allowed[], seconds: number, now: Date): Promise<{ left: number; endsAt: Date }> {
    const asked = { subjects: allowed.map(({ subject }) => subject), most: allowed.map(({ most }) => most), seconds, now };
    const [taken] = await this.database.executeSeparately(NO_CLINIC, [bindStatement(take, asked)], 'READ WRITE');
    return taken!.rows[0] as { left: number; endsAt: Date };
  }
}
