import type { Finding } from './evaluation.js';
import type { Outcome } from './outcome.js';
import { createUnreadEvidence, createUnreadMissing } from './unread.js';
import type { UnreadItem } from './unread-item.js';

/** The id of the finding of unread items. The finding belongs to no rule: no ruleset can omit it, and nobody may override it. */
export const unreadFindingId = 'record.unread';
/** The id of the finding of results that no rule reads and that the laboratory marks as abnormal. */
export const unreadResultsFindingId = 'record.unread-results';

const createFindings = (ruleId: string, title: string, outcome: Outcome, items: readonly UnreadItem[]): Finding[] =>
  items.length === 0
    ? []
    : [
        {
          ruleId,
          title,
          outcome,
          because: outcome === 'caution' ? items.map(createUnreadEvidence) : [],
          missing: outcome === 'needs-data' ? items.map(createUnreadMissing) : [],
          reconsiderOn: null,
          overridable: false,
          note: null,
          citation: { title: 'Nothing that was recorded passes unread', url: null },
          origin: 'literature',
        },
      ];

/** Builds the findings of unread items; empty where every recorded item is read. */
export const listUnreadFindings = (unread: readonly UnreadItem[]): Finding[] => {
  const of = (outcome: Outcome): UnreadItem[] => unread.filter((item) => item.outcome === outcome);
  return [
    ...createFindings(unreadFindingId, 'Recorded, and read by no rule', 'needs-data', of('needs-data')),
    ...createFindings(unreadResultsFindingId, 'Abnormal results that no rule reads', 'caution', of('caution')),
  ];
};
