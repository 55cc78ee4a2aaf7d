import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { deepFreeze } from '../../kernel/deep-freeze.js';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import { getCurrentRequest } from '../../platform/http/index.js';
import type { Ruleset } from '../engine/index.js';
import type { RulesetStatus } from './ruleset-status.js';
import type { Treatment } from '../../kernel/treatment.js';

/** A ruleset of the clinic, with its content. The content of a draft need not be valid. */
export interface StoredRuleset {
  id: string;
  treatment: Treatment;
  version: number;
  status: RulesetStatus;
  content: Ruleset;
  basedOn: string | null;
  /** The shipped revision that the ruleset came from; null for a ruleset that was written anew. */
  shippedRevision: number | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  reason: string | null;
  createdAt: Date;
  revision: number;
}

/** The published ruleset with the newest shipped revision that was declined, so that a check needs no further statement to list undecided revisions. */
export interface RulesetInForce extends StoredRuleset {
  declinedRevision: number | null;
}

export interface NewDraft {
  id: string;
  treatment: Treatment;
  content: object;
  basedOn: string | null;
  shippedRevision: number | null;
  createdBy: string;
  at: Date;
}

export interface RulesetFilter {
  treatment: readonly Treatment[] | null;
  status: readonly RulesetStatus[] | null;
}

const filtered = `clinic_id = current_clinic() AND (:treatment::text[] IS NULL OR treatment = ANY (:treatment)) AND (:status::text[] IS NULL OR status = ANY (:status))`;

const rulesetRow = declareColumns<StoredRuleset>({
  id: 'uuid',
  treatment: 'text',
  version: 'integer',
  status: 'text',
  content: 'jsonb',
  basedOn: 'uuid?',
  shippedRevision: 'integer?',
  publishedAt: 'timestamptz?',
  publishedBy: 'uuid?',
  reason: 'text?',
  createdAt: 'timestamptz',
  revision: 'integer',
});
const find = declareStatement('rulesets.find', {
  parameters: { id: 'uuid' },
  row: rulesetRow,
  sql: `SELECT ${rulesetRow.list} FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND id = :id`,
});
const lock = declareStatement('rulesets.lock', {
  parameters: { id: 'uuid' },
  row: rulesetRow,
  sql: `SELECT ${rulesetRow.list} FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
});
/** The content is large: the statement sends it only where the caller does not have the content of the current publication. */
const rulesetInForce = declareColumns<Omit<RulesetInForce, 'content'> & { content: Ruleset | null }>({
  ...rulesetRow.declared,
  content: ['jsonb?', 'CASE WHEN (id, published_at) IS DISTINCT FROM (:id::uuid, :publishedAt::timestamptz) THEN content END'],
  declinedRevision: ['integer?', '(SELECT max(d.revision) FROM shipped_revision_declines d WHERE d.clinic_id = current_clinic() AND d.treatment = :treatment)'],
});
const findPublished = declareStatement('rulesets.find-published', {
  parameters: { treatment: 'text', id: 'uuid?', publishedAt: 'timestamptz?' },
  row: rulesetInForce,
  sql: `SELECT ${rulesetInForce.list}
     FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND treatment = :treatment AND status = 'published'`,
});
const list = declareStatement('rulesets.list', {
  parameters: { treatment: 'text[]?', status: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: rulesetRow,
  sql: `SELECT ${rulesetRow.list} FROM contraindication_rulesets WHERE ${filtered} AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit`,
});
const count = declareStatement('rulesets.count', {
  parameters: { treatment: 'text[]?', status: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM contraindication_rulesets WHERE ${filtered}`,
});
const install = declareStatement('rulesets.install', {
  parameters: { rulesets: 'jsonb', at: 'timestamptz' },
  sql: `INSERT INTO contraindication_rulesets (id, treatment, version, status, content, shipped_revision, published_at, created_at, updated_at)
   SELECT s.id, s.treatment, 1, 'published', s.content, s.revision, :at, :at, :at
     FROM jsonb_to_recordset(:rulesets::jsonb) AS s(id uuid, treatment text, content jsonb, revision integer)
    WHERE NOT EXISTS (SELECT FROM contraindication_rulesets r WHERE r.clinic_id = current_clinic() AND r.treatment = s.treatment)
   ON CONFLICT DO NOTHING`,
});
/** Serialises drafts of one treatment, so that each draft has its own version number. */
const oneByOne = declareStatement('rulesets.one-by-one', {
  parameters: { treatment: 'text' },
  sql: `SELECT pg_advisory_xact_lock(hashtextextended('rulesets ' || current_clinic()::text || :treatment, 0))`,
});
const draft = declareStatement('rulesets.draft', {
  parameters: { id: 'uuid', treatment: 'text', content: 'jsonb', basedOn: 'uuid?', createdBy: 'uuid', at: 'timestamptz', shippedRevision: 'integer?' },
  row: rulesetRow,
  sql: `INSERT INTO contraindication_rulesets (id, treatment, version, status, content, based_on, created_by, created_at, updated_at, shipped_revision)
   SELECT :id, :treatment, 1 + coalesce(max(version), 0), 'draft', :content::jsonb, :basedOn, :createdBy, :at, :at, :shippedRevision
     FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND treatment = :treatment
   RETURNING ${rulesetRow.list}`,
});
const replace = declareStatement('rulesets.replace', {
  parameters: { id: 'uuid', content: 'jsonb', at: 'timestamptz' },
  row: rulesetRow,
  sql: `UPDATE contraindication_rulesets SET content = :content::jsonb, updated_at = :at, revision = revision + 1
    WHERE clinic_id = current_clinic() AND id = :id RETURNING ${rulesetRow.list}`,
});
const retire = declareStatement('rulesets.retire', {
  parameters: { treatment: 'text', at: 'timestamptz' },
  sql: `UPDATE contraindication_rulesets SET status = 'retired', updated_at = :at, revision = revision + 1
    WHERE clinic_id = current_clinic() AND treatment = :treatment AND status = 'published'`,
});
const publish = declareStatement('rulesets.publish', {
  parameters: { id: 'uuid', at: 'timestamptz', by: 'uuid', reason: 'text' },
  row: rulesetRow,
  sql: `UPDATE contraindication_rulesets SET status = 'published', published_at = :at, published_by = :by, reason = :reason, updated_at = :at, revision = revision + 1
    WHERE clinic_id = current_clinic() AND id = :id RETURNING ${rulesetRow.list}`,
});

