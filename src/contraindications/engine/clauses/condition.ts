import type { Facts } from '../facts.js';
import type { ConditionClause } from '../ruleset.js';
import { no, yes, type ClauseResult } from './result.js';

const bare = (code: string): string => code.replaceAll('.', '').toUpperCase();

const bared = new WeakMap<readonly string[], readonly string[]>();

/** The prefixes of a clause without dots; a ruleset asks for the same ones at every check. */
const barePrefixes = (prefixes: readonly string[]): readonly string[] => {
  let known = bared.get(prefixes);
  if (!known) bared.set(prefixes, (known = prefixes.map(bare)));
  return known;
};

const startsWithAny = (code: string, prefixes: readonly string[]): boolean => {
  const bareCode = bare(code);
  return barePrefixes(prefixes).some((prefix) => bareCode.startsWith(prefix));
};

/** ICD-10, the WHO's and its clinical modifications: their codes share the prefixes that rules use. */
export const isIcd10 = (system: string): boolean => system === 'icd-10' || system === 'icd-10-cm';

/** A condition by the prefix of its ICD-10 code. An entry without such a code is for `conditions.reviewed` to complain about. */
export const condition = (clause: ConditionClause, facts: Facts): ClauseResult => {
  const found = facts.conditions.filter(
    (fact) =>
      fact.code !== null &&
      isIcd10(fact.code.system) &&
      (clause.status === undefined || fact.active) &&
      startsWithAny(fact.code.code, clause.condition) &&
      !startsWithAny(fact.code.code, clause.except ?? []),
  );
  if (found.length === 0) return no;
  return yes(
    ...found.map((fact) => ({
      fact: 'condition',
      code: fact.code!,
      ...(fact.text === null ? {} : { text: fact.text }),
      value: fact.active ? 'active' : 'past',
      recordedAt: fact.recordedAt,
      source: fact.source,
    })),
  );
};
