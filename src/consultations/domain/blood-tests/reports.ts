/**
 * What each of a patient's laboratory reports is to the others of the same sample, and which of its results count.
 *
 * Reports of one sample (one patient, one minute) are read in the order in which they were issued, as far as they say when, else recorded; a preliminary one
 * before all others. Each result meets what was said of its test before:
 *
 * - nothing: it counts, and the report adds to the earlier one;
 * - the same: it is said again, and counts once;
 * - something else, by a report of the same number, by one that says that it corrects, or after a preliminary one: it takes the earlier result's place,
 *   which is kept as superseded;
 * - something else, by another report: both count, as contradicting each other.
 *
 * A report is a duplicate only where every one of its results was said before. Nothing of this is kept: a report that turns out to be entered in error,
 * or comes with a merged record, changes what the others are. Pure.
 */
import { enumOf } from '../../../kernel/enumeration.js';
import { analyteByLoinc, conversionOf } from '../../../terminology/index.js';
import type { Report, ReportedResult, ReportStatus } from './blood-test-record.js';

/** What a result is beside the others of its sample: it counts, another took its place, or it counts elsewhere as the same was said there. */
export const standings = enumOf('ResultStanding', ['in-force', 'superseded', 'repeated']);
export type Standing = (typeof standings)[number];

export interface ResultStanding {
  standing: Standing;
  /** The report that took its place, or in which it counts; null where it is in force. */
  by: string | null;
}

export interface ReportStanding {
  /** As the laboratory gave it; of a report without one, or of a final one that says something else than the one before, as it follows. */
  status: ReportStatus;
  /** The report that says all of this already; null where none does. */
  duplicateOf: string | null;
  /** The reports of which it supersedes results. */
  corrects: readonly string[];
  /** In the order of the report's results. */
  results: readonly ResultStanding[];
}

const MINUTE_MILLISECONDS = 60_000;
const SIGNIFICANT_DIGITS = 3;

