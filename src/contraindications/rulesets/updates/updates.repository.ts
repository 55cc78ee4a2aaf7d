import { Injectable } from '@nestjs/common';
import type { Treatment } from '../../../kernel/treatment.js';
import { Database, declareColumns, declareStatement } from '../../../platform/database/index.js';

export interface StoredDecline {
  treatment: Treatment;
  revision: number;
  reason: string;
  declinedBy: string;
  declinedAt: Date;
}

/** A draft that was made from a shipped revision and a ruleset, and is not published. */
export interface UpdateDraft {
  id: string;
  treatment: Treatment;
  basedOn: string;
  shippedRevision: number;
}

const lastDeclines = declareStatement('ruleset-updates.last-declines', {
  row: declareColumns<StoredDecline>({ treatment: 'text', revision: 'integer', reason: 'text', declinedBy: 'uuid', declinedAt: 'timestamptz' }),
  sql: `SELECT DISTINCT ON (treatment) treatment, revision, reason, declined_by AS "declinedBy", declined_at AS "declinedAt"
     FROM shipped_revision_declines WHERE clinic_id = current_clinic() ORDER BY treatment, revision DESC`,
});
const decline = declareStatement('ruleset-updates.decline', {
  parameters: { id: 'uuid', treatment: 'text', revision: 'integer', reason: 'text', declinedBy: 'uuid', declinedAt: 'timestamptz' },
  sql: `INSERT INTO shipped_revision_declines (id, treatment, revision, reason, declined_by, declined_at) VALUES (:id, :treatment, :revision, :reason, :declinedBy, :declinedAt)`,
});
/** For a copy of such a draft, the ruleset that the copy is based on is the draft. */
const drafts = declareStatement('ruleset-updates.drafts', {
  row: declareColumns<UpdateDraft>({ id: 'uuid', treatment: 'text', basedOn: 'uuid!', shippedRevision: 'integer!' }),
  sql: `SELECT d.id, d.treatment, d.based_on AS "basedOn", d.shipped_revision AS "shippedRevision"
     FROM contraindication_rulesets d JOIN contraindication_rulesets p ON p.clinic_id = d.clinic_id AND p.id = d.based_on
    WHERE d.clinic_id = current_clinic() AND d.status = 'draft' AND p.status = 'published' AND d.shipped_revision IS DISTINCT FROM p.shipped_revision
    ORDER BY d.id DESC`,
});

/** Stores a clinic's decisions about shipped revisions. */
@Injectable()
export class UpdatesRepository {
  constructor(private readonly database: Database) {}

  /** Reads the newest decision for each treatment. */
  listLastDeclines(): Promise<StoredDecline[]> {
    return this.database.query(lastDeclines);
  }

  async decline(id: string, { treatment, revision, reason, declinedBy, declinedAt }: StoredDecline): Promise<void> {
    await this.database.execute(decline, { id, treatment, revision, reason, declinedBy, declinedAt });
  }

  /** Lists the drafts, the newest first. */
  listDrafts(): Promise<UpdateDraft[]> {
    return this.database.query(drafts);
  }
}
