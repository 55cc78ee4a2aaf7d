import { Injectable } from '@nestjs/common';
import { measures, regions, valueOf } from '../../consultations/index.js';
import { daysBetween } from '../../kernel/day.js';
import { invalid } from '../../kernel/failure.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { distribution, eventsPerThousand, FEWEST_PEOPLE, share, type Counted } from './domain/figures.js';
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
    const days = daysBetween(from, to);
    if (days < 0 || days > LONGEST_PERIOD) {
      throw invalid([{ pointer: '?to', code: 'out-of-range', detail: `A period ends after it began, at most ${LONGEST_PERIOD} days later: send a to from ${from} on.` }]);
    }
    const { timeZone } = currentPrincipal().clinic;
    const period = { from, to, timeZone, treatment: treatment ?? null };
    const [plans, due, begun, pairs] = await Promise.all([
      this.figures.endedPlans(period),
      this.figures.dueSessions(period),
      this.figures.begunSessions(period),
      this.figures.densityPairs(period),
    ]);
    const asked = treatments.filter((item) => treatment === undefined || item === treatment);
    return { from, to, timeZone, fewestPeople: FEWEST_PEOPLE, treatments: asked.map((item) => figuresOf(item, { plans, due, begun, pairs })) };
  }
}

const none = { ended: 0, completed: 0, peopleOfCompleted: 0, sessions: [], due: 0, noShows: 0, begun: 0, events: 0, serious: 0, people: 0 };

const ofHundred = (counted: Counted): RateFigure => ({ ...share(counted), per: 100, method: 'wilson' });
const ofThousand = (counted: Counted): RateFigure => ({ ...eventsPerThousand(counted), per: 1000, method: 'poisson-exact' });
const spread = (values: readonly number[], people: number, unit: string): DistributionFigure => ({
  ...distribution(values, people),
  method: 'student-t',
  unit,
});

const figuresOf = (treatment: Treatment, { plans, due, begun, pairs }: Gathered): TreatmentFigures => {
  const of = <Row extends { treatment: Treatment }>(rows: readonly Row[]) => rows.find((row) => row.treatment === treatment);
  const { ended, completed, people, peopleOfCompleted, sessions } = of(plans) ?? none;
  const missed = of(due) ?? none;
  const done = of(begun) ?? none;
  const events = (count: number): RateFigure => ofThousand({ count, denominator: done.begun, people: done.people });
  return {
    treatment,
    sessionsPerPlan: spread(sessions, peopleOfCompleted, '{sessions}'),
    densityChange: densityChanges(pairs.filter((pair) => pair.treatment === treatment)),
    adverseEvents: events(done.events),
    seriousAdverseEvents: events(done.serious),
    noShows: ofHundred({ count: missed.noShows, denominator: missed.due, people: missed.people }),
    completion: ofHundred({ count: completed, denominator: ended, people }),
  };
};

/** Computes the change of each pair with a density on both sides, by version and region. */
const densityChanges = (pairs: readonly DensityPair[]): DensityChangeFigure[] => {
  const changes = pairs.flatMap(({ protocolVersion, region, patientId, before, after }) => {
    const [from, to] = [valueOf(DENSITY, before), valueOf(DENSITY, after)];
    return from === null || to === null ? [] : [{ protocolVersion, region, patientId, change: to - from }];
  });
  const versions = [...new Set(changes.map(({ protocolVersion }) => protocolVersion))].sort((one, other) => one - other);
  return versions.flatMap((protocolVersion) =>
    regions.flatMap((region) => {
      const there = changes.filter((change) => change.protocolVersion === protocolVersion && change.region === region);
      if (there.length === 0) return [];
      const people = new Set(there.map(({ patientId }) => patientId)).size;
      const values = there.map(({ change }) => change);
      return [{ protocolVersion, region, ...spread(values, people, measures[DENSITY].unit) }];
    }),
  );
};
