import type { StoredOverride } from '../../src/contraindications/checks/checks.repository.js';

/** An override of a rule's finding by one dermatologist, in force. */
export const overrideOf = (ruleId: string): StoredOverride => ({
  id: 'o1',
  ruleId,
  reason: 'Well controlled for two years',
  weighed: null,
  discussedWithPatient: null,
  conditions: [],
  overriddenBy: 'first',
  createdAt: '2026-01-21T00:00:00.000Z',
  needsSecond: false,
  confirmedBy: null,
  confirmedAt: null,
  carriedFrom: null,
  voidBecause: null,
});
