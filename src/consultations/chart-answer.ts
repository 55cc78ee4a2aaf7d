import { createHash } from 'node:crypto';
import { lineChart, type ChartSpec } from '../charts/index.js';
import { FileAnswer } from '../platform/http/index.js';

/** Opened on its own, a chart may use the style that it carries, and nothing else. */
const CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

export const chartMediaType = 'image/svg+xml';

/** A patient's chart, with a tag of its content: who has it is not sent it again. */
export const chartAnswer = (patientId: string, spec: ChartSpec): FileAnswer => {
  const body = lineChart(spec);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return new FileAnswer({ body, mediaType: chartMediaType, patientId, etag, headers: { 'Content-Security-Policy': CHART_POLICY } });
};
