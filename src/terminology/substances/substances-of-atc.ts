import { substanceById, substances } from './catalogue.js';
import { partsOfAtc } from './combinations.js';
import type { Substance } from './substance.js';

const byCode = new Map<string, Substance[]>();
for (const substance of substances) if (!substance.isClass) for (const code of substance.atc) byCode.set(code, [...(byCode.get(code) ?? []), substance]);
const codes = [...byCode.keys()];

const classByCode = new Map<string, Substance>();
for (const substance of substances)
  if (substance.isClass && substance.atc.length === 1 && !classByCode.has(substance.atc[0]!)) classByCode.set(substance.atc[0]!, substance);

/** The substances that have exactly this code; for a group the class that is the group. */
export const substancesOfExactAtc = (code: string): readonly Substance[] => {
  const group = classByCode.get(code);
  return byCode.get(code) ?? (group ? [group] : []);
};

/** Codes of a substance that is given for another purpose: its name does not mean them, and an allergy to it does. */
const otherUses: ReadonlyMap<string, string> = new Map([['C01BB01', 'lidocaine']]);

/** Every substance that an ATC code covers: those of a group, the parts of a combination. */
export const substancesOfAtc = (code: string): readonly Substance[] => {
  const upper = code.trim().toUpperCase();
  const covered = new Set<Substance>();
  for (const part of [upper, ...(partsOfAtc(upper)?.codes ?? [])])
    for (const known of codes) if (known.startsWith(part)) for (const substance of byCode.get(known)!) covered.add(substance);
  for (const [known, id] of otherUses) if (known.startsWith(upper)) covered.add(substanceById(id)!);
  return [...covered];
};
