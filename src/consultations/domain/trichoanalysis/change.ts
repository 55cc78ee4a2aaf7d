/** Computes the changes between two trichoanalyses of one region, in measures and in findings. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import { toCalendarDay, countDaysBetween } from '../../../kernel/day.js';
import { findFigure, roundFigure, type Findings } from './figures.js';
import { measureIds, measures, findMeasureValue, type MeasureId } from './measures.js';

/** A trichoanalysis, with the properties that are compared. */
export interface Look {
  id: string;
  /** When the trichoanalysis was made, in UTC. */
  performedAt: string;
  findings: Findings;
}

export interface MeasureChange {
  measure: MeasureId;
  unit: string;
  from: number | null;
  to: number | null;
  /** The later value less the earlier value, in the unit; null where one of the two was not recorded. */
  absolute: number | null;
  /** The change in per cent of the earlier value; null where the earlier value is 0, or where the measure is a grade. */
  percent: number | null;
}

const ABSOLUTE_DIGITS = 4;
const PERCENT_DIGITS = 1;

const computeMeasureChange = (measure: MeasureId, earlier: Findings, later: Findings): MeasureChange => {
  const { unit, ordinal } = measures[measure];
  const [from, to] = [findMeasureValue(measure, earlier), findMeasureValue(measure, later)];
  const absolute = from === null || to === null ? null : roundFigure(to - from, ABSOLUTE_DIGITS);
  const percent = absolute === null || ordinal || from === 0 ? null : roundFigure((100 * absolute) / from!, PERCENT_DIGITS);
  return { measure, unit, from, to, absolute, percent };
};

/** Lists the change of every measure, including measures that only one of the two recorded. */
export const listMeasureChanges = (earlier: Findings, later: Findings): MeasureChange[] =>
  measureIds.map((measure) => computeMeasureChange(measure, earlier, later));

/** Counts the calendar days between two instants, in the clinic's time zone. */
export const countClinicDays = (earlier: string, later: string, timeZone: string): number =>
  countDaysBetween(toCalendarDay(new Date(earlier), timeZone), toCalendarDay(new Date(later), timeZone));

export interface Change {
  trichoanalysisId: string;
  performedAt: string;
  days: number;
  measures: MeasureChange[];
}

/** Computes the changes since an earlier trichoanalysis, in the measures that both recorded. */
export const computeChangeSince = (earlier: Look, later: Look, timeZone: string): Change => ({
  trichoanalysisId: earlier.id,
  performedAt: earlier.performedAt,
  days: countClinicDays(earlier.performedAt, later.performedAt, timeZone),
  measures: listMeasureChanges(earlier.findings, later.findings).filter(({ absolute }) => absolute !== null),
});

type Coded = (findings: Findings) => readonly string[] | string | null | undefined;

const coded = {
  scalpCondition: ({ scalpCondition }) => scalpCondition,
  possibleCauses: ({ possibleCauses }) => possibleCauses?.map(({ system, code }) => `${system}|${code}`),
  infection: ({ infection }) => infection,
  inflammation: ({ inflammation }) => inflammation,
  perifollicularSigns: ({ perifollicularSigns }) => perifollicularSigns,
  buildUp: ({ buildUp }) => buildUp?.kinds,
  microscopicDandruffDistribution: ({ microscopicDandruffDistribution }) => microscopicDandruffDistribution,
  hairShape: ({ hairType }) => hairType?.shape,
  hairThickness: ({ hairType }) => hairType?.thickness,
  hairColour: ({ hairType }) => hairType?.colour,
  suspiciousLesion: ({ suspiciousLesion }) => suspiciousLesion,
  signs: ({ signs }) => signs,
} satisfies Record<string, Coded>;

export type CodedFinding = keyof typeof coded;
export const codedFindings = declareEnumeration('CodedFinding', Object.keys(coded) as CodedFinding[]);

export interface FindingChange {
  finding: CodedFinding;
  /** The earlier finding; null where it was not recorded. */
  from: string[] | null;
  to: string[] | null;
  added: string[];
  removed: string[];
}

const findRecordedValues = (finding: CodedFinding, findings: Findings): string[] | null => {
  const value = (coded[finding] as Coded)(findings);
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? [value] : [...value];
};

const excludeValues = (some: readonly string[], others: readonly string[]): string[] => some.filter((value) => !others.includes(value));

/** Lists the differences in findings that are words or codes. A finding that only one of the two recorded has no additions or removals. */
export const listFindingChanges = (earlier: Findings, later: Findings): FindingChange[] =>
  codedFindings.flatMap((finding) => {
    const [from, to] = [findRecordedValues(finding, earlier), findRecordedValues(finding, later)];
    if (from === null && to === null) return [];
    const [added, removed] = from && to ? [excludeValues(to, from), excludeValues(from, to)] : [[], []];
    return from && to && added.length === 0 && removed.length === 0 ? [] : [{ finding, from, to, added, removed }];
  });

export const cautions = declareEnumeration('ComparisonCaution', ['device-differs', 'magnification-differs', 'field-of-view-differs']);
export type Caution = (typeof cautions)[number];

/**
 * Lists the reasons why two trichoanalyses may not be comparable, because a count depends on how it was made. A property that only one of the two recorded is
 * no difference.
 */
export const listCautions = (earlier: Findings, later: Findings): Caution[] => {
  const differ = (one: unknown, other: unknown): boolean => one !== null && one !== undefined && other !== null && other !== undefined && one !== other;
  const differing: [Caution, boolean][] = [
    ['device-differs', differ(earlier.device, later.device)],
    ['magnification-differs', differ(earlier.magnification, later.magnification)],
    ['field-of-view-differs', differ(findFigure(earlier, 'fieldOfView'), findFigure(later, 'fieldOfView'))],
  ];
  return differing.filter(([, differs]) => differs).map(([caution]) => caution);
};
