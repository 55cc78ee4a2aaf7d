/** Draws a scale over time. */
import type { ChartSpec } from '../../../charts/index.js';
import { findChartValue, gradesOf, isGraded, type Assessor, type Scale } from './scale.js';

const titles: Readonly<Record<Scale, string>> = {
  'norwood-hamilton': 'Norwood–Hamilton',
  ludwig: 'Ludwig',
  sinclair: 'Sinclair',
  savin: 'Savin',
  salt: 'SALT: loss of hair on the scalp',
  gais: 'Global aesthetic improvement (GAIS)',
  dlqi: 'Dermatology life quality (DLQI)',
};

const bounds: Partial<Record<Scale, { low: number; high: number }>> = { salt: { low: 0, high: 100 }, dlqi: { low: 0, high: 30 } };
const units: Partial<Record<Scale, string>> = { salt: '%' };
const gaisWords = ['very much improved', 'much improved', 'improved', 'no change', 'worse'];
const notes: Partial<Record<Scale, string>> = { gais: 'Each against the baseline that was named with it.' };

interface Entry {
  assessedAt: Date;
  grade: string | null;
  score: number | null;
}

export const buildScaleChart = (scale: Scale, assessor: Assessor, entries: readonly Entry[], timeZone: string): ChartSpec => ({
  title: `${titles[scale]}, by the ${assessor}`,
  unit: units[scale] ?? '',
  timeZone,
  points: entries.map(({ assessedAt, grade, score }) => ({ at: assessedAt.getTime(), value: findChartValue(scale, grade, score) })),
  ...(bounds[scale] && { bounds: bounds[scale] }),
  ...(isGraded(scale) && {
    categories: gradesOf[scale].map((grade, index) => ({ value: index + 1, label: scale === 'gais' ? `${grade} ${gaisWords[index]}` : grade })),
  }),
  // Each of these scales counts symptoms, so lower values are better.
  better: 'lower',
  ...(notes[scale] && { notes: [notes[scale]] }),
});
