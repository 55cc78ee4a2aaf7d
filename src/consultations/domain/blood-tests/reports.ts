/**
 * Finds the relation of each of a patient's laboratory reports to the other reports of the same sample, and which results count.
 *
 * A sample is one patient and one minute. Its reports are read in the order of their issue times, or of recording where there is no issue time. A
 * preliminary report comes before all others. Each result is compared with the earlier results of the same test:
 *
 * - no earlier result: the result counts, and the report is an addition to the earlier report;
 * - the same result: it is a repetition, and counts once;
 * - a different result, in a report of the same number, in a report that declares itself a correction, or after a preliminary report: it replaces the
 *   earlier result, which is stored as superseded;
 * - a different result in another report: both results count, as contradicting each other.
 *
 * A report is a duplicate only where every one of its results is a repetition. None of these relations is stored, because they change when a report is
 * marked as entered in error or arrives with a merged record. Pure.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import { findAnalyteByLoinc, getConversion } from '../../../terminology/index.js';
import type { Report, ReportedResult, ReportStatus } from './blood-test-record.js';

/** The standing of a result among the others of its sample: it counts, a later result replaced it, or the same result counts in another report. */
export const standings = declareEnumeration('ResultStanding', ['in-force', 'superseded', 'repeated']);
export type Standing = (typeof standings)[number];

export interface ResultStanding {
  standing: Standing;
  /** The id of the report that replaced the result or in which the result counts; null where the result is in force. */
  by: string | null;
}

export interface ReportStanding {
  /**
   * The status that the laboratory gave. For a report without one, or a final report that changes an earlier result, the status that follows from the sample.
   */
  status: ReportStatus;
  /** The id of the report that has all of these results already; null where there is none. */
  duplicateOf: string | null;
  /** The ids of the reports whose results this report supersedes. */
  corrects: readonly string[];
  /** The standings, in the order of the report's results. */
  results: readonly ResultStanding[];
}

const MINUTE_MILLISECONDS = 60_000;
const SIGNIFICANT_DIGITS = 3;

