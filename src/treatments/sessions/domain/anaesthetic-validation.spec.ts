import { describe, expect, it } from '@jest/globals';
import type { AnaestheticRecord, EnteredDose, UsedContents } from '../../anaesthetics/read-doses.js';
import { validateAnaesthetic, type AnaestheticContext } from './anaesthetic-validation.js';

const [startedAt, endedAt] = [new Date('2026-03-10T04:30:00Z'), new Date('2026-03-10T06:30:00Z')];
const dose = (milligrams: number, more: Partial<EnteredDose> = {}): EnteredDose => ({ substance: 'lidocaine', milligrams, ...more });
const record = (doses: EnteredDose[], more: Partial<AnaestheticRecord> = {}): AnaestheticRecord => ({
  startedAt,
  endedAt,
  doses,
  products: [],
  substances: [],
  ...more,
});
const bottle = (millilitres: number, concentration: UsedContents['amount'] | null, ingredient = 'lidocaine'): UsedContents => ({
  name: 'A bottle',
  kind: 'anaesthetic',
  amount: { value: millilitres, unit: 'mL' },
  ingredients: [{ ingredient, code: null, concentration }],
});
const at = (bodyWeight: number | null, more: Partial<AnaestheticContext> = {}): AnaestheticContext => ({
  others: [],
  bodyWeight,
  reductions: [],
  overLimitReason: null,
  anaestheticReason: null,
  byDermatologist: true,
  ...more,
});
const judged = (anaesthetic: AnaestheticRecord, context: AnaestheticContext) => {
  const { errors, warnings } = validateAnaesthetic(anaesthetic, context);
  return { errors: errors.map(({ code }) => code), warnings: warnings.map(({ code }) => code) };
};
const nothing = { errors: [], warnings: [] };
const REASON = 'Chosen after a talk about its risks';

