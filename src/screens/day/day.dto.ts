import { AppointmentResponse } from '../../appointments/index.js';
import { languages, type Language } from '../../kernel/language.js';
import { Day, Flag, Identifier, ListOf, Nested, OneOf, Optional, Text, Whole } from '../../platform/http/index.js';
import { ChartAlert } from '../chart/chart.dto.js';
import { obstacleKinds, type ObstacleKind } from './domain/obstacles.js';

/** Which day, and where. */
export class DayQuery {
  /**
   * The day, in the time zone of the location.
   * @example 2026-12-01
   */
  @Day() on: string;

  /** The location; may be left out where the clinic has one location that is not retired. */
  @Optional() @Identifier() locationId?: string;

  /** The language of the alerts; where it is left out, that of `Accept-Language`. */
  @Optional() @OneOf(languages) language?: Language;
}

/** What clinicians see of an appointment's patient. */
export class DayClinicalView {
  /** What must be seen first, in the order of importance. */
  @ListOf(ChartAlert, { max: 1000 }) alerts: ChartAlert[];

  /** Whether the patient’s consent to photographs for the record is in force. */
  @Flag() mayBePhotographed: boolean;

  /** What is known already to stand in the way of the session; null where the appointment is for none. The session’s checklist says more, and decides. */
  @ListOf(OneOf(obstacleKinds), { max: obstacleKinds.length }) obstacles: ObstacleKind[] | null;
}

/** An appointment of the day. */
export class DayAppointment extends AppointmentResponse {
  /** The patient’s age in years on the day, at least; null where the birth date is not known. */
  @Whole() age: number | null;

  /** What clinicians see: for people who may read charts, of patients whose records are open to them; null for everybody else. */
  @Nested(DayClinicalView) clinical: DayClinicalView | null;
}

/** The appointments of a day at a location. */
export class DayResponse {
  /** The day. */
  @Day() on: string;

  /** The location. */
  @Identifier() locationId: string;

  /**
   * The time zone of the location.
   * @example Asia/Kolkata
   */
  @Text({ max: 60 }) timeZone: string;

  /** The appointments in the order of time; those that were cancelled, expired or missed too. */
  @ListOf(DayAppointment, { max: 500 }) appointments: DayAppointment[];

  /** The language of the texts. */
  @OneOf(languages) language: Language;
}
