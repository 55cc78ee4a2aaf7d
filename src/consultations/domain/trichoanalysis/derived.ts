/**
 * Values that follow from one trichoanalysis alone; they are computed, never typed. The hash of a signed consultation covers them. Values that depend on other
 * records, such as changes, are therefore computed elsewhere.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import { computeCountedDensity, computeCumulativeThickness, computeMeanHairs, computePullPercentage, computeRatio, type Findings } from './figures.js';
import { measureIds, measures, findUsualRange, findMeasureValue, type MeasureId } from './measures.js';

/**
 * The current version of the rules by which values are derived. A record keeps the version that applied when it was made, so that the hash of an older signed
 * consultation can still be recomputed. Version 1 has four values; version 2 adds ratios, the pull test, flags and usual ranges.
 */
export const DERIVATION = 2;

export const flagCodes = declareEnumeration('TrichoanalysisFlagCode', [
  'sign-of-effluvium',
  'sign-of-androgenetic-alopecia',
  'vellus-calibre',
  'positive-pull-test',
  'lesion-to-be-examined',
]);
export type FlagCode = (typeof flagCodes)[number];

export interface Flag {
  code: FlagCode;
  measure: MeasureId | 'suspicious-lesion';
  value: number | null;
  comparator: '<' | '>' | null;
  limit: number | null;
  unit: string | null;
  meaning: string;
}

export const standings = declareEnumeration('MeasureStanding', ['below', 'within', 'above']);
export type Standing = (typeof standings)[number];

export interface UsualStanding {
  measure: MeasureId;
  value: number;
  unit: string;
  low: number;
  high: number;
  standing: Standing;
}

const thresholds = [
  { code: 'sign-of-effluvium', measure: 'telogen', comparator: '>', limit: 20, meaning: 'More than 20 % of hairs rest: a sign of telogen effluvium.' },
  {
    code: 'sign-of-androgenetic-alopecia',
    measure: 'hair-diameter-diversity',
    comparator: '>',
    limit: 20,
    meaning: 'Diameters differ in more than 20 % of hairs (anisotrichosis): a sign of androgenetic alopecia.',
  },
  { code: 'vellus-calibre', measure: 'hair-diameter', comparator: '<', limit: 30, meaning: 'The mean diameter is below 30 µm: that of vellus hair.' },
  {
    code: 'positive-pull-test',
    measure: 'pull-test',
    comparator: '>',
    limit: 10,
    meaning: 'More than 10 % of the pulled hairs came out: the pull test is positive.',
  },
] as const;

const isBeyond = (value: number, comparator: '<' | '>', limit: number): boolean => (comparator === '<' ? value < limit : value > limit);

const lesion: Flag = {
  code: 'lesion-to-be-examined',
  measure: 'suspicious-lesion',
  value: null,
  comparator: null,
  limit: null,
  unit: null,
  meaning: 'A suspicious lesion must be examined before anything is done there.',
};

/** Lists the findings that need attention, by documented thresholds. A value equal to its threshold is not flagged. */
export const listFlags = (findings: Findings): Flag[] => [
  ...thresholds.flatMap((threshold): Flag[] => {
    const value = findMeasureValue(threshold.measure, findings);
    return value !== null && isBeyond(value, threshold.comparator, threshold.limit) ? [{ ...threshold, value, unit: measures[threshold.measure].unit }] : [];
  }),
  ...(findings.suspiciousLesion === 'yes' ? [lesion] : []),
];

const compareToRange = (value: number, { low, high }: { low: number; high: number }): Standing => (value < low ? 'below' : value > high ? 'above' : 'within');

/** Compares each recorded value with its usual range, where one is known. */
export const listUsualStandings = (findings: Findings, region: string): UsualStanding[] =>
  measureIds.flatMap((measure) => {
    const value = findMeasureValue(measure, findings);
    const range = findUsualRange(measure, region);
    return value === null || !range ? [] : [{ measure, value, unit: measures[measure].unit, ...range, standing: compareToRange(value, range) }];
  });

export interface FirstDerived {
  hairDensity: number | null;
  anagenTelogenRatio: number | null;
  meanHairsPerUnit: number | null;
  cumulativeThickness: number | null;
}

export interface Derived extends FirstDerived {
  terminalVellusRatio: number | null;
  pullTestPercentage: number | null;
  pullTestPositive: boolean | null;
  flags: Flag[];
  usual: UsualStanding[];
}

const POSITIVE_PULL_TEST = 10;

/** Computes all values of the given version of the rules. */
export const derive = (findings: Findings, region: string, derivation = DERIVATION): Derived | FirstDerived => {
  const { growthPhase, terminalVellus } = findings;
  const first: FirstDerived = {
    hairDensity: computeCountedDensity(findings),
    anagenTelogenRatio: growthPhase ? computeRatio(growthPhase.anagen, growthPhase.telogen) : null,
    meanHairsPerUnit: computeMeanHairs(findings),
    cumulativeThickness: computeCumulativeThickness(findings),
  };
  if (derivation < 2) return first;
  const pulled = computePullPercentage(findings);
  return {
    ...first,
    terminalVellusRatio: terminalVellus ? computeRatio(terminalVellus.terminal, terminalVellus.vellus) : null,
    pullTestPercentage: pulled,
    pullTestPositive: pulled === null ? null : pulled > POSITIVE_PULL_TEST,
    flags: listFlags(findings),
    usual: listUsualStandings(findings, region),
  };
};
