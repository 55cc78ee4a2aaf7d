/** Warns of a session on the day of another session of the patient: most often it was moved there by mistake. */
import type { Treatment } from '../../../kernel/treatment.js';
import type { Warning } from './anaesthetic-validation.js';

/** Another session of the patient that is planned for the day, or took place on it. */
export interface SessionOnSameDay {
  id: string;
  planId: string;
  treatment: Treatment;
  number: number;
}

/** Lists a warning for each other session of the day. */
export const listSameDayWarnings = (planId: string, others: readonly SessionOnSameDay[]): Warning[] =>
  others.map((other) => ({
    code: 'same-day',
    pointer: '/scheduledOn',
    detail:
      other.planId === planId
        ? `Session ${other.number} of the same plan is on this day too.`
        : `Session ${other.number} of another plan of the patient (${other.treatment}) is on this day too.`,
  }));