describe('the anaesthetic of a session', () => {
  it.each([
    // 60 kg: 270 mg without adrenaline, 420 mg with it.
    [[dose(215)], 60, []],
    [[dose(216)], 60, ['near-limit']],
    [[dose(270)], 60, ['near-limit']],
    [[dose(270.1)], 60, ['over-limit']],
    [[dose(300, { withAdrenaline: 'yes' })], 60, []],
    [[dose(420, { withAdrenaline: 'yes' })], 60, ['near-limit']],
    [[dose(421, { withAdrenaline: 'yes' })], 60, ['over-limit']],
    [[dose(300)], 100, ['near-limit']],
    [[dose(301)], 100, ['over-limit']],
    [[dose(501, { withAdrenaline: 'yes' })], 120, ['over-limit']],
    [[dose(135), dose(210, { withAdrenaline: 'yes' })], 60, ['near-limit']],
    [[dose(135), dose(211, { withAdrenaline: 'yes' })], 60, ['over-limit']],
    // Adrenaline that nobody is sure of does not raise it.
    [[dose(300, { withAdrenaline: 'unknown' })], 60, ['over-limit']],
    [[dose(300, { substance: 'Lignocaine 2 % with adrenaline' })], 60, ['over-limit']],
    [[dose(135), dose(61, { substance: 'bupivacaine' })], 60, ['over-limit']],
  ] as const)('%j at %d kg: %j', (doses, kilograms, codes) => {
    const { errors, warnings } = judged(record([...doses]), at(kilograms));
    expect([...errors, ...warnings]).toEqual(codes);
  });

  it('over the limit is recorded by a dermatologist who says why', () => {
    const over = record([dose(400)]);
    expect(judged(over, at(60))).toEqual({ errors: ['over-limit'], warnings: [] });
    expect(judged(over, at(60, { overLimitReason: 'Miscounted' }))).toEqual({ errors: [], warnings: ['over-limit'] });
    expect(judged(over, at(60, { overLimitReason: 'Miscounted', byDermatologist: false }))).toEqual({ errors: ['over-limit'], warnings: [] });
    // The reason for something else is none.
    expect(judged(over, at(60, { anaestheticReason: REASON }))).toEqual({ errors: ['over-limit'], warnings: [] });
  });

  it('needs a body weight; a dermatologist who says why has the limit of 50 kg counted', () => {
    expect(judged(record([dose(20)]), at(null))).toEqual({ errors: ['required'], warnings: [] });
    expect(judged(record([]), at(null))).toEqual(nothing);
    const known = validateAnaesthetic(record([dose(20)]), at(null, { anaestheticReason: REASON }));
    expect(known.errors).toEqual([]);
    expect(known.warnings[0]!.detail).toContain('at 50 kg, which stand in for a body weight that nobody knows');
    // 225 mg are allowed at 50 kg.
    expect(judged(record([dose(226)]), at(null, { anaestheticReason: REASON })).errors).toEqual(['over-limit']);
  });

  it('without a known limit is refused until a dermatologist says why', () => {
    for (const substance of ['dibucaine', 'benzocaine', 'the blue cream']) {
      const anaesthetic = record([dose(20, { substance })]);
      expect(judged(anaesthetic, at(60))).toEqual({ errors: ['no-known-limit'], warnings: [] });
      expect(judged(anaesthetic, at(60, { anaestheticReason: REASON, byDermatologist: false }))).toEqual({ errors: ['no-known-limit'], warnings: [] });
      expect(judged(anaesthetic, at(60, { anaestheticReason: 'x' })).errors).toEqual(['too-short']);
      expect(judged(anaesthetic, at(60, { anaestheticReason: REASON }))).toEqual({ errors: [], warnings: ['no-known-limit'] });
    }
  });

  it('left the lots whether or not anybody typed it: 10 mg/mL and 50 mL are 500 mg', () => {
    const used = (millilitres: number) => record([], { products: [bottle(millilitres, { value: 10, unit: 'mg/mL' })] });
    expect(judged(used(50), at(100))).toEqual({ errors: ['over-limit'], warnings: ['anaesthetic-differs'] });
    expect(judged(used(5), at(100))).toEqual({ errors: [], warnings: ['anaesthetic-differs'] });
    expect(judged({ ...used(5), doses: [dose(50)] }, at(100))).toEqual(nothing);
    expect(judged({ ...used(5), doses: [dose(20)] }, at(100))).toEqual({ errors: [], warnings: ['anaesthetic-differs'] });
    const withAdrenaline = bottle(40, { value: 1, unit: '%' });
    const both = { ...withAdrenaline, ingredients: [...withAdrenaline.ingredients, { ingredient: 'adrenaline', code: null, concentration: null }] };
    expect(judged(record([], { products: [both] }), at(100))).toEqual({ errors: [], warnings: ['near-limit', 'anaesthetic-differs'] });
    expect(judged(record([], { products: [withAdrenaline] }), at(100)).errors).toEqual(['over-limit']);
  });

  it('of a lot of which nobody knows how much is in it is refused until a dermatologist says why', () => {
    const unknown = record([], { products: [bottle(5, null)] });
    expect(judged(unknown, at(60)).errors).toEqual(['unknown-concentration']);
    expect(judged(unknown, at(60, { anaestheticReason: REASON }))).toEqual({ errors: [], warnings: ['unknown-concentration'] });
    expect(judged(record([], { products: [bottle(5, { value: 25, unit: 'mg/g' })] }), at(60)).errors).toEqual(['inconvertible-amount']);
    expect(judged(record([], { products: [bottle(5, null, 'a secret')] }), at(60)).errors).toEqual(['no-known-limit']);
    expect(judged(record([], { products: [{ ...bottle(5, null, 'adrenaline'), kind: 'anaesthetic' }] }), at(60))).toEqual(nothing);
    expect(judged(record([], { products: [{ ...bottle(5, null, 'biotin'), kind: 'mesotherapy-solution' }] }), at(60))).toEqual(nothing);
  });

  it('that was injected is measured somewhere', () => {
    expect(judged(record([], { substances: ['biotin', 'procaine'] }), at(60)).errors).toEqual(['amount-not-recorded']);
    expect(judged(record([dose(20, { substance: 'Procaine 2 %' })], { substances: ['biotin', 'procaine'] }), at(60))).toEqual(nothing);
  });

  it('counts what other sessions gave within 24 hours, whatever givenAt says', () => {
    const earlier = { ...record([dose(200)]), startedAt: new Date('2026-03-09T07:00:00Z'), endedAt: new Date('2026-03-09T08:00:00Z') };
    expect(judged(record([dose(100)]), at(60, { others: [earlier] })).errors).toEqual(['over-limit']);
    const dated = dose(100, { givenAt: '2020-01-01T00:00:00Z' });
    expect(judged(record([dated]), at(60, { others: [earlier] })).errors).toEqual(['over-limit']);
    const unknown = { ...earlier, doses: [dose(20, { substance: 'dibucaine' })] };
    expect(judged(record([dose(100)]), at(60, { others: [unknown] }))).toEqual({ errors: [], warnings: ['unknown-in-other-session'] });
  });

  it('on the skin keeps to area and time', () => {
    const cream = (more: Partial<EnteredDose>) => record([dose(20, { substance: 'EMLA', form: 'gel', ...more })]);
    expect(judged(cream({ areaSquareCentimetres: 100, minutesOnSkin: 60 }), at(60))).toEqual(nothing);
    expect(judged(cream({}), at(60))).toEqual({ errors: [], warnings: ['skin-not-recorded'] });
    expect(judged(cream({ areaSquareCentimetres: 601, minutesOnSkin: 301 }), at(60)).errors).toEqual(['over-limit', 'over-limit']);
    expect(judged(record([dose(20, { form: 'gel' })]), at(60))).toEqual(nothing);
  });

  it('says why a limit is lower', () => {
    const lower = at(60, { reductions: [{ because: 'a disease of the liver', share: 0.5 }] });
    expect(validateAnaesthetic(record([dose(136)]), lower).errors[0]!.detail).toContain(
      '101 % of the limit at 60 kg, lowered for a disease of the liver (literature',
    );
  });

  it('holds the milligrams to concentration and volume: 1 % is 10 mg/mL', () => {
    const codes = (milligrams: number, more: Partial<EnteredDose>) => judged(record([dose(milligrams, more)]), at(60)).errors;
    expect(codes(40, { concentrationPercent: 2, volumeMl: 2 })).toEqual([]);
    expect(codes(41.9, { concentrationPercent: 2, volumeMl: 2 })).toEqual([]);
    expect(codes(4, { concentrationPercent: 2, volumeMl: 2 })).toEqual(['does-not-add-up']);
    expect(codes(40, { volumeMl: 2 })).toEqual([]);
  });
});
