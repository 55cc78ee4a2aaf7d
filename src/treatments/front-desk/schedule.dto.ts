import { treatments, type Treatment } from '../../kernel/treatment.js';
import type { Day as CalendarDay } from '../../kernel/day.js';
import { PatientAtDesk } from '../../patients/index.js';
import { Day, Identifier, Matching, NotBefore, OneOf, Optional, PageQuery, SomeOf, Whole } from '../../platform/http/index.js';
import { planStatuses, type PlanStatus } from '../plans/domain/plan-states.js';
import { sessionStatuses, type SessionStatus } from '../sessions/domain/session-states.js';

const PLAN_NUMBER = /^T\d{6,}$/;

/** The filters of the sessions that are due. */
export class ScheduleQuery extends PageQuery {
  /**
   * The first planned day.
   * @example 2026-12-01
   */
  @Day() from: CalendarDay;

  /**
   * The last planned day.
   * @example 2026-12-07
   */
  @Day() @NotBefore('from') to: CalendarDay;

  /** Only the sessions of this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only sessions in one of these states. */
  @Optional() @SomeOf(sessionStatuses) status?: SessionStatus[];
}

/** The filters of plans by their numbers. */
export class NumberedPlanQuery extends PageQuery {
  /** Only the plans of this patient. */
  @Optional() @Identifier() patientId?: string;

  /**
   * Only the plan with this number.
   * @example T000042
   */
  @Optional() @Matching(PLAN_NUMBER, { example: 'T000042' }) planNumber?: string;
}

/** A plan by its number, without clinical content. */
export class NumberedPlanResponse {
  /** The id of the plan. */
  @Identifier() id: string;

  /**
   * The number by which people call the plan, unique in the clinic.
   * @example T000042
   */
  planNumber: string;

  /** The patient. */
  patient: PatientAtDesk;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The state of the plan. */
  @OneOf(planStatuses) status: PlanStatus;

  /** The number of sessions that are planned. */
  @Whole() sessions: number;

  /** The version of the plan. */
  @Whole() planVersion: number;
}

/** A session that is due, without clinical content. */
export class ScheduledSessionResponse {
  /** The id of the session. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /**
   * The number by which people call the plan, unique in the clinic.
   * @example T000042
   */
  planNumber: string;

  /** The number of the session in the series, from 1. */
  @Whole() number: number;

  /** The patient. */
  patient: PatientAtDesk;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The planned day.
   * @example 2026-12-01
   */
  @Day() scheduledOn: string;

  /** The state of the session. */
  @OneOf(sessionStatuses) status: SessionStatus;

  /** The version of the session, for `If-Match` of a no-show. */
  @Whole() version: number;
}
