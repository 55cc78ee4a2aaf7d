import { Identifier, Instant, Matching, PageQuery } from '../../platform/http/index.js';
import { InterpretedBloodTestResult } from '../blood-tests/blood-test.dto.js';

/** Which observations are asked for. */
export class ObservationQuery extends PageQuery {
  /**
   * What was measured: a LOINC code. Codes of the panel that stand for the same analyte are one series. Of the vital signs: systolic 8480-6 and diastolic
   * 8462-4 blood pressure, heart rate 8867-4, body weight 29463-7, body height 8302-2.
   */
  @Matching(/^\d{1,7}-\d$/, { example: '718-7', what: 'a LOINC code' }) code: string;
}

/** Which chart to draw. */
export class ObservationChartQuery {
  /**
   * What was measured: a LOINC code. Codes of the panel that stand for the same analyte are one series. Of the vital signs: systolic 8480-6 and diastolic
   * 8462-4 blood pressure, heart rate 8867-4, body weight 29463-7, body height 8302-2.
   */
  @Matching(/^\d{1,7}-\d$/, { example: '718-7', what: 'a LOINC code' }) code: string;
}

/** One figure of a series: a result of a blood test, with when the blood was taken; or a vital sign, with when it was measured. */
export class ObservationResponse extends InterpretedBloodTestResult {
  /** The blood test of which it is a result; null for a vital sign. */
  @Identifier() bloodTestId: string | null;

  /** The consultation in which it was recorded; null when it came between visits, or from a session. */
  @Identifier() consultationId: string | null;

  /** The session at which a vital sign was measured; null otherwise. */
  @Identifier() sessionId: string | null;

  /** When the blood was taken, or the vital sign measured, in UTC. */
  @Instant() collectedAt: string;
}
