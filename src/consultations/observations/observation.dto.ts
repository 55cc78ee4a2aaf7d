import { Identifier, Instant, Matching, PageQuery } from '../../platform/http/index.js';
import { InterpretedBloodTestResult } from '../blood-tests/blood-test.dto.js';

/** Filters for the list of observations. */
export class ObservationQuery extends PageQuery {
  /**
   * The LOINC code of the analyte or vital sign. All codes of the panel for the same analyte are one series. The codes of the vital signs are systolic 8480-6
   * and diastolic 8462-4 blood pressure, heart rate 8867-4, body weight 29463-7 and body height 8302-2.
   */
  @Matching(/^\d{1,7}-\d$/, { example: '718-7', what: 'a LOINC code' }) code: string;
}

/** The chart to draw. */
export class ObservationChartQuery {
  /**
   * The LOINC code of the analyte or vital sign. All codes of the panel for the same analyte are one series. The codes of the vital signs are systolic 8480-6
   * and diastolic 8462-4 blood pressure, heart rate 8867-4, body weight 29463-7 and body height 8302-2.
   */
  @Matching(/^\d{1,7}-\d$/, { example: '718-7', what: 'a LOINC code' }) code: string;
}

/** One observation of a series: a result of a blood test with the time at which the blood was taken, or a vital sign with the time of the measurement. */
export class ObservationResponse extends InterpretedBloodTestResult {
  /** The id of the blood test that the result belongs to; null for a vital sign. */
  @Identifier() bloodTestId: string | null;

  /**
   * The id of the consultation in which the observation was recorded; null for a blood test recorded between visits and for a vital sign measured at a session.
   */
  @Identifier() consultationId: string | null;

  /** The id of the session at which a vital sign was measured; null otherwise. */
  @Identifier() sessionId: string | null;

  /** When the blood was taken or the vital sign was measured, in UTC. */
  @Instant() collectedAt: string;
}
