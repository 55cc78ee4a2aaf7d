import type { MedicineGroup } from '../concerns/medicine-groups.js';
import { findPartsOfAtc } from './combinations.js';
import { combinationCodes } from './data/atc-combinations.js';
import { atcGroupLines } from './data/atc-groups.js';
import { fourthLevels } from './data/atc-levels.js';
import { memoize } from '../../kernel/memoize.js';

const byPrefix = new Map<string, readonly MedicineGroup[]>(atcGroupLines.map(([prefix, , ...groups]) => [prefix, groups]));
const prefixes = [...byPrefix.keys()];

const levels = new Set<string>();
for (const [second, deeper] of Object.entries(fourthLevels)) {
  levels.add(second[0]!).add(second);
  for (const third of deeper.split(' ')) {
    const [letter = '', fourth = ''] = third.split(':');
    levels.add(second + letter);
    for (const last of fourth) levels.add(second + letter + last);
  }
}

const wellFormed = /^[A-Z](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$/;

const listGroupsOfCode = (code: string): readonly MedicineGroup[] => {
  for (let length = code.length; length >= 3; length -= 1) {
    const groups = byPrefix.get(code.slice(0, length));
    if (groups) return groups;
  }
  return [];
};

const resolveGroups = memoize((code: string): { groups: ReadonlySet<MedicineGroup> | null } => {
  if (!wellFormed.test(code) || !levels.has(code.slice(0, 5))) return { groups: null };
  const groups = new Set<MedicineGroup>(code.length >= 3 ? listGroupsOfCode(code) : []);
  for (const prefix of prefixes) if (prefix.startsWith(code)) for (const group of byPrefix.get(prefix)!) groups.add(group);
  for (const combination of code.length === 7 ? [code] : combinationCodes.filter((combinationCode) => combinationCode.startsWith(code)))
    for (const part of findPartsOfAtc(combination)?.codes ?? []) if (part !== code) for (const group of listGroupsOfCode(part)) groups.add(group);
  return { groups };
}, 3_000);

/**
 * The medicine groups of an ATC code of any level. A parent has the groups of all codes that it covers; a combination has those of its parts besides its own.
 * Null for a code that is no ATC code or whose group does not exist in ATC: it is mistyped and its meaning unknown.
 */
export const findGroupsOfAtc = (code: string): ReadonlySet<MedicineGroup> | null => resolveGroups(code.trim().toUpperCase()).groups;

/** Our own short title of the ATC group of a code; undefined where the table has none. */
export const findTitleOfAtcGroup = (code: string): string | undefined => {
  const upper = code.trim().toUpperCase();
  for (let length = upper.length; length >= 3; length -= 1) {
    const line = atcGroupLines.find(([prefix]) => prefix === upper.slice(0, length));
    if (line) return line[1];
  }
  return undefined;
};