const parseInstant = (text: string): number => new Date(text).getTime();
const normalizeText = (text: string | null): string => (text ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Half a step of the value's last digit, or of its third significant digit where that is finer. A copy in another unit may deviate by this much. */
const computeHalfStep = (value: number): number => {
  const written = /\.(\d+)/.exec(String(value))?.[1]?.length ?? 0;
  const decimals = value === 0 ? written : Math.max(written, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
  return 10 ** -decimals / 2;
};

const computeTolerance = ({ code, value, unit }: ReportedResult): number => {
  const analyte = findAnalyteByLoinc(code.code);
  if (value === null || unit === null || analyte?.kind !== 'quantitative') return 0;
  const conversion = getConversion(analyte, unit);
  return 'convert' in conversion ? Math.abs(conversion.convert(value + computeHalfStep(value)) - conversion.convert(value)) : 0;
};

const agreesWithin = (one: number, other: number, by: number): boolean => Math.abs(one - other) <= by + 1e-9 * Math.abs(other);

/** The tolerance between two values. A copy in another unit was rounded in that unit. */
const computeAllowedDifference = (one: ReportedResult, other: ReportedResult): number =>
  one.unit === other.unit ? 0 : Math.max(computeTolerance(one), computeTolerance(other));

/** Extracts the numbers from a text, such as "1:160" from "1:160 speckled"; empty where there is none. */
const extractFigures = (text: string | null): string => (text?.match(/\d+(?:[.:,]\d+)*/g) ?? []).join(' ');

const saysTheSame = (one: ReportedResult, other: ReportedResult): boolean => {
  if ((one.comparator ?? null) !== (other.comparator ?? null)) return false;
  if (one.finding !== null || other.finding !== null) {
    const [figure, figureOfOther] = [extractFigures(one.text), extractFigures(other.text)];
    return one.finding === other.finding && (figure === '' || figureOfOther === '' || figure === figureOfOther);
  }
  if (one.canonical !== null && other.canonical !== null) return agreesWithin(one.canonical.value, other.canonical.value, computeAllowedDifference(one, other));
  if (one.value !== null || other.value !== null) return one.value === other.value && one.unit === other.unit;
  return normalizeText(one.text) === normalizeText(other.text);
};

/** Answers the laboratory's own range, in the canonical unit where there is one; null where the laboratory gave no range. */
const findLaboratoryRange = ({ rangeUsed, referenceRange }: ReportedResult): { low: number | null; high: number | null } | null => {
  if (rangeUsed?.source === 'laboratory') return rangeUsed;
  return referenceRange ? { low: referenceRange.low ?? null, high: referenceRange.high ?? null } : null;
};

const isSameBound = (one: number | null, other: number | null, by: number): boolean =>
  one === null || other === null ? one === other : agreesWithin(one, other, by);

/** A report with the properties that identify it. */
interface Identified extends Report {
  /** The normalized report number; empty where the report has none. */
  number: string;
  laboratoryName: string;
}

const identify = (report: Report): Identified => ({ ...report, number: normalizeText(report.reportNumber), laboratoryName: normalizeText(report.laboratory) });

interface Line {
  report: Identified;
  index: number;
  result: ReportedResult;
  standing: ResultStanding;
  /** The id of the report that had the same result before; null where there is none. */
  saidIn: string | null;
  /** Whether no earlier report had a result of this test. */
  isFirst: boolean;
}

/** Whether the range, the judgement or the fasting state differs. Each is compared only where both reports have it. */
const differsInCircumstances = (line: Line, earlier: Line): boolean => {
  const [range, rangeOfEarlier] = [findLaboratoryRange(line.result), findLaboratoryRange(earlier.result)];
  const by = computeAllowedDifference(line.result, earlier.result);
  const rangesDiffer = range && rangeOfEarlier && !(isSameBound(range.low, rangeOfEarlier.low, by) && isSameBound(range.high, rangeOfEarlier.high, by));
  const [judged, judgedEarlier] = [line.result.laboratoryInterpretation, earlier.result.laboratoryInterpretation];
  const [fasting, fastingEarlier] = [line.report.fasting, earlier.report.fasting];
  return Boolean(
    rangesDiffer ||
    (judged && judgedEarlier && judged !== judgedEarlier) ||
    (fasting !== 'unknown' && fastingEarlier !== 'unknown' && fasting !== fastingEarlier),
  );
};

const agreesWith = (line: Line, earlier: Line): boolean => saysTheSame(line.result, earlier.result) && !differsInCircumstances(line, earlier);

/** Whether the result has a range, a judgement or a fasting state that the earlier result lacks. */
const tellsMore = (line: Line, earlier: Line): boolean =>
  (findLaboratoryRange(line.result) !== null && findLaboratoryRange(earlier.result) === null) ||
  (line.result.laboratoryInterpretation !== null && earlier.result.laboratoryInterpretation === null) ||
  (line.report.fasting !== 'unknown' && earlier.report.fasting === 'unknown');

const isPreliminary = ({ status }: Report): boolean => status === 'preliminary';
const saysItCorrects = ({ status }: Report): boolean => status === 'corrected' || status === 'amended';
/** Whether the laboratory itself sent the report. A report within a consultation is a copy. */
const isLaboratorys = ({ consultationId }: Report): boolean => consultationId === null;

/** Everything that the reports of a sample said about one test. */
interface Statement {
  analyte: string | null;
  number: string;
  laboratoryName: string;
  /** The results in force; more than one where one report has the test twice. */
  inForce: Line[];
  /** Every result of the test in any report. */
  said: Line[];
}

/** Whether two reports have the same number and laboratory. A person who copied the report may have left out the laboratory. */
const isSameReport = (report: Identified, { number, laboratoryName }: Pick<Statement, 'number' | 'laboratoryName'>): boolean =>
  number !== '' && report.number === number && (laboratoryName === '' || report.laboratoryName === '' || laboratoryName === report.laboratoryName);

/** Whether two reports may be the same because one of them has no number. Their values then decide. */
const mayBeSameReport = (report: Identified, { number }: Statement): boolean => report.number === '' || number === '';

const [PRELIMINARY, FINAL, CORRECTED] = [0, 1, 2] as const;

/** Ranks each report by its stage. Preliminary reports come before all others, and a final report that arrives late does not undo a correction. */
const deriveStages = (recorded: readonly Identified[]): ReadonlyMap<Identified, number> => {
  const latest = new Map<string, number>();
  return new Map(
    recorded.map((report) => {
      const { status, number } = report;
      const reached = (number !== '' && latest.get(number)) || FINAL;
      const stage = isPreliminary(report) ? PRELIMINARY : saysItCorrects(report) ? CORRECTED : status === 'final' ? FINAL : reached;
      latest.set(number, Math.max(reached, stage));
      return [report, stage] as const;
    }),
  );
};

/** Sorts the reports that have an issue time by that time. Reports without one keep their places. */
const sortByIssueDate = (reports: readonly Identified[]): Identified[] => {
  const issued = reports.filter(({ issuedAt }) => issuedAt !== null).sort((one, other) => parseInstant(one.issuedAt!) - parseInstant(other.issuedAt!));
  let next = 0;
  return reports.map((report) => (report.issuedAt === null ? report : issued[next++]!));
};

const sortReports = (reports: readonly Identified[]): Identified[] => {
  const recorded = sortByIssueDate(
    [...reports].sort((one, other) => parseInstant(one.createdAt) - parseInstant(other.createdAt) || (one.id < other.id ? -1 : 1)),
  );
  const stages = deriveStages(recorded);
  const staged = recorded.sort((one, other) => stages.get(one)! - stages.get(other)!);
  const [preliminary, others] = [staged.filter(isPreliminary), staged.filter((report) => !isPreliminary(report))];
  return [...preliminary, ...sortByIssueDate(others)];
};

const setStanding = (line: Line, standing: Standing, by: Report): void => {
  line.standing = { standing, by: by.id };
};

/**
 * Whether the result repeats a superseded result, as a message that was delivered twice does. A laboratory may however repeat a result that a person copied
 * wrongly.
 */
const isOldNews = (line: Line, statement: Statement): boolean =>
  statement.said.some(
    (earlier) =>
      agreesWith(line, earlier) &&
      !(isLaboratorys(line.report) && statement.inForce.every(({ report }) => !isLaboratorys(report))) &&
      !(saysItCorrects(line.report) && line.report.status !== earlier.report.status),
  );

/** Compares a report's results of one test with the earlier results of that test, and sets the standings. */
const meet = (lines: readonly Line[], statement: Statement, open: (lines: readonly Line[]) => void): void => {
  const { report } = lines[0]!;
  const inForce = [...statement.inForce];
  const twinOf = (line: Line): Line | undefined => inForce.find((earlier) => agreesWith(line, earlier));
  const differing = lines.filter((line) => !twinOf(line));
  if (differing.length === 0) {
    const takesOver = (line: Line, twin: Line): boolean =>
      tellsMore(line, twin) || (isPreliminary(twin.report) && !isPreliminary(report)) || (isLaboratorys(report) && !isLaboratorys(twin.report));
    for (const line of lines) {
      const twin = twinOf(line)!;
      // One report may have a test under two codes of the analyte, where an earlier report had it under one.
      if (twin.saidIn === report.id || takesOver(line, twin)) {
        setStanding(twin, 'repeated', report);
        twin.saidIn = report.id;
        statement.inForce = [...statement.inForce.filter((line) => line !== twin), line];
      } else {
        setStanding(line, 'repeated', twin.report);
        line.saidIn = twin.report.id;
      }
    }
  } else if (!isSameReport(report, statement) && !saysItCorrects(report) && !inForce.every((earlier) => isPreliminary(earlier.report))) {
    for (const line of lines) {
      const twin = twinOf(line);
      if (!twin) continue;
      setStanding(line, 'repeated', twin.report);
      line.saidIn = twin.report.id;
    }
    open(differing);
    return;
  } else if (lines.every((line) => isOldNews(line, statement))) {
    for (const line of lines) {
      setStanding(line, 'superseded', inForce[0]!.report);
      line.saidIn = statement.said.find((earlier) => agreesWith(line, earlier))!.report.id;
    }
  } else {
    for (const earlier of inForce) {
      const again = lines.some((line) => agreesWith(line, earlier));
      setStanding(earlier, again ? 'repeated' : 'superseded', report);
    }
    statement.inForce = [...lines];
  }
  statement.said.push(...lines);
  // A paper copy without a number is identified as the numbered report.
  if (statement.number === '') statement.number = report.number;
  if (statement.laboratoryName === '') statement.laboratoryName = report.laboratoryName;
};

const findAnalyteId = ({ code }: ReportedResult): string | null => findAnalyteByLoinc(code.code)?.id ?? null;

/** The earlier statements of a sample, by code and by analyte. */
interface Said {
  byCode: Map<string, Statement[]>;
  byAnalyte: Map<string, Statement[]>;
}

/**
 * Finds the earlier statement about the test. It looks under the same code first; then under another code of the analyte that this report does not use, in the
 * same report or with the same value.
 */
const findStatement = (line: Line, codes: ReadonlySet<string>, { byCode, byAnalyte }: Said): Statement | undefined => {
  const { report } = line;
  const underCode = byCode.get(line.result.code.code) ?? [];
  const underAnother = (byAnalyte.get(findAnalyteId(line.result) ?? '') ?? []).filter(({ inForce }) =>
    inForce.every(({ result }) => !codes.has(result.code.code)),
  );
  return (
    underCode.find((statement) => isSameReport(report, statement)) ??
    underCode.find((statement) => mayBeSameReport(report, statement)) ??
    underAnother.find((statement) => isSameReport(report, statement)) ??
    underAnother.find((statement) => mayBeSameReport(report, statement) && statement.inForce.some((earlier) => agreesWith(line, earlier)))
  );
};

const enter = (statements: Map<string, Statement[]>, key: string, statement: Statement): void => {
  const known = statements.get(key);
  if (!known) statements.set(key, [statement]);
  else if (!known.includes(statement)) known.push(statement);
};

const createStatement = (lines: readonly Line[]): Statement => {
  for (const line of lines) line.isFirst = true;
  const { report, result } = lines[0]!;
  return { analyte: findAnalyteId(result), number: report.number, laboratoryName: report.laboratoryName, inForce: [...lines], said: [...lines] };
};

/** Reads the reports of one sample in their order. */
const readSample = (reports: readonly Identified[]): Map<Identified, Line[]> => {
  const read = new Map<Identified, Line[]>();
  const said: Said = { byCode: new Map(), byAnalyte: new Map() };
  for (const report of reports) {
    const lines = report.results.map((result, index): Line => ({
      report,
      index,
      result,
      standing: { standing: 'in-force', by: null },
      saidIn: null,
      isFirst: false,
    }));
    const byCodeHere = Map.groupBy(lines, ({ result }) => result.code.code);
    const codes = new Set(byCodeHere.keys());
    // A report is compared with earlier reports, not with its own results.
    const found = Map.groupBy(byCodeHere.values(), (some) => findStatement(some[0]!, codes, said));
    for (const [statement, groups] of found) {
      const opened: Statement[] = statement ? [] : groups.map(createStatement);
      if (statement) meet(groups.flat(), statement, (rest) => opened.push(createStatement(rest)));
      for (const item of [...(statement ? [statement] : []), ...opened]) {
        for (const { result } of item.said) enter(said.byCode, result.code.code, item);
        if (item.analyte !== null) enter(said.byAnalyte, item.analyte, item);
      }
    }
    read.set(report, lines);
  }
  return read;
};

const deriveStatus = (report: Report, isCorrection: boolean, isAddition: boolean): ReportStatus => {
  const { status } = report;
  if (status === 'preliminary' || status === 'amended' || status === 'corrected') return status;
  if (isCorrection) return 'corrected';
  return status ?? (isAddition ? 'appended' : 'final');
};

const deriveSampleStandings = (sample: readonly Report[]): [string, ReportStanding][] => {
  const ordered = sortReports(sample.map(identify));
  const read = readSample(ordered);
  const preliminary = new Set(ordered.filter(isPreliminary).map(({ id }) => id));
  // A repetition of a superseded result is superseded too, but no report corrected it.
  const replaced = [...read.values()].flat().filter(({ standing, saidIn }) => standing.standing === 'superseded' && saidIn === null);
  const replacedBy = Map.groupBy(replaced, ({ standing }) => standing.by);
  const before = new Map<string, Identified[]>();
  return ordered.map((report) => {
    const lines = read.get(report)!;
    const corrected = [...new Set((replacedBy.get(report.id) ?? []).map((line) => line.report.id))];
    const twins = lines.map(({ saidIn }) => saidIn);
    // A copy of a report in a consultation does not make the laboratory's own report an addition.
    const earlier = (before.get(report.number) ?? []).filter(
      (identified) => isSameReport(report, identified) && (isLaboratorys(identified) || !isLaboratorys(report)),
    );
    const isAddition = earlier.length > 0 && lines.some(({ isFirst }) => isFirst);
    if (!isPreliminary(report)) before.set(report.number, [...(before.get(report.number) ?? []), report]);
    // A final report that confirms preliminary values is not a duplicate of the preliminary report.
    const isDuplicate = twins.every((id) => id !== null && (!isPreliminary(report) || preliminary.has(id)));
    return [
      report.id,
      {
        status: deriveStatus(
          report,
          corrected.some((id) => !preliminary.has(id)),
          isAddition,
        ),
        duplicateOf: isDuplicate ? (twins[0] ?? null) : null,
        corrects: corrected,
        results: lines.map(({ standing }) => standing),
      },
    ];
  });
};

/** Finds the relation of each of one patient's reports to the others, by id. The caller leaves out reports that were entered in error. */
export const deriveStandings = (reports: readonly Report[]): ReadonlyMap<string, ReportStanding> => {
  const distinct = new Map(reports.map((report) => [report.id, report]));
  const samples = Map.groupBy(distinct.values(), ({ collectedAt }) => Math.floor(parseInstant(collectedAt) / MINUTE_MILLISECONDS));
  return new Map([...samples.values()].flatMap(deriveSampleStandings));
};