const instant = (text: string): number => new Date(text).getTime();
const plain = (text: string | null): string => (text ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Half a step of the last digit of a figure, at least of its third one: what a copy in another unit may be off by. */
const halfStep = (value: number): number => {
  const written = /\.(\d+)/.exec(String(value))?.[1]?.length ?? 0;
  const decimals = value === 0 ? written : Math.max(written, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
  return 10 ** -decimals / 2;
};

const tolerance = ({ code, value, unit }: ReportedResult): number => {
  const analyte = analyteByLoinc(code.code);
  if (value === null || unit === null || analyte?.kind !== 'quantitative') return 0;
  const conversion = conversionOf(analyte, unit);
  return 'convert' in conversion ? Math.abs(conversion.convert(value + halfStep(value)) - conversion.convert(value)) : 0;
};

const agree = (one: number, other: number, by: number): boolean => Math.abs(one - other) <= by + 1e-9 * Math.abs(other);

/** A copy in another unit is rounded in it. */
const mayDifferBy = (one: ReportedResult, other: ReportedResult): number => (one.unit === other.unit ? 0 : Math.max(tolerance(one), tolerance(other)));

/** The figure in words, where there is one: "1:160" of "1:160 speckled". */
const figuresIn = (text: string | null): string => (text?.match(/\d+(?:[.:,]\d+)*/g) ?? []).join(' ');

const saysTheSame = (one: ReportedResult, other: ReportedResult): boolean => {
  if ((one.comparator ?? null) !== (other.comparator ?? null)) return false;
  if (one.finding !== null || other.finding !== null) {
    const [figure, figureOfOther] = [figuresIn(one.text), figuresIn(other.text)];
    return one.finding === other.finding && (figure === '' || figureOfOther === '' || figure === figureOfOther);
  }
  if (one.canonical !== null && other.canonical !== null) return agree(one.canonical.value, other.canonical.value, mayDifferBy(one, other));
  if (one.value !== null || other.value !== null) return one.value === other.value && one.unit === other.unit;
  return plain(one.text) === plain(other.text);
};

/** The laboratory's own range, in the canonical unit where there is one. */
const ownRange = ({ rangeUsed, referenceRange }: ReportedResult): { low: number | null; high: number | null } | null => {
  if (rangeUsed?.source === 'laboratory') return rangeUsed;
  return referenceRange ? { low: referenceRange.low ?? null, high: referenceRange.high ?? null } : null;
};

const sameBound = (one: number | null, other: number | null, by: number): boolean => (one === null || other === null ? one === other : agree(one, other, by));

/** A report with what it is recognised by. */
interface Identified extends Report {
  /** Empty where it has none. */
  number: string;
  laboratoryName: string;
}

const identify = (report: Report): Identified => ({ ...report, number: plain(report.reportNumber), laboratoryName: plain(report.laboratory) });

interface Line {
  report: Identified;
  index: number;
  result: ReportedResult;
  standing: ResultStanding;
  /** The report that said the same before. */
  saidIn: string | null;
  /** Nothing was said of its test before. */
  isFirst: boolean;
}

/** Whether what is said beside the figure differs: only where both say it. */
const circumstancesDiffer = (line: Line, earlier: Line): boolean => {
  const [range, rangeOfEarlier] = [ownRange(line.result), ownRange(earlier.result)];
  const by = mayDifferBy(line.result, earlier.result);
  const rangesDiffer = range && rangeOfEarlier && !(sameBound(range.low, rangeOfEarlier.low, by) && sameBound(range.high, rangeOfEarlier.high, by));
  const [judged, judgedEarlier] = [line.result.laboratoryInterpretation, earlier.result.laboratoryInterpretation];
  const [fasting, fastingEarlier] = [line.report.fasting, earlier.report.fasting];
  return Boolean(
    rangesDiffer ||
    (judged && judgedEarlier && judged !== judgedEarlier) ||
    (fasting !== 'unknown' && fastingEarlier !== 'unknown' && fasting !== fastingEarlier),
  );
};

const agreesWith = (line: Line, earlier: Line): boolean => saysTheSame(line.result, earlier.result) && !circumstancesDiffer(line, earlier);

/** Whether it tells a range, a judgement or whether the patient was fasting, and the earlier one does not. */
const tellsMore = (line: Line, earlier: Line): boolean =>
  (ownRange(line.result) !== null && ownRange(earlier.result) === null) ||
  (line.result.laboratoryInterpretation !== null && earlier.result.laboratoryInterpretation === null) ||
  (line.report.fasting !== 'unknown' && earlier.report.fasting === 'unknown');

const isPreliminary = ({ status }: Report): boolean => status === 'preliminary';
const saysItCorrects = ({ status }: Report): boolean => status === 'corrected' || status === 'amended';
/** From the laboratory itself: what a consultation has is a copy. */
const isLaboratorys = ({ consultationId }: Report): boolean => consultationId === null;

/** What was said of one test of a sample. */
interface Statement {
  analyte: string | null;
  number: string;
  laboratoryName: string;
  /** Those in force; more than one where a report has the test twice. */
  inForce: Line[];
  /** Everything that was ever said of it. */
  said: Line[];
}

/** One number of one laboratory; who typed a copy may have left the laboratory out. */
const isSameReport = (report: Identified, { number, laboratoryName }: Pick<Statement, 'number' | 'laboratoryName'>): boolean =>
  number !== '' && report.number === number && (laboratoryName === '' || report.laboratoryName === '' || laboratoryName === report.laboratoryName);

/** Without a number, on paper, one report cannot be told from another: the figures tell. */
const mayBeSameReport = (report: Identified, { number }: Statement): boolean => report.number === '' || number === '';

const [PRELIMINARY, FINAL, CORRECTED] = [0, 1, 2] as const;

/** How late in the life of a report: what is preliminary comes before all else, and a final one that is late does not undo its correction. */
const stagesOf = (recorded: readonly Identified[]): ReadonlyMap<Identified, number> => {
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

/** Those that say when they were issued change places among themselves; one that does not stays where it is. */
const asIssued = (reports: readonly Identified[]): Identified[] => {
  const issued = reports.filter(({ issuedAt }) => issuedAt !== null).sort((one, other) => instant(one.issuedAt!) - instant(other.issuedAt!));
  let next = 0;
  return reports.map((report) => (report.issuedAt === null ? report : issued[next++]!));
};

const inOrder = (reports: readonly Identified[]): Identified[] => {
  const recorded = asIssued([...reports].sort((one, other) => instant(one.createdAt) - instant(other.createdAt) || (one.id < other.id ? -1 : 1)));
  const stages = stagesOf(recorded);
  const staged = recorded.sort((one, other) => stages.get(one)! - stages.get(other)!);
  const [preliminary, others] = [staged.filter(isPreliminary), staged.filter((report) => !isPreliminary(report))];
  return [...preliminary, ...asIssued(others)];
};

const stand = (line: Line, standing: Standing, by: Report): void => {
  line.standing = { standing, by: by.id };
};

/** A repetition of what was superseded is a message that came twice; but the laboratory may say again what somebody copied otherwise. */
const isOldNews = (line: Line, statement: Statement): boolean =>
  statement.said.some(
    (earlier) =>
      agreesWith(line, earlier) &&
      !(isLaboratorys(line.report) && statement.inForce.every(({ report }) => !isLaboratorys(report))) &&
      !(saysItCorrects(line.report) && line.report.status !== earlier.report.status),
  );

/** What the report says of one test meets what was said of it before. */
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
      // Two codes of one analyte may both say what was said under one.
      if (twin.saidIn === report.id || takesOver(line, twin)) {
        stand(twin, 'repeated', report);
        twin.saidIn = report.id;
        statement.inForce = [...statement.inForce.filter((line) => line !== twin), line];
      } else {
        stand(line, 'repeated', twin.report);
        line.saidIn = twin.report.id;
      }
    }
  } else if (!isSameReport(report, statement) && !saysItCorrects(report) && !inForce.every((earlier) => isPreliminary(earlier.report))) {
    for (const line of lines) {
      const twin = twinOf(line);
      if (!twin) continue;
      stand(line, 'repeated', twin.report);
      line.saidIn = twin.report.id;
    }
    open(differing);
    return;
  } else if (lines.every((line) => isOldNews(line, statement))) {
    for (const line of lines) {
      stand(line, 'superseded', inForce[0]!.report);
      line.saidIn = statement.said.find((earlier) => agreesWith(line, earlier))!.report.id;
    }
  } else {
    for (const earlier of inForce) {
      const again = lines.some((line) => agreesWith(line, earlier));
      stand(earlier, again ? 'repeated' : 'superseded', report);
    }
    statement.inForce = [...lines];
  }
  statement.said.push(...lines);
  // A paper without a number turns out to be the numbered report.
  if (statement.number === '') statement.number = report.number;
  if (statement.laboratoryName === '') statement.laboratoryName = report.laboratoryName;
};

