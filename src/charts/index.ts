export { lineChart } from './line-chart.js';
export type { ChartBand, ChartPoint, ChartSpec } from './chart-spec.js';
export type { ChartFlag } from './marks.js';
