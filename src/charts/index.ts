export { drawLineChart } from './line-chart.js';
export { formatChartUnit } from './unit-text.js';
export type { ChartBand, ChartPoint, ChartSpec } from './chart-spec.js';
export type { ChartFlag } from './marks.js';
