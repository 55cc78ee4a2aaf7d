import type { BloodTestResponse, InterpretedBloodTestResult } from '../blood-tests/blood-test.dto.js';
import { findAnalyteName, formatCode } from './codes.js';
import { findGauge } from './gauge.js';
import { formatRounded, formatWithUnit, type Calendar } from './print.js';
import type { BloodTestView, DocumentMessages, ResultView } from './view.js';

const getResultName = ({ analyte, code }: InterpretedBloodTestResult, { language }: DocumentMessages): string =>
  (analyte === null ? null : findAnalyteName(analyte, language)) ?? code.display ?? formatCode(code, language);

const formatReportedValue = ({ value, unit, comparator, text }: InterpretedBloodTestResult, messages: DocumentMessages): string => {
  if (value === undefined) return text ?? '';
  const figure = formatWithUnit(`${comparator ? `${messages.find(`bloodTest.comparators.${comparator}`) ?? comparator}\u00a0` : ''}${value}`, unit ?? '');
  return text === undefined ? figure : `${figure} (${text})`;
};

export const formatRange = ({ low, high }: { low: number | null; high: number | null }, unit: string, messages: DocumentMessages): string | null => {
  if (low !== null && high !== null) return formatWithUnit(`${formatRounded(low)}–${formatRounded(high)}`, unit);
  if (high !== null) return messages.say('bloodTest.upTo', { value: formatWithUnit(formatRounded(high), unit) });
  return low === null ? null : messages.say('bloodTest.from', { value: formatWithUnit(formatRounded(low), unit) });
};

/** A result as the document shows it, and as it is read today where that differs. A signature covers the reading on the day of the signature. */
interface ShownResult {
  result: InterpretedBloodTestResult;
  now: InterpretedBloodTestResult;
}

export interface ShownTest {
  test: BloodTestResponse;
  results: readonly ShownResult[];
}

const isInForce = ({ standing = 'in-force' }: InterpretedBloodTestResult): boolean => standing === 'in-force';

const describeFlag = ({ interpretation }: InterpretedBloodTestResult, messages: DocumentMessages): string =>
  interpretation ? messages.say(`flag.${interpretation}`) : messages.say('bloodTest.notJudged');

const formatRangeUsed = ({ rangeUsed }: InterpretedBloodTestResult, messages: DocumentMessages): string | null =>
  rangeUsed && formatRange({ low: rangeUsed.low, high: rangeUsed.high }, rangeUsed.unit, messages);

const listNotes = ({ result, now }: ShownResult, messages: DocumentMessages): string[] => {
  const readings = [result, now].map((testResult) =>
    [describeFlag(testResult, messages), formatRangeUsed(testResult, messages)].filter((part) => part !== null).join(', '),
  );
  return [
    ...(isInForce(now) ? [] : [messages.describeTerm('bloodTest.standings', now.standing!)]),
    ...(readings[0] === readings[1] ? [] : [messages.say('bloodTest.today', { reading: readings[1]! })]),
  ];
};

const buildResultView = (shown: ShownResult, messages: DocumentMessages): ResultView => {
  const { result } = shown;
  const { canonical, unit, interpretation, rangeUsed, value } = result;
  const compared = canonical?.value ?? value;
  return {
    analyte: getResultName(result, messages),
    value: formatReportedValue(result, messages),
    canonical:
      canonical && canonical.unit !== unit ? messages.say('bloodTest.equals', { value: formatWithUnit(formatRounded(canonical.value), canonical.unit) }) : null,
    flag: interpretation,
    flagWords: describeFlag(result, messages),
    range: formatRangeUsed(result, messages),
    rangeSource: rangeUsed && messages.describeTerm('rangeSource', rangeUsed.source),
    notes: listNotes(shown, messages),
    gauge: rangeUsed && compared !== undefined ? findGauge(compared, rangeUsed) : null,
  };
};

export const buildBloodTestView = ({ test, results }: ShownTest, messages: DocumentMessages, calendar: Calendar): BloodTestView => {
  const { collectedAt, laboratory, reportNumber, status, fasting } = test;
  return {
    title: messages.say('bloodTest.title', { date: calendar.formatTime(collectedAt) }),
    details: [
      ...(laboratory === undefined ? [] : [laboratory]),
      ...(reportNumber === undefined ? [] : [messages.say('bloodTest.reportNumber', { number: reportNumber })]),
      ...(status === undefined || status === 'final' ? [] : [messages.describeTerm('bloodTest.statuses', status)]),
      messages.describeTerm('bloodTest.fasting', fasting),
    ],
    results: results.map((shown) => buildResultView(shown, messages)),
  };
};

/** Prints one line for each result in force that is beyond the critical bounds, as it is read today. */
export const listCriticalLines = (tests: readonly ShownTest[], messages: DocumentMessages, calendar: Calendar): string[] =>
  tests.flatMap(({ test, results }) =>
    results
      .map(({ now }) => now)
      .filter((now) => isInForce(now) && (now.interpretation === 'LL' || now.interpretation === 'HH'))
      .map(
        (now) =>
          `${getResultName(now, messages)} ${formatReportedValue(now, messages)}: ${messages.say(`flag.${now.interpretation!}`)} (${calendar.formatDay(test.collectedAt)})`,
      ),
  );
