/** The series of a plan: the number of sessions, the interval, the first day, and the limits within which it is planned. */
import { createFieldError } from '../../../kernel/field-error.js';
import type { Day } from '../../../kernel/day.js';
import type { FieldError } from '../../../kernel/failure.js';
import type { PlanningRequest } from '../../planner/planner.js';
import { isWithin, getLimit, describeLimit, type Protocol } from '../../protocols/domain/protocol.js';

export interface Series {
  sessions: number;
  intervalDays: number;
  startOn: Day;
}

interface SeriesContext {
  pointer?: string;
  /** Whether the plan is a touch-up or a reversal, for which the fewest sessions of a cycle are not required. */
  followsAnother?: boolean;
}

/** Lists the given parts of a series that are outside the protocol. */
export const validateSeries = (
  protocol: Protocol,
  series: Partial<Series>,
  today: Day,
  { pointer = '/series', followsAnother = false }: SeriesContext = {},
): FieldError[] => {
  const outside = (value: number | undefined, member: 'sessions' | 'intervalDays', what: string): FieldError[] => {
    const limit = member === 'sessions' && followsAnother ? { ...getLimit(protocol, member), low: 1 } : getLimit(protocol, member);
    return value === undefined || isWithin(value, limit)
      ? []
      : [{ pointer: `${pointer}/${member}`, code: 'outside-protocol', detail: describeLimit(`${what} of ${protocol.treatment}`, limit) }];
  };
  return [
    ...outside(series.sessions, 'sessions', 'The number of sessions'),
    ...outside(series.intervalDays, 'intervalDays', 'The interval'),
    ...(series.startOn !== undefined && series.startOn < today
      ? [createFieldError(`${pointer}/startOn`, 'in-the-past', `The series cannot start before today: send ${today} or later.`)]
      : []),
  ];
};

/** Selects the limits of a protocol within which series are planned; they have the ends that the planner needs. */
export const toPlanningProtocol = (protocol: Protocol): PlanningRequest['protocol'] => {
  const [sessions, interval] = [getLimit(protocol, 'sessions'), getLimit(protocol, 'intervalDays')];
  return {
    sessions: { low: sessions.low!, high: sessions.high, usual: sessions.usual, source: sessions.source },
    intervalDays: { low: interval.low!, high: interval.high!, usual: interval.usual! },
    factors: protocol.content.sessionFactors,
  };
};
