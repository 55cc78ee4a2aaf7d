/** Registers everybody of a synthetic clinic in turn, as the server does: same keys, same score; and counts what was found. */
import { CANDIDATES_OF_A_WAY, listDuplicateKeys } from '../../../src/patients/domain/duplicate-keys.js';
import { DEFAULT_THRESHOLD, preparePerson, computeResemblance, type PreparedPerson } from '../../../src/patients/domain/duplicate-score.js';
import { listSpellings } from '../../../src/patients/domain/patient.js';
import { listSearchKeys, type CandidateKeys } from '../../../src/patients/domain/search-keys.js';
import type { Corruption } from './corruptions.js';
import { syntheticClinic, type HardCase, type SyntheticRecord } from './population.js';

const CLINIC = 'synthetic-clinic';
const LOWEST_THRESHOLD = 0.5;
const THRESHOLDS = [LOWEST_THRESHOLD, 0.7, 0.8, DEFAULT_THRESHOLD, 0.95, 0.99, 0.999] as const;

/** The least that the default threshold must reach. */
export const REQUIRED = { precision: 0.98, recall: 0.9 } as const;

interface Figures {
  threshold: number;
  /** Of the pairs that were found, the share that is one person. */
  precision: number;
  /** Of the pairs that are one person, the share that was found. */
  recall: number;
  /** The harmonic mean of the two. */
  f1: number;
  found: number;
  wrong: number;
}

export interface Evaluation {
  people: number;
  seed: number;
  records: number;
  /** Pairs of records that are one person's. */
  pairs: number;
  /** The pairs that the search keys bring together: no score can find the others. */
  compared: number;
  /** Candidates for each registration, in the mean. */
  candidates: number;
  atDefault: Figures;
  byThreshold: Figures[];
  byCorruption: { corruption: Corruption; pairs: number; compared: number; found: number; recall: number }[];
  /** Pairs that were made to look alike and are two people, and how many of them the default threshold takes for one. */
  byHardCase: { hardCase: HardCase; pairs: number; wrong: number }[];
  isSufficient: boolean;
}

/** The index of the search keys, in memory. */
class KeyIndex {
  private readonly postings = new Map<number, number[]>();
  private readonly marks: Uint32Array;
  private mark = 0;

  constructor(size: number) {
    this.marks = new Uint32Array(size);
  }

  add(id: number, keys: readonly number[]): void {
    for (const key of keys) {
      const posting = this.postings.get(key);
      if (posting) posting.push(id);
      else this.postings.set(key, [id]);
    }
  }

  /** Who has one of the keys of every word; at most the limit, as the database does. */
  find(words: CandidateKeys, limit: number): number[] {
    let found: number[] = [];
    words.forEach((keys, index) => {
      const before = this.mark;
      this.mark++;
      found = [];
      for (const key of new Set(keys)) {
        for (const id of this.postings.get(key) ?? []) {
          if (this.marks[id] === this.mark || (index > 0 && this.marks[id] !== before)) continue;
          this.marks[id] = this.mark;
          found.push(id);
        }
      }
    });
    return found.slice(0, limit);
  }
}

interface Pair {
  one: SyntheticRecord;
  other: SyntheticRecord;
  score: number;
}

const isOnePerson = ({ one, other }: Pair): boolean => one.personNumber === other.personNumber;

/** Each record beside those that were there before it and that its keys bring. */
const comparePairs = (records: readonly SyntheticRecord[]): Pair[] => {
  const index = new KeyIndex(records.length);
  const prepared: PreparedPerson[] = [];
  return records.flatMap((synthetic, id) => {
    const { record } = synthetic;
    const mine = preparePerson(record);
    const candidates = new Set(listDuplicateKeys(CLINIC, record).flatMap((way) => index.find(way, CANDIDATES_OF_A_WAY)));
    const pairs = [...candidates].map((other) => ({ one: synthetic, other: records[other]!, score: computeResemblance(mine, prepared[other]!).score }));
    prepared.push(mine);
    const searchable = { names: record.names.flatMap(listSpellings), phones: record.phones.map((phone) => phone.value), medicalRecordNumber: `P${id}` };
    index.add(id, listSearchKeys(CLINIC, { ...searchable, birthDate: record.birthDate }));
    return pairs;
  });
};

const share = (part: number, whole: number): number => (whole === 0 ? 1 : Math.round((part / whole) * 10_000) / 10_000);

const figuresAt = (threshold: number, compared: readonly Pair[], pairs: number): Figures => {
  const shown = compared.filter((pair) => pair.score >= threshold);
  const found = shown.filter(isOnePerson).length;
  const precision = share(found, shown.length);
  const recall = share(found, pairs);
  return { threshold, precision, recall, f1: share(2 * precision * recall, precision + recall), found, wrong: shown.length - found };
};

const isShown = (pair: Pair): boolean => pair.score >= DEFAULT_THRESHOLD;

const corruptionOf = ({ one, other }: Pair): Corruption | null => one.corruption ?? other.corruption;

const byCorruption = (records: readonly SyntheticRecord[], together: readonly Pair[]): Evaluation['byCorruption'] => {
  const counts = new Map<Corruption, number>();
  for (const { corruption } of records) if (corruption) counts.set(corruption, (counts.get(corruption) ?? 0) + 1);
  return [...counts].sort().map(([corruption, pairs]) => {
    const compared = together.filter((pair) => corruptionOf(pair) === corruption);
    const found = compared.filter(isShown).length;
    return { corruption, pairs, compared: compared.length, found, recall: share(found, pairs) };
  });
};

const byHardCase = (records: readonly SyntheticRecord[], compared: readonly Pair[]): Evaluation['byHardCase'] => {
  const groups = new Map<HardCase, number[]>();
  for (const { hardCase } of records) if (hardCase) groups.set(hardCase.kind, [...(groups.get(hardCase.kind) ?? []), hardCase.group]);
  const wrong = compared.filter((pair) => isShown(pair) && !isOnePerson(pair) && pair.one.hardCase && pair.one.hardCase.group === pair.other.hardCase?.group);
  return [...groups].sort().map(([hardCase, of]) => ({
    hardCase,
    pairs: of.length - new Set(of).size,
    wrong: wrong.filter((pair) => pair.one.hardCase!.kind === hardCase).length,
  }));
};

/** Precision and recall of what registration would have told. */
export const evaluateDuplicates = ({ people, seed }: { people: number; seed: number }): Evaluation => {
  const records = syntheticClinic(people, seed);
  const compared = comparePairs(records);
  const together = compared.filter(isOnePerson);
  const pairs = records.filter((record) => record.corruption !== null).length;
  const atDefault = figuresAt(DEFAULT_THRESHOLD, compared, pairs);
  return {
    people,
    seed,
    records: records.length,
    pairs,
    compared: together.length,
    candidates: Math.round(compared.length / records.length),
    atDefault,
    byThreshold: THRESHOLDS.map((threshold) => figuresAt(threshold, compared, pairs)),
    byCorruption: byCorruption(records, together),
    byHardCase: byHardCase(records, compared),
    isSufficient: atDefault.precision >= REQUIRED.precision && atDefault.recall >= REQUIRED.recall,
  };
};
