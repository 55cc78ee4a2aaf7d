/** Explains which results of a laboratory's report only a person can read, and what the clinic should do. */
import { findAnalyteById, concernsNoTreatment } from '../../../terminology/index.js';
import type { ResultRecord, UnreadResult } from './blood-test-record.js';

type Result = Pick<ResultRecord, 'code' | 'analyte' | 'canonical' | 'finding' | 'text' | 'value' | 'unit'>;

const describeUnlistedResult = ({ code }: Result): UnreadResult => ({
  why: `${code.display ?? 'This test'} (LOINC ${code.code}) is not on the panel: no rule reads it.`,
  toDo: 'A dermatologist reads it. Where it is a test of the panel under another code, record it again under a code of the panel.',
});

/** Explains why no rule can read a result; null where a rule can, or where the test is known to concern no treatment. */
export const findUnreadResult = (result: Result): UnreadResult | null => {
  const { analyte: id, code, canonical, finding, text, value, unit } = result;
  if (id === null) return concernsNoTreatment(code.code) ? null : describeUnlistedResult(result);
  const analyte = findAnalyteById(id);
  if (!analyte || canonical !== null || finding !== null) return null;
  const reported = text === null ? `${value} ${unit}` : `"${text}"`;
  return analyte.kind === 'quantitative'
    ? {
        why: `${reported} is no figure of ${analyte.display} that is understood.`,
        toDo: `Record the figure with its unit, such as ${analyte.unit}. Where the laboratory has none, repeat the test.`,
      }
    : {
        why: `${reported} does not tell whether ${analyte.display} is positive or negative.`,
        toDo: 'Record what was found: positive, negative or indeterminate. A figure needs the laboratory’s own range.',
      };
};
