import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryToConfirm } from './medical-history/content.js';
import { screeningQuestions } from './medical-history/screening.js';
import { buildNextConsultation } from './next-consultation.js';

const now = new Date('2026-11-30T09:41:27.500Z');
const build = (known: HistoryToConfirm | null, mayBePregnant = true, diagnoses: { text: string }[] = []) =>
  buildNextConsultation(known, { assessment: { diagnoses } }, { mayBePregnant, now });
const source = { consultationId: 'c1', statedAt: '2026-01-20T04:45:00.000Z' };

describe('the draft of the next consultation', () => {
  it('begins in this minute, with nothing where nothing is known', () => {
    const { draft, toConfirm, toAsk } = build(null);
    expect(draft).toEqual({ startedAt: '2026-11-30T09:41:00.000Z' });
    expect(toConfirm).toEqual([]);
    expect(toAsk).toEqual(expect.arrayContaining(['/medicalHistory/screening/diabetes', '/medicalHistory/reviewed', '/medicalHistory/pregnancy']));
  });

  it('takes over what stays until somebody changes it, to be confirmed', () => {
    const { draft, toConfirm, toAsk } = build(
      {
        ...source,
        conditions: [{ text: 'Thinning' }],
        medications: [{ name: 'Biotin' }],
        allergies: [{ substance: { text: 'latex' } }],
        screening: { diabetes: 'yes', epilepsy: 'no' },
        familyHistory: [{ relative: 'father' }],
        habits: { smoking: 'former' },
      },
      true,
      [{ text: 'Female pattern' }],
    );
    expect(draft.medicalHistory).toEqual({
      screening: { diabetes: 'yes' },
      conditions: [{ text: 'Thinning' }],
      medications: [{ name: 'Biotin' }],
      allergies: [{ substance: { text: 'latex' } }],
      familyHistory: [{ relative: 'father' }],
      habits: { smoking: 'former' },
    });
    expect(draft.assessment).toEqual({ diagnoses: [{ text: 'Female pattern' }] });
    expect(toConfirm).toEqual(expect.arrayContaining(['/medicalHistory/screening/diabetes', '/medicalHistory/medications', '/assessment/diagnoses']));
    expect(toAsk).toContain('/medicalHistory/screening/epilepsy');
    expect(toAsk).not.toContain('/medicalHistory/screening/diabetes');
  });

  it('takes over no statement that there is no allergy', () => {
    const { draft, toAsk } = build({ ...source, noKnownAllergies: { text: 'NKDA' } });
    expect(draft).toEqual({ startedAt: expect.any(String) });
    expect(toAsk).toContain('/medicalHistory/noKnownAllergies');
  });

  it('asks a man nothing about pregnancy', () => {
    expect(build(null, false).toAsk.join()).not.toMatch(/pregnan|contraception|breast/);
  });

  it('never answers "no", nor a question of each visit, whatever is known; and asks everything that it does not confirm', () => {
    const answer = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
    const known = fc.record({
      ...Object.fromEntries(Object.keys(source).map((name) => [name, fc.constant('x')])),
      screening: fc.dictionary(fc.constantFrom(...screeningQuestions), answer),
      noKnownAllergies: fc.constant({ text: 'NKDA' }),
      pregnancy: fc.record({ status: answer }),
      breastfeeding: answer,
    }) as unknown as fc.Arbitrary<HistoryToConfirm>;
    fc.assert(
      fc.property(known, (history) => {
        const { draft, toConfirm, toAsk } = build(history);
        expect(JSON.stringify(draft)).not.toMatch(/"no"|"unknown"|pregnancy|breastfeeding|contraception|reviewed|noKnownAllergies/);
        const places = [...toConfirm, ...toAsk];
        expect(new Set(places).size).toBe(places.length);
        expect(places).toEqual(expect.arrayContaining(screeningQuestions.map((question) => `/medicalHistory/screening/${question}`)));
      }),
    );
  });
});
