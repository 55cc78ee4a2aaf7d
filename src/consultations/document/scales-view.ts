import { scaleResult, type ScaleEntry } from '../scales/domain/scale.js';
import type { Calendar } from './print.js';
import type { ScaleView } from './view.js';
import { inWords, type Wording } from './wording.js';

/** A scale as far as the document shows it. */
export interface ShownScale extends ScaleEntry {
  assessedAt: Date;
}

const valueOf = (scale: ShownScale, words: Wording): string => {
  const { score, class: saltClass, meaning } = scaleResult(scale);
  const said = words.scales;
  if (scale.scale === 'salt') return said.salt(score!, saltClass!);
  if (scale.scale === 'dlqi') return said.dlqi(score!);
  const grade = said.grade(scale.grade!);
  return meaning === null ? grade : `${grade}, ${inWords(said.meanings, meaning)}`;
};

export const scaleView = (scale: ShownScale, words: Wording, calendar: Calendar): ScaleView => {
  const { salt, baselineOn, note } = scale;
  return {
    name: inWords(words.values.scale!, scale.scale),
    value: valueOf(scale, words),
    details: [
      ...(salt ? [words.scales.saltParts(salt.top, salt.back, salt.left, salt.right)] : []),
      ...(baselineOn ? [words.scales.against(calendar.date(baselineOn))] : []),
      `${inWords(words.values.assessor!, scale.assessor)}, ${calendar.day(scale.assessedAt.toISOString())}`,
      ...(note ? [note] : []),
    ],
  };
};
