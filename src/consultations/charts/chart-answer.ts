import { lineChart, type ChartSpec } from '../../charts/index.js';
import { contentTag, FileAnswer, respond } from '../../platform/http/index.js';

/** Opened on its own, a chart may use the style that it carries, and nothing else. */
const CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const MEDIA_TYPE = 'image/svg+xml';

/** 200 with a chart as SVG, 304 to whoever has it. The handler returns what `chartAnswer` makes. */
export const respondWithChart = respond.document(MEDIA_TYPE, 'The chart, with an ETag of its content.');

/** A patient's chart, with a tag of its content: who has it is not sent it again. */
export const chartAnswer = (patientId: string, spec: ChartSpec): FileAnswer => {
  const body = lineChart(spec);
  return new FileAnswer({ body, mediaType: MEDIA_TYPE, patientId, etag: contentTag(body), headers: { 'Content-Security-Policy': CHART_POLICY } });
};
