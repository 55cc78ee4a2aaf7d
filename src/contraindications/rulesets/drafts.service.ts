import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentPrincipal, requireVersion } from '../../platform/http/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { parseRuleset, type Ruleset } from '../engine/index.js';
import type { PublishedRuleset, RulesetContent, RulesetDraftInput, RulesetResponse, RulesetValidation } from './ruleset.dto.js';
import { toResponse } from './ruleset.response.js';
import { rulesetPublished, type RulesetPublished } from './ruleset-published.js';
import { RulesetsRepository, type StoredRuleset } from './rulesets.repository.js';
import { RulesetsService } from './rulesets.service.js';
import { rulesetVocabulary } from './vocabulary.js';

/** Manages the life of a ruleset: draft, change, validation and publication. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly rulesets: RulesetsRepository,
    private readonly published: RulesetsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Creates a new draft, or a copy of a ruleset. */
  async create(input: RulesetDraftInput): Promise<RulesetResponse> {
    const source = input.basedOn === undefined ? null : await this.getSource(input);
    const treatment = source?.treatment ?? input.treatment!;
    // The shipped rules are installed first, so that a draft never takes the version number of the ruleset that it will replace.
    await this.published.getPublished(treatment);
    const content = { treatment, title: input.title ?? source!.content.title, rules: input.rules ?? source!.content.rules };
    const stored = await this.rulesets.insertDraft({
      id: createId(),
      treatment,
      content,
      basedOn: source?.id ?? null,
      shippedRevision: source?.shippedRevision ?? null,
      createdBy: getCurrentPrincipal().id,
      at: this.clock.now(),
    });
    return toResponse(stored);
  }

  async replace(rulesetId: string, { title, rules }: RulesetContent): Promise<RulesetResponse> {
    const draft = await this.lockDraft(rulesetId);
    return toResponse(await this.rulesets.replace(draft.id, { treatment: draft.treatment, title, rules }, this.clock.now()));
  }

  /** Validates a ruleset and answers all its errors. */
  async validate(rulesetId: string): Promise<RulesetValidation> {
    const { errors } = parseRuleset((await this.published.require(rulesetId)).content, rulesetVocabulary);
    return { valid: errors.length === 0, errors };
  }

  /** Reads a draft as a valid ruleset; throws all errors where it is not valid. */
  async requireValid(rulesetId: string): Promise<{ id: string; treatment: StoredRuleset['treatment']; content: Ruleset }> {
    const { id, treatment, content } = await this.published.require(rulesetId);
    return { id, treatment, content: requireValidRuleset(content) };
  }

  /** Publishes a draft in place of the published ruleset, and asks for a screening of all open plans. */
  async publish(rulesetId: string, reason: string): Promise<PublishedRuleset> {
    const draft = await this.lockDraft(rulesetId);
    requireValidRuleset(draft.content);
    const { id: publishedBy } = getCurrentPrincipal();
    const ruleset = await this.putInForce(draft, publishedBy, reason.trim());
    const { id, treatment, version } = ruleset;
    const input: RulesetPublished = { rulesetId: id, treatment, version };
    return { ...toResponse(ruleset), jobId: await this.jobs.enqueue({ kind: rulesetPublished, input, permission: 'ruleset.read' }) };
  }

  private async putInForce(draft: StoredRuleset, by: string, reason: string): Promise<StoredRuleset> {
    try {
      return await this.rulesets.publish(draft, by, reason, this.clock.now());
    } catch (error) {
      if (findViolatedConstraint(error) === 'contraindication_rulesets_one_published')
        throw createConflictFailure('Another ruleset of this treatment was published at the same moment: look at it first.');
      throw error;
    }
  }

  private async getSource({ basedOn, treatment }: RulesetDraftInput): Promise<StoredRuleset> {
    const source = await this.rulesets.find(basedOn!);
    if (!source)
      throw createInvalidInputFailure([
        { pointer: '/basedOn', code: 'unknown-ruleset', detail: 'There is no such ruleset: name one that GET /v1/contraindication-rulesets lists.' },
      ]);
    if (treatment !== undefined && treatment !== source.treatment)
      throw createInvalidInputFailure([
        { pointer: '/treatment', code: 'other-treatment', detail: `The ruleset to copy is about ${source.treatment}: name that treatment, or none.` },
      ]);
    return source;
  }

  /** Locks and reads the draft; throws where the caller's revision is not the current one. */
  private async lockDraft(rulesetId: string): Promise<StoredRuleset> {
    const found = await this.rulesets.lock(rulesetId);
    if (!found) throw createNotFoundFailure('ruleset');
    requireVersion(found.revision);
    if (found.status !== 'draft')
      throw createInvalidTransitionFailure(`The ruleset is ${found.status}: it does not change any more. Make a draft based on it.`, []);
    return found;
  }
}

const requireValidRuleset = (content: unknown): Ruleset => {
  const { ruleset, errors } = parseRuleset(content, rulesetVocabulary);
  if (!ruleset) throw createInvalidInputFailure(errors);
  return ruleset;
};
