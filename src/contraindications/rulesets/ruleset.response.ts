import { toActor } from '../../platform/http/index.js';
import type { RulesetResponse } from './ruleset.dto.js';
import type { StoredRuleset } from './rulesets.repository.js';

export const toResponse = ({ content, publishedAt, createdAt, ...ruleset }: StoredRuleset): RulesetResponse => ({
  ...ruleset,
  title: content.title,
  rules: content.rules,
  publishedBy: toActor(ruleset.publishedBy),
  publishedAt: publishedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});
