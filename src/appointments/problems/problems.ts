import { defineProblems, type DefinedBy } from '../../platform/http/index.js';

/** The problem types of scheduling. */
export const appointmentProblems = defineProblems({
  'time-not-free': {
    status: 409,
    explanation:
      'The appointment cannot be at that time. `because` says why: somebody or something is not there, or is taken. `conflicts` names who and what is taken, and by which appointment; `alternatives` are the three nearest times at which it can be. Where the location allows it, `overbookingReason` books it beside what is taken.',
  },
  'series-not-free': {
    status: 409,
    explanation:
      'Not every session of the plan finds a time, and the series was to be booked whole or not at all: nothing was booked. `notBooked` names the sessions that find none, and why. Allow more days, other weekdays or other people, or book `as-many-as-fit`.',
  },
  'link-over': {
    status: 410,
    explanation:
      'The link that the clinic sent does nothing any more. `because` says why: it was used or revoked, its time is over, or the appointment was moved or is over. The clinic can send another link.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof appointmentProblems> {}
}