const analyteOf = ({ code }: ReportedResult): string | null => analyteByLoinc(code.code)?.id ?? null;

/** What was said in a sample, by what it was said of. */
interface Said {
  byCode: Map<string, Statement[]>;
  byAnalyte: Map<string, Statement[]>;
}

/**
 * What was said of the test: under its code; else of the analyte, under a code that this report does not have as well, by the same report or with the same
 * figure.
 */
const statementFor = (line: Line, codes: ReadonlySet<string>, { byCode, byAnalyte }: Said): Statement | undefined => {
  const { report } = line;
  const underCode = byCode.get(line.result.code.code) ?? [];
  const underAnother = (byAnalyte.get(analyteOf(line.result) ?? '') ?? []).filter(({ inForce }) => inForce.every(({ result }) => !codes.has(result.code.code)));
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

const statementOf = (lines: readonly Line[]): Statement => {
  for (const line of lines) line.isFirst = true;
  const { report, result } = lines[0]!;
  return { analyte: analyteOf(result), number: report.number, laboratoryName: report.laboratoryName, inForce: [...lines], said: [...lines] };
};

/** The reports of one sample, in their order. */
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
    // A report meets what was said before it, not what it says itself.
    const found = Map.groupBy(byCodeHere.values(), (some) => statementFor(some[0]!, codes, said));
    for (const [statement, groups] of found) {
      const opened: Statement[] = statement ? [] : groups.map(statementOf);
      if (statement) meet(groups.flat(), statement, (rest) => opened.push(statementOf(rest)));
      for (const item of [...(statement ? [statement] : []), ...opened]) {
        for (const { result } of item.said) enter(said.byCode, result.code.code, item);
        if (item.analyte !== null) enter(said.byAnalyte, item.analyte, item);
      }
    }
    read.set(report, lines);
  }
  return read;
};

const statusOf = (report: Report, isCorrection: boolean, isAddition: boolean): ReportStatus => {
  const { status } = report;
  if (status === 'preliminary' || status === 'amended' || status === 'corrected') return status;
  if (isCorrection) return 'corrected';
  return status ?? (isAddition ? 'appended' : 'final');
};

const standingsOfSample = (sample: readonly Report[]): [string, ReportStanding][] => {
  const ordered = inOrder(sample.map(identify));
  const read = readSample(ordered);
  const preliminary = new Set(ordered.filter(isPreliminary).map(({ id }) => id));
  // Old news is superseded too, but corrected by nobody.
  const replaced = [...read.values()].flat().filter(({ standing, saidIn }) => standing.standing === 'superseded' && saidIn === null);
  const replacedBy = Map.groupBy(replaced, ({ standing }) => standing.by);
  const before = new Map<string, Identified[]>();
  return ordered.map((report) => {
    const lines = read.get(report)!;
    const corrected = [...new Set((replacedBy.get(report.id) ?? []).map((line) => line.report.id))];
    const twins = lines.map(({ saidIn }) => saidIn);
    // What somebody copied of a report does not make the laboratory's own an addition to it.
    const earlier = (before.get(report.number) ?? []).filter(
      (identified) => isSameReport(report, identified) && (isLaboratorys(identified) || !isLaboratorys(report)),
    );
    const isAddition = earlier.length > 0 && lines.some(({ isFirst }) => isFirst);
    if (!isPreliminary(report)) before.set(report.number, [...(before.get(report.number) ?? []), report]);
    // A final report says more than the preliminary one whose figures it confirms.
    const isDuplicate = twins.every((id) => id !== null && (!isPreliminary(report) || preliminary.has(id)));
    return [
      report.id,
      {
        status: statusOf(
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

/** What each of one patient's reports is to the others, by its id. Reports that were entered in error are not among them. */
export const standingsOf = (reports: readonly Report[]): ReadonlyMap<string, ReportStanding> => {
  const distinct = new Map(reports.map((report) => [report.id, report]));
  const samples = Map.groupBy(distinct.values(), ({ collectedAt }) => Math.floor(instant(collectedAt) / MINUTE_MILLISECONDS));
  return new Map([...samples.values()].flatMap(standingsOfSample));
};
