import type { Rule } from '../../src/contraindications/engine/index.js';
import { hashRule } from '../../src/contraindications/rulesets/shipped/hashes.js';
import type { ShippedRevision } from '../../src/contraindications/rulesets/shipped/index.js';
import type { Release } from '../../src/contraindications/rulesets/updates/shipped-knowledge.js';

const treatment = 'mesotherapy';

/** The release that would come after one: other rules of mesotherapy under the next revision, or one that only has news. */
export const releaseAfter = (release: Release, rules: readonly Rule[] | null, { urgent = false, kind = 'rules' }: Partial<ShippedRevision> = {}): Release => {
  const revision = 1 + Math.max(...release.revisions.flatMap((revision) => (revision.treatment === treatment ? [revision.revision] : [])));
  const before = release.rulesets.find((ruleset) => ruleset.treatment === treatment)!;
  const [was, is] = [before.rules, rules ?? before.rules].map((all) => new Map(all.map((rule) => [rule.id, hashRule(rule)])));
  const changed = [...new Set([...was!.keys(), ...is!.keys()])].filter((id) => was!.get(id) !== is!.get(id));
  const hashes = release.hashes[treatment];
  return {
    rulesets: release.rulesets.map((ruleset) => (ruleset === before ? { ...ruleset, rules: [...(rules ?? ruleset.rules)] } : ruleset)),
    revisions: [
      ...release.revisions,
      {
        treatment,
        revision,
        shippedOn: '2026-11-29',
        kind,
        urgent,
        title: `What revision ${revision} brings`,
        change: 'Said in sentences.',
        ruleIds: changed,
        source: 'A test',
      },
    ],
    hashes: {
      ...release.hashes,
      [treatment]: { ...hashes, ...Object.fromEntries(changed.map((id) => [id, { ...hashes[id], [revision]: is!.get(id) ?? null }])) },
    },
  };
};
