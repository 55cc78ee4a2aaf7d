import { declareEnumeration } from '../../kernel/enumeration.js';

export const rulesetStatuses = declareEnumeration('RulesetStatus', ['draft', 'published', 'retired']);

export type RulesetStatus = (typeof rulesetStatuses)[number];
