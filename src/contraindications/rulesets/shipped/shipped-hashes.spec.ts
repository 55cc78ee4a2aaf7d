/**
 * What was shipped does not change under a clinic's feet: a rule that is another one needs a new revision. `UPDATE_SHIPPED=1` writes the hashes of
 * the newest revision of each treatment, once it stands in revisions.ts: docs/decisions/0022-shipped-revisions.md.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Treatment } from '../../../kernel/treatment.js';
import { getRuleHashes, hashRule, shippedHashes, type RuleHashes } from './hashes.js';
import { shippedRevisions, shippedRulesets } from './index.js';

const file = fileURLToPath(new URL('hashes.json', import.meta.url));
const FIRST = 1;

const revisionsOf = (treatment: Treatment) => shippedRevisions.filter((shippedRevision) => shippedRevision.treatment === treatment);
const newestOf = (treatment: Treatment): number => Math.max(...revisionsOf(treatment).map(({ revision }) => revision));
const shippedNow = (treatment: Treatment): Map<string, string> =>
  new Map(shippedRulesets.find((ruleset) => ruleset.treatment === treatment)!.rules.map((rule) => [rule.id, hashRule(rule)]));

/** The hashes with those of the newest revision written anew; those of the ones before stay as they are. */
const withNewest = (treatment: Treatment): RuleHashes => {
  const newest = newestOf(treatment);
  const before = Object.entries(shippedHashes[treatment]).map(
    ([ruleId, changes]) => [ruleId, Object.fromEntries(Object.entries(changes).filter(([changed]) => Number(changed) < newest))] as const,
  );
  const all: Record<string, Record<string, string | null>> = Object.fromEntries(before.filter(([, changes]) => Object.keys(changes).length > 0));
  const [was, is] = [getRuleHashes(all, newest), shippedNow(treatment)];
  for (const ruleId of new Set([...was.keys(), ...is.keys()]))
    if (was.get(ruleId) !== is.get(ruleId)) all[ruleId] = { ...all[ruleId], [newest]: is.get(ruleId) ?? null };
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
};

const hasHashes = (treatment: Treatment, revision: number): boolean => getRuleHashes(shippedHashes[treatment], revision).size > 0;

const update = (): void => {
  // The first is what clinics have: it is never written again.
  const written = Object.keys(shippedHashes).map((name) => {
    const treatment = name as Treatment;
    return [treatment, newestOf(treatment) === FIRST && hasHashes(treatment, FIRST) ? shippedHashes[treatment] : withNewest(treatment)];
  });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(written), null, 2)}\n`);
};

if (process.env.UPDATE_SHIPPED === '1') {
  it('writes the hashes of the newest revisions', () => {
    update();
  });
} else {
  describe.each(shippedRulesets.map(({ treatment }) => treatment))('what is shipped for %s', (treatment) => {
    it('is what its newest revision says: to change a rule, add a revision, then run this with UPDATE_SHIPPED=1', () => {
      expect(Object.fromEntries(getRuleHashes(shippedHashes[treatment], newestOf(treatment)))).toEqual(Object.fromEntries(shippedNow(treatment)));
    });

    it('has revisions that count up from 1, each with its reason and its day', () => {
      const revisions = revisionsOf(treatment);
      expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_one, index) => index + FIRST));
      expect(revisions.map(({ shippedOn }) => shippedOn)).toEqual(revisions.map(({ shippedOn }) => shippedOn).sort());
      for (const { title, change, source } of revisions) for (const text of [title, change, source]) expect(text.trim().length).toBeGreaterThan(10);
    });

    it('names in each revision after the first the rules that it changed, and no others', () => {
      for (const { revision, ruleIds, kind } of revisionsOf(treatment)) {
        const changed = Object.entries(shippedHashes[treatment]).flatMap(([ruleId, changes]) => (String(revision) in changes ? [ruleId] : []));
        if (revision === FIRST) expect(ruleIds).toEqual([]);
        else expect([revision, [...ruleIds].sort()]).toEqual([revision, changed.sort()]);
        expect([revision, kind === 'rules']).toEqual([revision, changed.length > 0]);
      }
    });
  });

  describe('the hash of a rule', () => {
    const [{ rules }] = shippedRulesets as [(typeof shippedRulesets)[0]];

    it('is the same however the rule is written down, and another one of another rule', () => {
      const turned = Object.fromEntries(Object.entries(rules[0]!).reverse());
      expect(hashRule(turned)).toBe(hashRule(rules[0]!));
      expect(hashRule(JSON.parse(JSON.stringify(rules[0])) as object)).toBe(hashRule(rules[0]!));
      expect(hashRule({ ...rules[0]!, note: 'Another note' })).not.toBe(hashRule(rules[0]!));
    });

    it('is that of the last revision that changed it', () => {
      const all = { added: { '1': 'a', '3': 'b' }, removed: { '1': 'c', '2': null }, later: { '3': 'd' } };
      expect([...getRuleHashes(all, 0)]).toEqual([]);
      expect([...getRuleHashes(all, 1)]).toEqual([['added', 'a'], ['removed', 'c']]); // prettier-ignore
      expect([...getRuleHashes(all, 2)]).toEqual([['added', 'a']]);
      expect([...getRuleHashes(all, 9)]).toEqual([['added', 'b'], ['later', 'd']]); // prettier-ignore
    });
  });
}
