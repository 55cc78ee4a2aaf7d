import { enumOf } from '../../kernel/enumeration.js';

export const rulesetStatuses = enumOf('RulesetStatus', ['draft', 'published', 'retired']);

export type RulesetStatus = (typeof rulesetStatuses)[number];
