import { analyteById } from '../../terminology/index.js';
import type { BloodTestRecord, ResultRecord } from '../domain/consultation-record.js';
import { gaugeOf } from './gauge.js';
import { rounded, withUnit, type Calendar } from './print.js';
import type { BloodTestView, ResultView } from './view.js';
import { inWords, type Wording } from './wording.js';

const nameOf = ({ analyte, code }: ResultRecord, words: Wording): string => {
  const known = analyte === null ? undefined : analyteById(analyte);
  return known ? words.analyte(known.id, known.display) : (code.display ?? `${inWords(words.values.codeSystem!, code.system)} ${code.code}`);
};

const reported = ({ value, unit, comparator, text }: ResultRecord, words: Wording): string => {
  if (value === null) return text ?? '';
  const figure = withUnit(`${comparator ? `${words.bloodTest.comparators[comparator] ?? comparator}\u00a0` : ''}${value}`, unit ?? '');
  return text === null ? figure : `${figure} (${text})`;
};

export const rangeInPrint = ({ low, high }: { low: number | null; high: number | null }, unit: string, words: Wording): string | null => {
  if (low !== null && high !== null) return withUnit(`${rounded(low)}–${rounded(high)}`, unit);
  if (high !== null) return words.bloodTest.upTo(withUnit(rounded(high), unit));
  return low === null ? null : words.bloodTest.from(withUnit(rounded(low), unit));
};

export const resultView = (result: ResultRecord, words: Wording): ResultView => {
  const { canonical, unit, interpretation, rangeUsed, value } = result;
  const compared = canonical?.value ?? value;
  return {
    analyte: nameOf(result, words),
    value: reported(result, words),
    canonical: canonical && canonical.unit !== unit ? words.bloodTest.equals(withUnit(rounded(canonical.value), canonical.unit)) : null,
    flag: interpretation,
    flagWords: interpretation ? words.flags[interpretation]! : words.bloodTest.notJudged,
    range: rangeUsed && rangeInPrint(rangeUsed, rangeUsed.unit, words),
    rangeSource: rangeUsed && inWords(words.rangeSources, rangeUsed.source),
    gauge: rangeUsed && compared !== null ? gaugeOf(compared, rangeUsed) : null,
  };
};

export const bloodTestView = ({ collectedAt, laboratory, fasting, results }: BloodTestRecord, words: Wording, calendar: Calendar): BloodTestView => ({
  title: words.bloodTest.title(calendar.time(collectedAt)),
  details: [...(laboratory === null ? [] : [laboratory]), inWords(words.bloodTest.fasting, fasting)],
  results: results.map((result) => resultView(result, words)),
});

/** One line for each result beyond the critical bounds. */
export const criticalLines = (tests: BloodTestRecord[], words: Wording, calendar: Calendar): string[] =>
  tests.flatMap(({ collectedAt, results }) =>
    results
      .filter(({ interpretation }) => interpretation === 'LL' || interpretation === 'HH')
      .map((result) => `${nameOf(result, words)} ${reported(result, words)}: ${words.flags[result.interpretation!]!} (${calendar.day(collectedAt)})`),
  );
