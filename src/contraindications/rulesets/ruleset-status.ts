export const rulesetStatuses = ['draft', 'published', 'retired'] as const;

export type RulesetStatus = (typeof rulesetStatuses)[number];
