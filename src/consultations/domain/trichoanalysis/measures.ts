/** The measures of a trichoanalysis that can be followed over time, each with its unit and usual range. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import {
  computeCountedDensity,
  computeCumulativeThickness,
  findFigure,
  computeMeanHairs,
  computePullPercentage,
  computeRatio,
  type Findings,
} from './figures.js';

interface Measure {
  /** The name of the measure, for people. */
  display: string;
  /** The unit in UCUM. */
  unit: string;
  value: (findings: Findings) => number | null | undefined;
  /** The usual range, from the literature; left out where none is known. */
  usual?: { low: number; high: number };
  /** Whether the usual range applies to the scalp only, not to beard and eyebrow. */
  scalpOnly?: true;
  /** Whether the measure is a grade and not an amount, so that percentages of it have no meaning. */
  ordinal?: true;
  /** Whether higher or lower values are better, up to the usual range; left out where neither is better. */
  better?: 'higher' | 'lower';
  /** The bounds of possible values, where a chart's axis shows them. */
  bounds?: { low: number; high: number };
}

const percentage = { unit: '%', bounds: { low: 0, high: 100 } } as const;

const table = {
  'hair-density': {
    display: 'Hair density',
    unit: '/cm2',
    value: (findings) => computeCountedDensity(findings) ?? findFigure(findings, 'hairDensity'),
    usual: { low: 150, high: 250 },
    scalpOnly: true,
    better: 'higher',
  },
  'hair-count': { display: 'Hairs in the field of view', unit: '{hairs}', value: ({ hairCount }) => hairCount, better: 'higher' },
  'follicular-unit-density': {
    display: 'Follicular unit density',
    unit: '/cm2',
    value: (findings) => findFigure(findings, 'follicularUnitDensity'),
    usual: { low: 65, high: 85 },
    scalpOnly: true,
    better: 'higher',
  },
  'hair-diameter': {
    display: 'Mean hair diameter',
    unit: 'um',
    value: (findings) => findFigure(findings, 'hairDiameter'),
    usual: { low: 60, high: 90 },
    better: 'higher',
  },
  'hair-diameter-deviation': {
    display: 'Standard deviation of hair diameter',
    unit: 'um',
    value: (findings) => findFigure(findings, 'hairDiameterDeviation'),
  },
  'hair-diameter-diversity': {
    display: 'Hair diameter diversity',
    ...percentage,
    value: ({ hairDiameterDiversity }) => hairDiameterDiversity,
    better: 'lower',
  },
  anagen: { display: 'Anagen hairs', ...percentage, value: ({ growthPhase }) => growthPhase?.anagen, usual: { low: 85, high: 90 }, better: 'higher' },
  catagen: { display: 'Catagen hairs', ...percentage, value: ({ growthPhase }) => growthPhase?.catagen, usual: { low: 1, high: 2 } },
  telogen: { display: 'Telogen hairs', ...percentage, value: ({ growthPhase }) => growthPhase?.telogen, usual: { low: 10, high: 15 }, better: 'lower' },
  'anagen-telogen-ratio': {
    display: 'Anagen to telogen ratio',
    unit: '1',
    value: ({ growthPhase }) => growthPhase && computeRatio(growthPhase.anagen, growthPhase.telogen),
    better: 'higher',
  },
  terminal: { display: 'Terminal hairs', ...percentage, value: ({ terminalVellus }) => terminalVellus?.terminal, better: 'higher' },
  vellus: { display: 'Vellus hairs', ...percentage, value: ({ terminalVellus }) => terminalVellus?.vellus, better: 'lower' },
  'terminal-vellus-ratio': {
    display: 'Terminal to vellus ratio',
    unit: '1',
    value: ({ terminalVellus }) => terminalVellus && computeRatio(terminalVellus.terminal, terminalVellus.vellus),
    better: 'higher',
  },
  'units-with-one-hair': { display: 'Follicular units with one hair', ...percentage, value: ({ hairsPerUnit }) => hairsPerUnit?.one },
  'units-with-two-hairs': { display: 'Follicular units with two hairs', ...percentage, value: ({ hairsPerUnit }) => hairsPerUnit?.two },
  'units-with-three-hairs': { display: 'Follicular units with three hairs', ...percentage, value: ({ hairsPerUnit }) => hairsPerUnit?.three },
  'units-with-four-hairs': { display: 'Follicular units with four hairs', ...percentage, value: ({ hairsPerUnit }) => hairsPerUnit?.four },
  'mean-hairs-per-unit': {
    display: 'Mean hairs in a follicular unit',
    unit: '{hairs}',
    value: computeMeanHairs,
    usual: { low: 1.8, high: 2.3 },
    better: 'higher',
  },
  'cumulative-thickness': { display: 'Cumulative hair thickness', unit: 'mm/cm2', value: computeCumulativeThickness, better: 'higher' },
  'pull-test': { display: 'Pull test', ...percentage, value: computePullPercentage, better: 'lower' },
  'build-up': {
    display: 'Build-up grade',
    unit: '{grade}',
    value: ({ buildUp }) => buildUp?.grade,
    ordinal: true,
    bounds: { low: 0, high: 3 },
    better: 'lower',
  },
  'microscopic-dandruff': {
    display: 'Microscopic dandruff grade',
    unit: '{grade}',
    value: ({ microscopicDandruff }) => microscopicDandruff,
    ordinal: true,
    bounds: { low: 0, high: 4 },
    better: 'lower',
  },
} satisfies Record<string, Measure>;

export type MeasureId = keyof typeof table;

export const measures: Readonly<Record<MeasureId, Measure>> = table;

export const measureIds = declareEnumeration('Measure', Object.keys(table) as [MeasureId, ...MeasureId[]]);

/** Finds the value of a measure; null where a finding that it needs was not recorded. */
export const findMeasureValue = (id: MeasureId, findings: Findings): number | null => measures[id].value(findings) ?? null;

const withoutScalp: readonly string[] = ['beard', 'eyebrow'];

/** Finds the usual range of the measure in the region; null where none is known. */
export const findUsualRange = (id: MeasureId, region: string): { low: number; high: number } | null => {
  const { usual, scalpOnly } = measures[id];
  return usual && !(scalpOnly && withoutScalp.includes(region)) ? usual : null;
};
