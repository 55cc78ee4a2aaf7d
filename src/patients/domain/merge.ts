/** Two records of one person become one, and two again: what the survivor gains, and what undoing takes away. */
import { isDeepStrictEqual } from 'node:util';

import { fieldOf, gainedNames, listNames as lists, type GainedName, type ListName as List } from './demographics.js';

/** What the survivor takes over where it says nothing itself; that somebody has died stands in both records. */
const single = [...gainedNames, 'deceasedOn'] as const;
type Single = GainedName | 'deceasedOn';

export type MergeableRecord = Record<List, object[]> & Record<Single, unknown> & { sexAtBirth: string; status: string };

/** What the survivor has from the merged record. */
export interface Gained {
  lists: Partial<Record<List, object[]>>;
  single: Partial<Record<Single | 'sexAtBirth', unknown>>;
}

/** As many as a record may have. */
const mostOf = (list: List): number => (fieldOf(list).merge as { most: number }).most;

const absent = (value: unknown): boolean => value === null || value === undefined;

const includes = (all: readonly object[], item: object): boolean => all.some((other) => isDeepStrictEqual(other, item));

const valueOf = (item: object): unknown => ('value' in item ? [('system' in item && item.system) || null, item.value] : 'text' in item ? item.text : item);

/** A former name is found, but is not the one by which the person is called. */
const asGained = (list: List, item: object): object => (list === 'names' ? { ...item, use: 'old' } : item);

/** What of the merged record the survivor does not have. */
export const gainOf = (survivor: MergeableRecord, merged: MergeableRecord): Gained => {
  const gained: Gained = { lists: {}, single: {} };
  for (const list of lists) {
    const known = survivor[list].map(valueOf);
    const added = merged[list].filter((item) => !known.some((other) => isDeepStrictEqual(other, valueOf(item)))).map((item) => asGained(list, item));
    if (added.length > 0) gained.lists[list] = added;
  }
  for (const name of single) if (absent(survivor[name]) && !absent(merged[name])) gained.single[name] = merged[name];
  if (survivor.sexAtBirth === 'unknown' && merged.sexAtBirth !== 'unknown') gained.single.sexAtBirth = merged.sexAtBirth;
  return gained;
};

/** Why the two cannot be one as they stand. */
export const obstaclesToMerge = (survivor: MergeableRecord, merged: MergeableRecord): string[] => {
  const sexes = [survivor.sexAtBirth, merged.sexAtBirth];
  const gained = gainOf(survivor, merged);
  return [
    ...(sexes.includes('unknown') || sexes[0] === sexes[1] ? [] : ['The sex at birth of the two records differs: correct the one that is wrong first.']),
    ...((survivor.status === 'deceased') === (merged.status === 'deceased')
      ? []
      : ['One of the two records says that the patient has died: record that in both, or correct the one that is wrong.']),
    ...lists
      .filter((list) => survivor[list].length + (gained.lists[list]?.length ?? 0) > mostOf(list))
      .map((list) => `Together the two records have more than ${mostOf(list)} ${list}: remove some first.`),
  ];
};

/** What is kept of a record that was merged into another one. */
export interface Merged {
  id: string;
  medicalRecordNumber: string;
  names: string[];
  identifiers: { system: string; value: string }[];
  mergedAt: string;
}

interface WithMerged {
  id: string;
  medicalRecordNumber: string;
  names: readonly { text: string }[];
  identifiers: Merged['identifiers'];
  mergedRecords: Merged[];
}

/** The records by which a survivor is found: those that it had, the one that is merged into it, and those that this one had. */
export const mergedRecordsWith = (survivor: WithMerged, merged: WithMerged, at: Date): Merged[] => {
  const { id, medicalRecordNumber, names, identifiers, mergedRecords } = merged;
  const added = { id, medicalRecordNumber, names: [...new Set(names.map(({ text }) => text))], identifiers, mergedAt: at.toISOString() };
  return [...survivor.mergedRecords, ...mergedRecords, added];
};

/** The same without what came with that record. */
export const mergedRecordsWithout = (survivor: WithMerged, merged: WithMerged): Merged[] => {
  const gone = new Set([merged.id, ...merged.mergedRecords.map(({ id }) => id)]);
  return survivor.mergedRecords.filter(({ id }) => !gone.has(id));
};

export const withGain = <R extends MergeableRecord>(survivor: R, gained: Gained): R => ({
  ...survivor,
  ...Object.fromEntries(Object.entries(gained.lists).map(([list, added]) => [list, [...survivor[list as List], ...added]])),
  ...gained.single,
});

/** What was gained and has been changed since: it cannot be told apart any more. */
export const obstaclesToUnmerge = (survivor: MergeableRecord, gained: Gained): string[] => [
  ...(Object.entries(gained.lists) as [List, object[]][])
    .filter(([list, added]) => added.some((item) => !includes(survivor[list], item)))
    .map(([list]) => `The ${list} that came with the merge were changed since.`),
  ...Object.entries(gained.single)
    .filter(([name, value]) => !isDeepStrictEqual(survivor[name as Single], value))
    .map(([name]) => `${name}, which came with the merge, was changed since.`),
];

export const withoutGain = <R extends MergeableRecord>(survivor: R, gained: Gained): R => ({
  ...survivor,
  ...Object.fromEntries(Object.entries(gained.lists).map(([list, added]) => [list, survivor[list as List].filter((item) => !includes(added, item))])),
  ...Object.fromEntries(Object.keys(gained.single).map((name) => [name, name === 'sexAtBirth' ? 'unknown' : null])),
});
