import { Injectable } from '@nestjs/common';
import { measures, regions, findMeasureValue } from '../../consultations/index.js';
import { countDaysBetween } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { computeDistribution, computeEventsPerThousand, FEWEST_PEOPLE, computeShare, type Counted } from './domain/figures.js';
import type { DensityChangeFigure, DistributionFigure, FiguresQuery, OutcomeFiguresResponse, RateFigure, TreatmentFigures } from './figures.dto.js';
import { FiguresRepository, type BegunSessions, type DensityPair, type DueSessions, type EndedPlans } from './figures.repository.js';

/** The longest period of figures, in days. */
const LONGEST_PERIOD = 3700;
const DENSITY = 'hair-density';

interface Gathered {
  plans: readonly EndedPlans[];
  due: readonly DueSessions[];
  begun: readonly BegunSessions[];
  pairs: readonly DensityPair[];
}

/** Computes the clinic's figures: counts and changes that identify no patient. */
@Injectable()
export class FiguresService {
  constructor(private readonly figures: FiguresRepository) {}

  async get({ from, to, treatment }: FiguresQuery): Promise<OutcomeFiguresResponse> {
    const days = countDaysBetween(from, to);
    if (days < 0 || days > LONGEST_PERIOD) {
      throw createInvalidInputFailure([
        { pointer: '?to', code: 'out-of-range', detail: `A period ends after it began, at most ${LONGEST_PERIOD} days later: send a to from ${from} on.` },
      ]);
    }
    const { timeZone } = getCurrentPrincipal().clinic;
    const period = { from, to, timeZone, treatment: treatment ?? null };
    const [plans, due, begun, pairs] = await Promise.all([
      this.figures.listEndedPlans(period),
      this.figures.listDueSessions(period),
      this.figures.listBegunSessions(period),
      this.figures.listDensityPairs(period),
    ]);
    const asked = treatments.filter((item) => treatment === undefined || item === treatment);
    return { from, to, timeZone, fewestPeople: FEWEST_PEOPLE, treatments: asked.map((item) => computeFigures(item, { plans, due, begun, pairs })) };
  }
}

const none = { ended: 0, completed: 0, peopleOfCompleted: 0, sessions: [], due: 0, noShows: 0, begun: 0, events: 0, serious: 0, people: 0 };

const computeRatePerHundred = (counted: Counted): RateFigure => ({ ...computeShare(counted), per: 100, method: 'wilson' });
const computeRatePerThousand = (counted: Counted): RateFigure => ({ ...computeEventsPerThousand(counted), per: 1000, method: 'poisson-exact' });
const computeDistributionFigure = (values: readonly number[], people: number, unit: string): DistributionFigure => ({
  ...computeDistribution(values, people),
  method: 'student-t',
  unit,
});

const computeFigures = (treatment: Treatment, { plans, due, begun, pairs }: Gathered): TreatmentFigures => {
  const of = <Row extends { treatment: Treatment }>(rows: readonly Row[]) => rows.find((row) => row.treatment === treatment);
  const { ended, completed, people, peopleOfCompleted, sessions } = of(plans) ?? none;
  const missed = of(due) ?? none;
  const done = of(begun) ?? none;
  const events = (count: number): RateFigure => computeRatePerThousand({ count, denominator: done.begun, people: done.people });
  return {
    treatment,
    sessionsPerPlan: computeDistributionFigure(sessions, peopleOfCompleted, '{sessions}'),
    densityChange: listDensityChanges(pairs.filter((pair) => pair.treatment === treatment)),
    adverseEvents: events(done.events),
    seriousAdverseEvents: events(done.serious),
    noShows: computeRatePerHundred({ count: missed.noShows, denominator: missed.due, people: missed.people }),
    completion: computeRatePerHundred({ count: completed, denominator: ended, people }),
  };
};

/** Computes the change of each pair with a density on both sides, by version and region. */
const listDensityChanges = (pairs: readonly DensityPair[]): DensityChangeFigure[] => {
  const changes = pairs.flatMap(({ protocolVersion, region, patientId, before, after }) => {
    const [from, to] = [findMeasureValue(DENSITY, before), findMeasureValue(DENSITY, after)];
    return from === null || to === null ? [] : [{ protocolVersion, region, patientId, change: to - from }];
  });
  const versions = [...new Set(changes.map(({ protocolVersion }) => protocolVersion))].sort((one, other) => one - other);
  return versions.flatMap((protocolVersion) =>
    regions.flatMap((region) => {
      const there = changes.filter((change) => change.protocolVersion === protocolVersion && change.region === region);
      if (there.length === 0) return [];
      const people = new Set(there.map(({ patientId }) => patientId)).size;
      const values = there.map(({ change }) => change);
      return [{ protocolVersion, region, ...computeDistributionFigure(values, people, measures[DENSITY].unit) }];
    }),
  );
};
