import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { frozen } from '../../kernel/frozen.js';
import { Database, statement } from '../../platform/database/index.js';
import { currentRequest } from '../../platform/http/index.js';
import type { Ruleset } from '../engine/index.js';
import type { RulesetStatus } from './ruleset-status.js';
import type { Treatment } from '../../kernel/treatment.js';

/** A ruleset of the clinic, with its content. That of a draft need not be valid. */
export interface StoredRuleset {
  id: string;
  treatment: Treatment;
  version: number;
  status: RulesetStatus;
  content: Ruleset;
  basedOn: string | null;
  /** The shipped revision that it came from; null for one that was written anew. */
  shippedRevision: number | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  reason: string | null;
  createdAt: Date;
  revision: number;
}

/** The published ruleset, and the newest shipped revision that somebody decided not to take: what is told on a check needs no further statement. */
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
  treatment: Treatment | null;
  status: RulesetStatus | null;
}

const columnsWith = (
  content: string,
): string => `id, treatment, version, status, ${content}, based_on AS "basedOn", shipped_revision AS "shippedRevision", published_at AS "publishedAt",
  published_by AS "publishedBy", reason, created_at AS "createdAt", revision`;
const columns = columnsWith('content');
const filtered = `clinic_id = current_clinic() AND ($1::text IS NULL OR treatment = $1) AND ($2::text IS NULL OR status = $2)`;

const find = statement('rulesets.find', `SELECT ${columns} FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND id = $1`);
const lock = statement('rulesets.lock', `SELECT ${columns} FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`);
/** Its content is long: it is sent only to whoever does not have that of this very publication. */
const findPublished = statement(
  'rulesets.find-published',
  `SELECT ${columnsWith('CASE WHEN (id, published_at) IS DISTINCT FROM ($2::uuid, $3::timestamptz) THEN content END AS content')},
          (SELECT max(d.revision) FROM shipped_revision_declines d WHERE d.clinic_id = current_clinic() AND d.treatment = $1) AS "declinedRevision"
     FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND treatment = $1 AND status = 'published'`,
);
const list = statement(
  'rulesets.list',
  `SELECT ${columns} FROM contraindication_rulesets WHERE ${filtered} AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
);
const count = statement('rulesets.count', `SELECT count(*)::integer AS total FROM contraindication_rulesets WHERE ${filtered}`);
const install = statement(
  'rulesets.install',
  `INSERT INTO contraindication_rulesets (id, treatment, version, status, content, shipped_revision, published_at, created_at, updated_at)
   SELECT s.id, s.treatment, 1, 'published', s.content, s.revision, $2, $2, $2
     FROM jsonb_to_recordset($1::jsonb) AS s(id uuid, treatment text, content jsonb, revision integer)
    WHERE NOT EXISTS (SELECT FROM contraindication_rulesets r WHERE r.clinic_id = current_clinic() AND r.treatment = s.treatment)
   ON CONFLICT DO NOTHING`,
);
/** Drafts of one treatment come one after the other, so that each has a number of its own. */
const oneByOne = statement('rulesets.one-by-one', `SELECT pg_advisory_xact_lock(hashtextextended('rulesets ' || current_clinic()::text || $1, 0))`);
const draft = statement(
  'rulesets.draft',
  `INSERT INTO contraindication_rulesets (id, treatment, version, status, content, based_on, created_by, created_at, updated_at, shipped_revision)
   SELECT $1, $2, 1 + coalesce(max(version), 0), 'draft', $3::jsonb, $4, $5, $6, $6, $7
     FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND treatment = $2
   RETURNING ${columns}`,
);
const replace = statement(
  'rulesets.replace',
  `UPDATE contraindication_rulesets SET content = $2::jsonb, updated_at = $3, revision = revision + 1
    WHERE clinic_id = current_clinic() AND id = $1 RETURNING ${columns}`,
);
const retire = statement(
  'rulesets.retire',
  `UPDATE contraindication_rulesets SET status = 'retired', updated_at = $2, revision = revision + 1
    WHERE clinic_id = current_clinic() AND treatment = $1 AND status = 'published'`,
);
const publish = statement(
  'rulesets.publish',
  `UPDATE contraindication_rulesets SET status = 'published', published_at = $2, published_by = $3, reason = $4, updated_at = $2, revision = revision + 1
    WHERE clinic_id = current_clinic() AND id = $1 RETURNING ${columns}`,
);

/** Each with its rules made ready, which takes longer than a check: those of the clinics that are at work. */
const PUBLISHED_REMEMBERED = 50;

@Injectable()
export class RulesetsRepository {
  /** The last one read of each clinic and treatment. What was published stays as it is, until another publication takes its place. */
  private readonly published = new LRUCache<string, RulesetInForce>({ max: PUBLISHED_REMEMBERED });

  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredRuleset | null> {
    return this.database.maybe<StoredRuleset>(find, [id]);
  }

  lock(id: string): Promise<StoredRuleset | null> {
    return this.database.maybe<StoredRuleset>(lock, [id]);
  }

  async findPublished(treatment: Treatment): Promise<RulesetInForce | null> {
    const key = `${currentRequest().clinicId} ${treatment}`;
    const last = this.published.get(key);
    const found = await this.database.maybe<RulesetInForce & { content: Ruleset | null }>(findPublished, [
      treatment,
      last?.id ?? null,
      last?.publishedAt ?? null,
    ]);
    if (found === null) return null;
    const published = { ...found, content: found.content === null ? last!.content : frozen(found.content) };
    this.published.set(key, published);
    return published;
  }

  list({ treatment, status }: RulesetFilter, after: string | null, limit: number): Promise<StoredRuleset[]> {
    return this.database.query<StoredRuleset>(list, [treatment, status, after, limit]);
  }

  async count({ treatment, status }: RulesetFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [treatment, status])).total;
  }

  /** Stores the rulesets of treatments for which the clinic has none, in a transaction of its own. */
  async install(clinicId: string, rulesets: readonly { id: string; treatment: Treatment; content: Ruleset; revision: number }[], at: Date): Promise<void> {
    await this.database.inClinic(clinicId, () => this.database.execute(install, [JSON.stringify(rulesets), at]));
  }

  /** Waits until whoever else drafts rules of the treatment has done so. */
  async inTurn(treatment: Treatment): Promise<void> {
    await this.database.query(oneByOne, [treatment]);
  }

  async insertDraft({ id, treatment, content, basedOn, shippedRevision, createdBy, at }: NewDraft): Promise<StoredRuleset> {
    const [, stored] = await Promise.all([
      this.inTurn(treatment),
      this.database.one<StoredRuleset>(draft, [id, treatment, JSON.stringify(content), basedOn, createdBy, at, shippedRevision]),
    ]);
    return stored;
  }

  replace(id: string, content: object, at: Date): Promise<StoredRuleset> {
    return this.database.one<StoredRuleset>(replace, [id, JSON.stringify(content), at]);
  }

  /** Puts it in force in place of the one that was. */
  async publish({ id, treatment }: StoredRuleset, by: string, reason: string, at: Date): Promise<StoredRuleset> {
    const [, published] = await Promise.all([this.database.execute(retire, [treatment, at]), this.database.one<StoredRuleset>(publish, [id, at, by, reason])]);
    return published;
  }
}
