import { countDaysBetween, toCalendarDay } from '../../kernel/day.js';

/** What of a photograph decides its pairs. */
interface Paired {
  id: string;
  region: string;
  angle: string;
  takenAt: string;
}

/** Two photographs of one region and angle. */
export interface Pair<Photograph> {
  before: Photograph;
  after: Photograph;
  /** The number of calendar days between them. */
  days: number;
}

const isEarlier = (one: Paired, other: Paired): number => Date.parse(one.takenAt) - Date.parse(other.takenAt) || (one.id < other.id ? -1 : 1);

/** Pairs each photograph with the first one of its region and angle: sorted by region and angle, the newest pair of each first. */
export const listPairs = <Photograph extends Paired>(photographs: readonly Photograph[], timeZone: string): Pair<Photograph>[] => {
  const views = [...Map.groupBy(photographs, ({ region, angle }) => `${region} ${angle}`)].sort(([one], [other]) => (one < other ? -1 : 1));
  return views.flatMap(([, ofView]) => {
    const [before, ...later] = [...ofView].sort(isEarlier);
    const first = toCalendarDay(new Date(before!.takenAt), timeZone);
    return later.reverse().map((after) => ({ before: before!, after, days: countDaysBetween(first, toCalendarDay(new Date(after.takenAt), timeZone)) }));
  });
};
