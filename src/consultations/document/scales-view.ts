import { computeScaleResult, type ScaleEntry } from '../scales/domain/scale.js';
import type { Calendar } from './print.js';
import type { DocumentMessages, ScaleView } from './view.js';

/** A grading, with the members that the document shows. */
export interface ShownScale extends ScaleEntry {
  assessedAt: Date;
}

const describeScaleValue = (scale: ShownScale, messages: DocumentMessages): string => {
  const { score, class: saltClass, meaning } = computeScaleResult(scale);
  if (scale.scale === 'salt') return messages.say('scales.salt', { score: score!, saltClass: saltClass! });
  if (scale.scale === 'dlqi') return messages.say('scales.dlqi', { score: score! });
  const grade = messages.say('scales.grade', { grade: scale.grade! });
  return meaning === null ? grade : `${grade}, ${messages.describeTerm('scales.meanings', meaning)}`;
};

export const buildScaleView = (scale: ShownScale, messages: DocumentMessages, calendar: Calendar): ScaleView => {
  const { salt, baselineOn, note } = scale;
  return {
    name: messages.describeTerm('scale', scale.scale),
    value: describeScaleValue(scale, messages),
    details: [
      ...(salt ? [messages.say('scales.saltParts', { top: salt.top, back: salt.back, left: salt.left, right: salt.right })] : []),
      ...(baselineOn ? [messages.say('scales.against', { day: calendar.formatDate(baselineOn) })] : []),
      `${messages.describeTerm('assessor', scale.assessor)}, ${calendar.formatDay(scale.assessedAt.toISOString())}`,
      ...(note ? [note] : []),
    ],
  };
};
