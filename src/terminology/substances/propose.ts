import { everyName, type Named } from './catalogue.js';
import { getNearMisses } from './near.js';
import type { Substance } from './substance.js';
import { normalizeName } from './words.js';

export interface ProposedSubstance {
  readonly substance: Substance;
  /** The matching name, normalized. */
  readonly name: string;
}

/**
 * Suggests names for a typed text, the best first: the name itself, names that begin with it, names with a word that begins with it, names that sound alike.
 */
export const proposeSubstances = (text: string, limit = 10): ProposedSubstance[] => {
  const typed = normalizeName(text);
  if (typed === '') return [];
  const ranked: [name: string, named: readonly Named[]][][] = [[], [], [], []];
  for (const entry of everyName) {
    const [name] = entry;
    if (name === typed) ranked[0]!.push(entry);
    else if (name.startsWith(typed)) ranked[1]!.push(entry);
    else if (name.includes(` ${typed}`)) ranked[2]!.push(entry);
  }
  const { close, further } = getNearMisses(typed);
  for (const { word, named } of [...close, ...further]) ranked[3]!.push([word, named]);
  const proposed = new Map<string, ProposedSubstance>();
  for (const rank of ranked)
    for (const [name, named] of rank.sort(([one], [other]) => one.length - other.length))
      for (const { parts } of named) for (const { substance } of parts) if (!proposed.has(substance.id)) proposed.set(substance.id, { substance, name });
  return [...proposed.values()].slice(0, limit);
};
