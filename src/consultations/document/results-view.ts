import { analyteById } from '../../terminology/index.js';
import type { BloodTestResponse, InterpretedBloodTestResult } from '../blood-tests/blood-test.dto.js';
import { gaugeOf } from './gauge.js';
import { rounded, withUnit, type Calendar } from './print.js';
import type { BloodTestView, ResultView } from './view.js';
import { inWords, type Wording } from './wording.js';

const nameOf = ({ analyte, code }: InterpretedBloodTestResult, words: Wording): string => {
  const known = analyte === null ? undefined : analyteById(analyte);
  return known ? words.analyte(known.id, known.display) : (code.display ?? `${inWords(words.values.codeSystem!, code.system)} ${code.code}`);
};

const reported = ({ value, unit, comparator, text }: InterpretedBloodTestResult, words: Wording): string => {
  if (value === undefined) return text ?? '';
  const figure = withUnit(`${comparator ? `${words.bloodTest.comparators[comparator] ?? comparator}\u00a0` : ''}${value}`, unit ?? '');
  return text === undefined ? figure : `${figure} (${text})`;
};

export const rangeInPrint = ({ low, high }: { low: number | null; high: number | null }, unit: string, words: Wording): string | null => {
  if (low !== null && high !== null) return withUnit(`${rounded(low)}–${rounded(high)}`, unit);
  if (high !== null) return words.bloodTest.upTo(withUnit(rounded(high), unit));
  return low === null ? null : words.bloodTest.from(withUnit(rounded(low), unit));
};

/** What the document shows, and how it is read today where that differs: a signature covers the reading of its day. */
interface ShownResult {
  result: InterpretedBloodTestResult;
  now: InterpretedBloodTestResult;
}

export interface ShownTest {
  test: BloodTestResponse;
  results: readonly ShownResult[];
}

const counts = ({ standing = 'in-force' }: InterpretedBloodTestResult): boolean => standing === 'in-force';

const flagInWords = ({ interpretation }: InterpretedBloodTestResult, words: Wording): string =>
  interpretation ? words.flags[interpretation]! : words.bloodTest.notJudged;

const rangeShown = ({ rangeUsed }: InterpretedBloodTestResult, words: Wording): string | null =>
  rangeUsed && rangeInPrint({ low: rangeUsed.low, high: rangeUsed.high }, rangeUsed.unit, words);

const notesOn = ({ result, now }: ShownResult, words: Wording): string[] => {
  const readings = [result, now].map((one) => [flagInWords(one, words), rangeShown(one, words)].filter((part) => part !== null).join(', '));
  return [
    ...(counts(now) ? [] : [inWords(words.bloodTest.standings, now.standing!)]),
    ...(readings[0] === readings[1] ? [] : [words.bloodTest.today(readings[1]!)]),
  ];
};

const resultView = (shown: ShownResult, words: Wording): ResultView => {
  const { result } = shown;
  const { canonical, unit, interpretation, rangeUsed, value } = result;
  const compared = canonical?.value ?? value;
  return {
    analyte: nameOf(result, words),
    value: reported(result, words),
    canonical: canonical && canonical.unit !== unit ? words.bloodTest.equals(withUnit(rounded(canonical.value), canonical.unit)) : null,
    flag: interpretation,
    flagWords: flagInWords(result, words),
    range: rangeShown(result, words),
    rangeSource: rangeUsed && inWords(words.rangeSources, rangeUsed.source),
    notes: notesOn(shown, words),
    gauge: rangeUsed && compared !== undefined ? gaugeOf(compared, rangeUsed) : null,
  };
};

export const bloodTestView = ({ test, results }: ShownTest, words: Wording, calendar: Calendar): BloodTestView => {
  const { collectedAt, laboratory, reportNumber, status, fasting } = test;
  const said = words.bloodTest;
  return {
    title: said.title(calendar.time(collectedAt)),
    details: [
      ...(laboratory === undefined ? [] : [laboratory]),
      ...(reportNumber === undefined ? [] : [said.reportNumber(reportNumber)]),
      ...(status === undefined || status === 'final' ? [] : [inWords(said.statuses, status)]),
      inWords(said.fasting, fasting),
    ],
    results: results.map((shown) => resultView(shown, words)),
  };
};

/** One line for each result in force that is beyond the critical bounds, as it is read today. */
export const criticalLines = (tests: readonly ShownTest[], words: Wording, calendar: Calendar): string[] =>
  tests.flatMap(({ test, results }) =>
    results
      .map(({ now }) => now)
      .filter((now) => counts(now) && (now.interpretation === 'LL' || now.interpretation === 'HH'))
      .map((now) => `${nameOf(now, words)} ${reported(now, words)}: ${words.flags[now.interpretation!]!} (${calendar.day(test.collectedAt)})`),
  );
