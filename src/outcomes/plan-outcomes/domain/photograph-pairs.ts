/** Pairs photographs of one region from one angle: before the first session, and now. */
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
  /** The last photograph before the first session; while no session has begun, the last photograph. */
  before: T | null;
  /** The last photograph since the first session began; null where there is none. */
  after: T | null;
}

/** Makes a pair for each region and angle with a photograph; one of the two may be missing. The pairs are in the order of their first photographs. */
export const listPhotographPairs = <T extends Taken>(photographs: readonly T[], sessionDates: Pick<SessionDates, 'firstAt'>): PhotographPair<T>[] => {
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
