/** Photographs to be held side by side: of one region and from one angle, before the first session and now. */
import { isBefore, type SessionDates } from './series.js';

export interface Taken {
  id: string;
  region: string;
  angle: string;
  takenAt: string;
}

export interface PhotographPair<T extends Taken> {
  region: T['region'];
  angle: T['angle'];
  /** The last one before the first session; before any session began, the last one so far. */
  before: T | null;
  /** The last one since the first session began. */
  after: T | null;
}

/** A pair of each region and angle of which there is a photograph, one half of it perhaps missing; in the order in which each was first taken. */
export const photographPairs = <T extends Taken>(photographs: readonly T[], sessionDates: Pick<SessionDates, 'firstAt'>): PhotographPair<T>[] => {
  const sorted = [...photographs].sort((one, other) => Date.parse(one.takenAt) - Date.parse(other.takenAt));
  const pairs = new Map<string, PhotographPair<T>>();
  for (const photograph of sorted) {
    const { region, angle, takenAt } = photograph;
    const key = `${region} ${angle}`;
    const pair = pairs.get(key) ?? { region, angle, before: null, after: null };
    pairs.set(key, { ...pair, ...(isBefore(takenAt, sessionDates) ? { before: photograph } : { after: photograph }) });
  }
  return [...pairs.values()];
};
