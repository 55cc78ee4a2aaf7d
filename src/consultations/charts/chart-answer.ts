import { drawLineChart, type ChartSpec } from '../../charts/index.js';
import { computeContentTag, FileAnswer, respond } from '../../platform/http/index.js';

/** A chart that is opened on its own may use its inline style, and load nothing. */
const CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const MEDIA_TYPE = 'image/svg+xml';

/** Responds with status 200 and a chart as SVG, or with 304 where the caller has the current chart. The handler returns the result of `createChartAnswer`. */
export const respondWithChart = respond.document(MEDIA_TYPE, 'The chart, with an ETag of its content.');

/** Answers a patient's chart with an entity tag of its content, so that a caller who has the chart does not receive it again. */
export const createChartAnswer = (patientId: string, spec: ChartSpec): FileAnswer => {
  const body = drawLineChart(spec);
  return new FileAnswer({ body, mediaType: MEDIA_TYPE, patientId, etag: computeContentTag(body), headers: { 'Content-Security-Policy': CHART_POLICY } });
};
