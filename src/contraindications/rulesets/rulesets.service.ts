import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../kernel/clock.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { getCurrentPrincipal, getCurrentRequest, Pages, type Page } from '../../platform/http/index.js';
import type { RulesetQuery, RulesetResponse } from './ruleset.dto.js';
import { toResponse } from './ruleset.response.js';
import { RulesetsRepository, type RulesetInForce, type StoredRuleset } from './rulesets.repository.js';
import { ShippedKnowledge } from './updates/shipped-knowledge.js';

/** The number of clinics that are remembered to have rules for every treatment. */
const CLINICS_REMEMBERED = 10_000;

@Injectable()
export class RulesetsService {
  private readonly complete = new LRUCache<string, true>({ max: CLINICS_REMEMBERED });

  constructor(
    private readonly rulesets: RulesetsRepository,
    private readonly knowledge: ShippedKnowledge,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Publishes the shipped rules for each treatment for which the clinic has no ruleset yet. */
  async installShippedRulesets(clinicId: string): Promise<void> {
    const first = this.knowledge.rulesets.map((content) => {
      const { treatment } = content;
      return { id: createId(), treatment, content, revision: this.knowledge.getNewestRevision(treatment) };
    });
    await this.rulesets.install(clinicId, first, this.clock.now());
  }

  /** Reads the published ruleset. Where the clinic was created before the rules of this treatment were shipped, installs the shipped rules first. */
  async getPublished(treatment: Treatment): Promise<RulesetInForce> {
    const found = await this.rulesets.findPublished(treatment);
    if (found) return found;
    await this.installShippedRulesets(getCurrentRequest().clinicId!);
    const installed = await this.rulesets.findPublished(treatment);
    if (!installed) throw createNotFoundFailure('published ruleset of this treatment');
    return installed;
  }

  /** Installs the shipped rules of each treatment for which the clinic has none. Once a treatment has published rules, it keeps some. */
  async installMissing(): Promise<void> {
    const clinicId = getCurrentRequest().clinicId!;
    if (this.complete.has(clinicId)) return;
    for (const treatment of treatments) await this.getPublished(treatment);
    this.complete.set(clinicId, true);
  }

  /** Reads the ruleset with its content; throws not-found where the clinic has no ruleset of that id. */
  async require(rulesetId: string): Promise<StoredRuleset> {
    const found = await this.rulesets.find(rulesetId);
    if (!found) throw createNotFoundFailure('ruleset');
    return found;
  }

  async get(rulesetId: string): Promise<RulesetResponse> {
    return toResponse(await this.require(rulesetId));
  }

  async list(query: RulesetQuery): Promise<Page<RulesetResponse>> {
    const filter = { treatment: query.treatment ?? null, status: query.status ?? null };
    if ((await this.rulesets.count({ treatment: null, status: null })) === 0) await this.installShippedRulesets(getCurrentPrincipal().clinic.id);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.rulesets.list(filter, after, limit),
      position: (ruleset) => ruleset.id,
      item: toResponse,
      total: () => this.rulesets.count(filter),
    });
  }
}
