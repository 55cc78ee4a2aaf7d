import { findSubstanceById, substances } from './catalogue.js';
import { findPartsOfAtc } from './combinations.js';
import type { Substance } from './substance.js';

const byCode = new Map<string, Substance[]>();
for (const substance of substances) if (!substance.isClass) for (const code of substance.atc) byCode.set(code, [...(byCode.get(code) ?? []), substance]);
const codes = [...byCode.keys()];

const classByCode = new Map<string, Substance>();
for (const substance of substances)
  if (substance.isClass && substance.atc.length === 1 && !classByCode.has(substance.atc[0]!)) classByCode.set(substance.atc[0]!, substance);

/** The substances with exactly this code; for a group, the class that equals the group. */
export const listSubstancesOfExactAtc = (code: string): readonly Substance[] => {
  const group = classByCode.get(code);
  return byCode.get(code) ?? (group ? [group] : []);
};

/** Codes for other uses of a substance. The name of the substance does not mean such a code, and an allergy to the substance does. */
const otherUses: ReadonlyMap<string, string> = new Map([['C01BB01', 'lidocaine']]);

/** All substances that an ATC code covers: those of a group, or the parts of a combination. */
export const listSubstancesOfAtc = (code: string): readonly Substance[] => {
  const upper = code.trim().toUpperCase();
  const covered = new Set<Substance>();
  for (const part of [upper, ...(findPartsOfAtc(upper)?.codes ?? [])])
    for (const known of codes) if (known.startsWith(part)) for (const substance of byCode.get(known)!) covered.add(substance);
  for (const [known, id] of otherUses) if (known.startsWith(upper)) covered.add(findSubstanceById(id)!);
  return [...covered];
};
