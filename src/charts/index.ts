export { lineChart } from './line-chart.js';
export { unitText } from './unit-text.js';
export type { ChartBand, ChartPoint, ChartSpec } from './chart-spec.js';
export type { ChartFlag } from './marks.js';
