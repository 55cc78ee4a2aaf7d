import { roundNumber } from '../../kernel/rounding.js';
import type { AnalyteTrend, AnalyteValue, BloodTestResponse } from './blood-test.dto.js';

/** The decimals of a difference: more than any laboratory reports, and few enough to hide the error of binary arithmetic. */
const DECIMALS = 6;

interface Measured extends AnalyteValue {
  analyte: string;
  unit: string;
}

const listMeasured = ({ id: bloodTestId, collectedAt, results, enteredInError }: BloodTestResponse): Measured[] =>
  enteredInError
    ? []
    : results.flatMap(({ analyte, canonical, interpretation, standing }) =>
        analyte !== null && canonical !== null && standing === 'in-force'
          ? [{ analyte, unit: canonical.unit, bloodTestId, collectedAt, value: canonical.value, interpretation }]
          : [],
      );

const toValue = ({ bloodTestId, collectedAt, value, interpretation }: Measured): AnalyteValue => ({ bloodTestId, collectedAt, value, interpretation });

/** Lists the trend of each analyte of the blood tests, sorted by the name of the analyte. */
export const listTrends = (tests: readonly BloodTestResponse[]): AnalyteTrend[] =>
  [...Map.groupBy(tests.flatMap(listMeasured), ({ analyte }) => analyte)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([analyte, measured]) => {
      const [last, previous = null] = measured.sort((one, other) => Date.parse(other.collectedAt) - Date.parse(one.collectedAt));
      return {
        analyte,
        unit: last!.unit,
        last: toValue(last!),
        previous: previous && toValue(previous),
        change: previous && roundNumber(last!.value - previous.value, DECIMALS),
      };
    });
