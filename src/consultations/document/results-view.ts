import type { BloodTestResponse, InterpretedBloodTestResult } from '../blood-tests/blood-test.dto.js';
import { analyteInPrint, codeInPrint } from './codes.js';
import { gaugeOf } from './gauge.js';
import { rounded, withUnit, type Calendar } from './print.js';
import type { BloodTestView, DocumentMessages, ResultView } from './view.js';

const nameOf = ({ analyte, code }: InterpretedBloodTestResult, { language }: DocumentMessages): string =>
  (analyte === null ? null : analyteInPrint(analyte, language)) ?? code.display ?? codeInPrint(code, language);

const reported = ({ value, unit, comparator, text }: InterpretedBloodTestResult, messages: DocumentMessages): string => {
  if (value === undefined) return text ?? '';
  const figure = withUnit(`${comparator ? `${messages.find(`bloodTest.comparators.${comparator}`) ?? comparator}\u00a0` : ''}${value}`, unit ?? '');
  return text === undefined ? figure : `${figure} (${text})`;
};

export const rangeInPrint = ({ low, high }: { low: number | null; high: number | null }, unit: string, messages: DocumentMessages): string | null => {
  if (low !== null && high !== null) return withUnit(`${rounded(low)}–${rounded(high)}`, unit);
  if (high !== null) return messages.say('bloodTest.upTo', { value: withUnit(rounded(high), unit) });
  return low === null ? null : messages.say('bloodTest.from', { value: withUnit(rounded(low), unit) });
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

const counts = ({ standing = 'in-force' }: InterpretedBloodTestResult): boolean => standing === 'in-force';

const flagInWords = ({ interpretation }: InterpretedBloodTestResult, messages: DocumentMessages): string =>
  interpretation ? messages.say(`flag.${interpretation}`) : messages.say('bloodTest.notJudged');

const rangeShown = ({ rangeUsed }: InterpretedBloodTestResult, messages: DocumentMessages): string | null =>
  rangeUsed && rangeInPrint({ low: rangeUsed.low, high: rangeUsed.high }, rangeUsed.unit, messages);

const notesOn = ({ result, now }: ShownResult, messages: DocumentMessages): string[] => {
  const readings = [result, now].map((testResult) =>
    [flagInWords(testResult, messages), rangeShown(testResult, messages)].filter((part) => part !== null).join(', '),
  );
  return [
    ...(counts(now) ? [] : [messages.term('bloodTest.standings', now.standing!)]),
    ...(readings[0] === readings[1] ? [] : [messages.say('bloodTest.today', { reading: readings[1]! })]),
  ];
};

const resultView = (shown: ShownResult, messages: DocumentMessages): ResultView => {
  const { result } = shown;
  const { canonical, unit, interpretation, rangeUsed, value } = result;
  const compared = canonical?.value ?? value;
  return {
    analyte: nameOf(result, messages),
    value: reported(result, messages),
    canonical: canonical && canonical.unit !== unit ? messages.say('bloodTest.equals', { value: withUnit(rounded(canonical.value), canonical.unit) }) : null,
    flag: interpretation,
    flagWords: flagInWords(result, messages),
    range: rangeShown(result, messages),
    rangeSource: rangeUsed && messages.term('rangeSource', rangeUsed.source),
    notes: notesOn(shown, messages),
    gauge: rangeUsed && compared !== undefined ? gaugeOf(compared, rangeUsed) : null,
  };
};

export const bloodTestView = ({ test, results }: ShownTest, messages: DocumentMessages, calendar: Calendar): BloodTestView => {
  const { collectedAt, laboratory, reportNumber, status, fasting } = test;
  return {
    title: messages.say('bloodTest.title', { date: calendar.time(collectedAt) }),
    details: [
      ...(laboratory === undefined ? [] : [laboratory]),
      ...(reportNumber === undefined ? [] : [messages.say('bloodTest.reportNumber', { number: reportNumber })]),
      ...(status === undefined || status === 'final' ? [] : [messages.term('bloodTest.statuses', status)]),
      messages.term('bloodTest.fasting', fasting),
    ],
    results: results.map((shown) => resultView(shown, messages)),
  };
};

/** Prints one line for each result in force that is beyond the critical bounds, as it is read today. */
export const criticalLines = (tests: readonly ShownTest[], messages: DocumentMessages, calendar: Calendar): string[] =>
  tests.flatMap(({ test, results }) =>
    results
      .map(({ now }) => now)
      .filter((now) => counts(now) && (now.interpretation === 'LL' || now.interpretation === 'HH'))
      .map((now) => `${nameOf(now, messages)} ${reported(now, messages)}: ${messages.say(`flag.${now.interpretation!}`)} (${calendar.day(test.collectedAt)})`),
  );