/** The number of published rulesets in memory, each with its compiled rules. Compiling the rules takes longer than a check. */
const PUBLISHED_REMEMBERED = 50;

@Injectable()
export class RulesetsRepository {
  /** The published ruleset that was last read, by clinic and treatment. A published ruleset does not change until another publication replaces it. */
  private readonly published = new LRUCache<string, RulesetInForce>({ max: PUBLISHED_REMEMBERED });

  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredRuleset | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<StoredRuleset | null> {
    return this.database.findRow(lock, { id });
  }

  async findPublished(treatment: Treatment): Promise<RulesetInForce | null> {
    const key = `${getCurrentRequest().clinicId} ${treatment}`;
    const last = this.published.get(key);
    const found = await this.database.findRow(findPublished, { treatment, id: last?.id ?? null, publishedAt: last?.publishedAt ?? null });
    if (found === null) return null;
    const published = { ...found, content: found.content === null ? last!.content : deepFreeze(found.content) };
    this.published.set(key, published);
    return published;
  }

  list({ treatment, status }: RulesetFilter, after: string | null, limit: number): Promise<StoredRuleset[]> {
    return this.database.query(list, { treatment, status, after, limit });
  }

  async count({ treatment, status }: RulesetFilter): Promise<number> {
    return (await this.database.getRow(count, { treatment, status })).total;
  }

  /** Stores rulesets for treatments for which the clinic has none, in a separate transaction. */
  async install(clinicId: string, rulesets: readonly { id: string; treatment: Treatment; content: Ruleset; revision: number }[], at: Date): Promise<void> {
    await this.database.runInClinic(clinicId, () => this.database.execute(install, { rulesets, at }));
  }

  /** Waits until other transactions that draft rules of the treatment have ended. */
  async lockTreatment(treatment: Treatment): Promise<void> {
    await this.database.execute(oneByOne, { treatment });
  }

  async insertDraft({ id, treatment, content, basedOn, shippedRevision, createdBy, at }: NewDraft): Promise<StoredRuleset> {
    const [, stored] = await Promise.all([
      this.lockTreatment(treatment),
      this.database.getRow(draft, { id, treatment, content, basedOn, createdBy, at, shippedRevision }),
    ]);
    return stored;
  }

  replace(id: string, content: object, at: Date): Promise<StoredRuleset> {
    return this.database.getRow(replace, { id, content, at });
  }

  /** Publishes the draft in place of the published ruleset. */
  async publish({ id, treatment }: StoredRuleset, by: string, reason: string, at: Date): Promise<StoredRuleset> {
    const [, published] = await Promise.all([this.database.execute(retire, { treatment, at }), this.database.getRow(publish, { id, at, by, reason })]);
    return published;
  }
}
