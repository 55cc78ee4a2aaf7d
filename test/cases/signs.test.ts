/** Each sign that a trichoanalysis can record is read by a rule, or stands here with the reason for which it changes nothing by itself. */
import { describe, expect, it } from '@jest/globals';
import { perifollicularSigns, scalpConditions, trichoscopicSigns } from '../../src/consultations/domain/trichoanalysis/trichoanalysis.js';
import { trichoanalysisSigns } from '../../src/contraindications/engine/language/clause-shape.js';
import { outcomeAfter } from './probes/in-process.js';
import { shortNames, type Asked } from './probes/probe.js';

const lists = { scalpCondition: scalpConditions, perifollicularSigns, signs: trichoscopicSigns } as const;

/** How inflamed the scalp is, is recorded beside these, and read; the rest describes hair and skin and no disease. */
const ofNoConcern: ReadonlySet<string> = new Set([
  ...['erythematous', 'tender', 'erythema', 'scaling', 'casts', 'papules', 'crusts', 'oedema', 'haemorrhage', 'perifollicular-scale'],
  ...['normal', 'dry', 'oily', 'flaky', 'sensitive', 'peripilar-sign', 'white-dots', 'honeycomb', 'broken-hairs', 'empty-follicles'],
]);

const withSign =
  (list: keyof typeof lists, sign: string) =>
  ({ today }: Asked): void => {
    const [first] = (today as unknown as { trichoanalyses: Record<string, unknown>[] }).trichoanalyses;
    first![list] = [sign];
    // Signs around the follicles are recorded with an inflammation only; a mild one changes nothing by itself.
    if (list === 'perifollicularSigns') first!.inflammation = 'mild';
  };

describe('a sign of a trichoanalysis', () => {
  const all = Object.entries(lists).flatMap(([list, signs]) => signs.map((sign) => [list as keyof typeof lists, sign] as const));

  it.each(all)('%s: %s is read by a rule, or of no concern', (list, sign) => {
    const isRead = shortNames.some((treatment) => outcomeAfter(treatment, [withSign(list, sign)]) !== 'clear');
    expect(isRead).toBe(!ofNoConcern.has(sign));
  });

  it('may be asked for by a rule where it says anything of a disease', () => {
    const describing = new Set(['normal', 'dry', 'oily', 'flaky', 'sensitive', 'peripilar-sign', 'white-dots', 'honeycomb']);
    expect(all.map(([, sign]) => sign).filter((sign) => !describing.has(sign) && !trichoanalysisSigns.includes(sign))).toEqual([]);
  });
});
