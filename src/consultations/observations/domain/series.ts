/** The results of one analyte over time, in force or marked as superseded. Pure. */
import { readResultsNow } from '../../domain/blood-tests/read-now.js';
import type { Whose } from '../../domain/blood-tests/blood-test-record.js';
import { deriveStandings, type ResultStanding } from '../../domain/blood-tests/reports.js';
import type { Report } from '../../domain/blood-tests/blood-test-record.js';
import type { ResultRecord } from '../../domain/blood-tests/blood-test-record.js';

export interface Observation {
  bloodTestId: string;
  consultationId: string | null;
  /** When the blood was taken, in UTC. */
  collectedAt: string;
  /** The position of the result in its report. */
  position: number;
  /** The result as it is read now. */
  result: ResultRecord;
  standing: ResultStanding;
}

interface ReportOfSeries extends Omit<Report, 'results'> {
  whose: Whose;
  results: readonly (ResultRecord & { position: number })[];
}

/** Compares two observations by the time of the sample, to the millisecond that answers have, then by the time of recording. */
const compareObservations = (one: Observation, other: Observation): number =>
  Date.parse(one.collectedAt) - Date.parse(other.collectedAt) ||
  (one.bloodTestId < other.bloodTestId ? -1 : one.bloodTestId > other.bloodTestId ? 1 : one.position - other.position);

/** Makes the series of all reports of a patient. A result that another report repeats is in the series once. */
export const buildSeries = (reports: readonly ReportOfSeries[], timeZone: string): Observation[] => {
  const standings = deriveStandings(reports);
  const all = reports.flatMap(({ id, consultationId, collectedAt, whose, results }) =>
    readResultsNow(results, whose, collectedAt, timeZone).flatMap(({ position, ...result }, index) => {
      const standing = standings.get(id)!.results[index]!;
      if (standing.standing === 'repeated') return [];
      return [{ bloodTestId: id, consultationId, collectedAt: new Date(collectedAt).toISOString(), position, result, standing }];
    }),
  );
  return all.sort(compareObservations);
};
