import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Ruleset, Treatment } from '../engine/index.js';
import type { RulesetStatus } from './ruleset.dto.js';

/** A ruleset of the clinic, with its content. */
export interface StoredRuleset {
  id: string;
  treatment: Treatment;
  version: number;
  status: RulesetStatus;
  content: Ruleset;
  publishedAt: Date | null;
  createdAt: Date;
}

export interface RulesetFilter {
  treatment: Treatment | null;
  status: RulesetStatus | null;
}

const columns = `id, treatment, version, status, content, published_at AS "publishedAt", created_at AS "createdAt"`;
const filtered = `clinic_id = current_clinic() AND ($1::text IS NULL OR treatment = $1) AND ($2::text IS NULL OR status = $2)`;

const find = statement('rulesets.find', `SELECT ${columns} FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND id = $1`);
const findPublished = statement(
  'rulesets.find-published',
  `SELECT ${columns} FROM contraindication_rulesets WHERE clinic_id = current_clinic() AND treatment = $1 AND status = 'published'`,
);
const list = statement(
  'rulesets.list',
  `SELECT ${columns} FROM contraindication_rulesets WHERE ${filtered} AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
);
const count = statement('rulesets.count', `SELECT count(*)::integer AS total FROM contraindication_rulesets WHERE ${filtered}`);
const install = statement(
  'rulesets.install',
  `INSERT INTO contraindication_rulesets (id, treatment, version, status, content, published_at, created_at, updated_at)
   SELECT s.id, s.treatment, 1, 'published', s.content, $2, $2, $2
     FROM jsonb_to_recordset($1::jsonb) AS s(id uuid, treatment text, content jsonb)
    WHERE NOT EXISTS (SELECT FROM contraindication_rulesets r WHERE r.clinic_id = current_clinic() AND r.treatment = s.treatment)
   ON CONFLICT DO NOTHING`,
);

@Injectable()
export class RulesetsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredRuleset | null> {
    return this.database.maybe<StoredRuleset>(find, [id]);
  }

  findPublished(treatment: Treatment): Promise<StoredRuleset | null> {
    return this.database.maybe<StoredRuleset>(findPublished, [treatment]);
  }

  list({ treatment, status }: RulesetFilter, after: string | null, limit: number): Promise<StoredRuleset[]> {
    return this.database.query<StoredRuleset>(list, [treatment, status, after, limit]);
  }

  async count({ treatment, status }: RulesetFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [treatment, status])).total;
  }

  /** Stores the rulesets of treatments for which the clinic has none, in a transaction of its own. */
  async install(clinicId: string, rulesets: readonly { id: string; treatment: Treatment; content: Ruleset }[], at: Date): Promise<void> {
    await this.database.inClinic(clinicId, () => this.database.execute(install, [JSON.stringify(rulesets), at]));
  }
}
