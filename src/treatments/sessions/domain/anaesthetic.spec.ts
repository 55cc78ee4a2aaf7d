import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeAnaesthetic, type AnaestheticContext } from './anaesthetic-judgement.js';
import { lidocaineUse, type Dose } from './anaesthetic.js';

const dose = (milligrams: number, more: Partial<Dose> = {}): Dose => ({ substance: 'lidocaine', milligrams, ...more });
const at = (bodyWeight: number | null, more: Partial<AnaestheticContext> = {}): AnaestheticContext => ({
  bodyWeight,
  overLimitReason: null,
  byDermatologist: true,
  ...more,
});
const codes = (doses: Dose[], context: AnaestheticContext) => {
  const { errors, warnings } = judgeAnaesthetic(doses, context);
  return { errors: errors.map((one) => one.code), warnings: warnings.map((one) => one.code) };
};

describe('the limit of lidocaine', () => {
  it.each([
    // 60 kg: 270 mg without adrenaline, 420 mg with it.
    [[dose(215)], 60, 'within'],
    [[dose(216)], 60, 'near'],
    [[dose(270)], 60, 'near'],
    [[dose(270.1)], 60, 'over'],
    [[dose(300, { withAdrenaline: 'yes' })], 60, 'within'],
    [[dose(420, { withAdrenaline: 'yes' })], 60, 'near'],
    [[dose(421, { withAdrenaline: 'yes' })], 60, 'over'],
    // From 66.7 kg on, and 71.4 kg on, the milligrams hold, not the weight.
    [[dose(300)], 100, 'near'],
    [[dose(301)], 100, 'over'],
    [[dose(501, { withAdrenaline: 'yes' })], 120, 'over'],
    // Doses and forms add up, each by its own limit: 135/270 + 210/420 is the whole.
    [[dose(135), dose(210, { withAdrenaline: 'yes' })], 60, 'near'],
    [[dose(135), dose(211, { withAdrenaline: 'yes' })], 60, 'over'],
    // Adrenaline that nobody is sure of does not raise it.
    [[dose(300, { withAdrenaline: 'unknown' })], 60, 'over'],
    [[dose(300, { substance: 'Lignocaine 2 %' })], 60, 'over'],
  ] as const)('%j at %d kg is %s', (doses, kilograms, verdict) => {
    expect(lidocaineUse(doses, kilograms)?.verdict).toBe(verdict);
  });

  it('is of no concern without lidocaine', () => {
    expect(lidocaineUse([dose(5000, { substance: 'prilocaine' }), dose(0)], 60)).toBeNull();
  });

  const doses = fc.array(
    fc.record({
      substance: fc.constantFrom('lidocaine', 'Xylocaine', 'lignocaine'),
      milligrams: fc.double({ min: 0.1, max: 200, noNaN: true }),
      withAdrenaline: fc.constantFrom<'yes' | 'no' | 'unknown'>('yes', 'no', 'unknown'),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const weight = fc.double({ min: 2, max: 400, noNaN: true });

  it('is nearer with every further dose, and never nearer for the heavier person', () => {
    fc.assert(
      fc.property(doses, weight, weight, (given, one, other) => {
        const [light, heavy] = one < other ? [one, other] : [other, one];
        const share = lidocaineUse(given, light)!.shareOfLimit;
        expect(lidocaineUse([...given, dose(1)], light)!.shareOfLimit).toBeGreaterThan(share);
        expect(lidocaineUse(given, heavy)!.shareOfLimit).toBeLessThanOrEqual(share + 1e-9);
      }),
    );
  });

  it('never lets more through than 7 mg/kg and 500 mg in all', () => {
    fc.assert(
      fc.property(doses, weight, (given, kilograms) => {
        const use = lidocaineUse(given, kilograms)!;
        fc.pre(use.verdict !== 'over');
        expect(use.totalMilligrams).toBeLessThanOrEqual(Math.min(7 * kilograms, 500) + 1e-6);
      }),
    );
  });
});

describe('the anaesthetic of a session', () => {
  it('needs a body weight with lidocaine, and with nothing else', () => {
    expect(codes([dose(20)], at(null))).toEqual({ errors: ['required'], warnings: [] });
    expect(codes([dose(20, { substance: 'prilocaine' })], at(null))).toEqual({ errors: [], warnings: ['no-known-limit'] });
    expect(codes([], at(null))).toEqual({ errors: [], warnings: [] });
  });

  it('warns from 80 % on and refuses more than the limit, unless a dermatologist says why it was given', () => {
    expect(codes([dose(100)], at(60))).toEqual({ errors: [], warnings: [] });
    expect(codes([dose(220)], at(60))).toEqual({ errors: [], warnings: ['near-limit'] });
    expect(codes([dose(400)], at(60))).toEqual({ errors: ['over-limit'], warnings: [] });
    expect(codes([dose(400)], at(60, { overLimitReason: 'Miscounted' }))).toEqual({ errors: [], warnings: ['over-limit'] });
    expect(codes([dose(400)], at(60, { overLimitReason: 'Miscounted', byDermatologist: false }))).toEqual({ errors: ['over-limit'], warnings: [] });
  });

  it('holds the milligrams to concentration and volume: 1 % is 10 mg/mL', () => {
    expect(codes([dose(40, { concentrationPercent: 2, volumeMl: 2 })], at(60)).errors).toEqual([]);
    expect(codes([dose(41.9, { concentrationPercent: 2, volumeMl: 2 })], at(60)).errors).toEqual([]);
    expect(codes([dose(4, { concentrationPercent: 2, volumeMl: 2 })], at(60)).errors).toEqual(['does-not-add-up']);
    expect(codes([dose(40, { volumeMl: 2 })], at(60)).errors).toEqual([]);
  });
});
