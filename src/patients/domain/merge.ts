/** Rules for merging two records of one person and for undoing the merge: which values the survivor gains, and which it loses again. */
import { isDeepStrictEqual } from 'node:util';

import { getDemographicField, gainedNames, listNames as lists, type GainedName, type ListName as List } from './demographics.js';

/** The single values that the survivor takes over where it has none. Whether a person has died must agree in both records. */
const single = [...gainedNames, 'deceasedOn'] as const;
type Single = GainedName | 'deceasedOn';

export type MergeableRecord = Record<List, object[]> & Record<Single, unknown> & { sexAtBirth: string; status: string };

/** The values that the survivor gained from the merged record. */
export interface Gained {
  lists: Partial<Record<List, object[]>>;
  single: Partial<Record<Single | 'sexAtBirth', unknown>>;
}

/** Answers how many items a record may have in a list. */
const getMaximumCount = (list: List): number => (getDemographicField(list).merge as { most: number }).most;

const isAbsent = (value: unknown): boolean => value === null || value === undefined;

const includesItem = (all: readonly object[], item: object): boolean => all.some((other) => isDeepStrictEqual(other, item));

const getComparedValue = (item: object): unknown =>
  'value' in item ? [('system' in item && item.system) || null, item.value] : 'text' in item ? item.text : item;

/** Marks a gained name as a former name, so that the person is found by it but not called by it. */
const toGainedItem = (list: List, item: object): object => (list === 'names' ? { ...item, use: 'old' } : item);

/** Lists the values of the merged record that the survivor lacks. */
export const computeGain = (survivor: MergeableRecord, merged: MergeableRecord): Gained => {
  const gained: Gained = { lists: {}, single: {} };
  for (const list of lists) {
    const known = survivor[list].map(getComparedValue);
    const added = merged[list]
      .filter((item) => !known.some((other) => isDeepStrictEqual(other, getComparedValue(item))))
      .map((item) => toGainedItem(list, item));
    if (added.length > 0) gained.lists[list] = added;
  }
  for (const name of single) if (isAbsent(survivor[name]) && !isAbsent(merged[name])) gained.single[name] = merged[name];
  if (survivor.sexAtBirth === 'unknown' && merged.sexAtBirth !== 'unknown') gained.single.sexAtBirth = merged.sexAtBirth;
  return gained;
};

/** Lists the reasons why the two records cannot be merged. */
export const listObstaclesToMerge = (survivor: MergeableRecord, merged: MergeableRecord): string[] => {
  const sexes = [survivor.sexAtBirth, merged.sexAtBirth];
  const gained = computeGain(survivor, merged);
  return [
    ...(sexes.includes('unknown') || sexes[0] === sexes[1] ? [] : ['The sex at birth of the two records differs: correct the one that is wrong first.']),
    ...((survivor.status === 'deceased') === (merged.status === 'deceased')
      ? []
      : ['One of the two records says that the patient has died: record that in both, or correct the one that is wrong.']),
    ...lists
      .filter((list) => survivor[list].length + (gained.lists[list]?.length ?? 0) > getMaximumCount(list))
      .map((list) => `Together the two records have more than ${getMaximumCount(list)} ${list}: remove some first.`),
  ];
};

/** The data that the survivor stores about a record that was merged into it. */
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

/** Lists the merged records by which a survivor is found: its own, the newly merged record, and those of the newly merged record. */
export const listMergedRecordsWith = (survivor: WithMerged, merged: WithMerged, at: Date): Merged[] => {
  const { id, medicalRecordNumber, names, identifiers, mergedRecords } = merged;
  const added = { id, medicalRecordNumber, names: [...new Set(names.map(({ text }) => text))], identifiers, mergedAt: at.toISOString() };
  return [...survivor.mergedRecords, ...mergedRecords, added];
};

/** Lists the survivor's merged records without this record and those that came with it. */
export const listMergedRecordsWithout = (survivor: WithMerged, merged: WithMerged): Merged[] => {
  const gone = new Set([merged.id, ...merged.mergedRecords.map(({ id }) => id)]);
  return survivor.mergedRecords.filter(({ id }) => !gone.has(id));
};

export const withGain = <R extends MergeableRecord>(survivor: R, gained: Gained): R => ({
  ...survivor,
  ...Object.fromEntries(Object.entries(gained.lists).map(([list, added]) => [list, [...survivor[list as List], ...added]])),
  ...gained.single,
});

/** Lists the gained values that were changed after the merge, so that they can no longer be separated. */
export const listObstaclesToUnmerge = (survivor: MergeableRecord, gained: Gained): string[] => [
  ...(Object.entries(gained.lists) as [List, object[]][])
    .filter(([list, added]) => added.some((item) => !includesItem(survivor[list], item)))
    .map(([list]) => `The ${list} that came with the merge were changed since.`),
  ...Object.entries(gained.single)
    .filter(([name, value]) => !isDeepStrictEqual(survivor[name as Single], value))
    .map(([name]) => `${name}, which came with the merge, was changed since.`),
];

export const withoutGain = <R extends MergeableRecord>(survivor: R, gained: Gained): R => ({
  ...survivor,
  ...Object.fromEntries(Object.entries(gained.lists).map(([list, added]) => [list, survivor[list as List].filter((item) => !includesItem(added, item))])),
  ...Object.fromEntries(Object.keys(gained.single).map((name) => [name, name === 'sexAtBirth' ? 'unknown' : null])),
});
