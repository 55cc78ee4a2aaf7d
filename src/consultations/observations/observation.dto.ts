import { Matches } from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';
import { BloodTestResultResponse } from '../blood-tests/blood-test.dto.js';

/** Which observations are asked for. */
export class ObservationQuery extends PageQuery {
  /**
   * What was measured: a LOINC code. Codes of the panel that stand for the same analyte are one series.
   * @example 718-7
   */
  @Matches(/^\d{1,7}-\d$/, { message: 'code must be a LOINC code, such as 718-7.' })
  code: string;
}

/** Which chart to draw. */
export class ObservationChartQuery {
  /**
   * What was measured: a LOINC code. Codes of the panel that stand for the same analyte are one series.
   * @example 718-7
   */
  @Matches(/^\d{1,7}-\d$/, { message: 'code must be a LOINC code, such as 718-7.' })
  code: string;
}

/** One figure of a series: a result of a blood test, with when the blood was taken. */
export class ObservationResponse extends BloodTestResultResponse {
  /** The blood test of which it is a result. */
  bloodTestId: string;

  /** The consultation in which it was recorded; null when it came between visits. */
  consultationId: string | null;

  /** When the blood was taken, in UTC. */
  collectedAt: string;
}
