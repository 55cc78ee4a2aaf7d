import { describe, expect, it } from '@jest/globals';
import { computeExtent, deriveFindings } from './findings.js';

const region = (name: 'vertex' | 'frontal' | 'occipital', findings: Parameters<typeof deriveFindings>[0][number]['findings']) => ({ region: name, findings });

describe('what the number of sessions depends on', () => {
  it('is the worst that was seen on the scalp, the reference at the back of the head left out', () => {
    expect(
      deriveFindings(
        [
          region('vertex', {
            hairDensity: { value: 120, unit: '/cm2' },
            infection: 'none',
            inflammation: 'none',
            growthPhase: { anagen: 78, catagen: 2, telogen: 20 },
          }),
          region('frontal', { hairCount: 90, fieldOfView: { value: 100, unit: 'mm2' }, infection: 'none', inflammation: 'mild' }),
          region('occipital', { hairDensity: { value: 40, unit: '/cm2' }, infection: 'fungal' }),
        ],
        60,
      ),
    ).toEqual({ extent: 60, density: 90, conditions: 'mild', telogen: 20 });
  });

  it('is not known where nobody looked', () => {
    expect(deriveFindings([], null)).toEqual({ extent: null, density: null, conditions: null, telogen: null });
    expect(deriveFindings([region('vertex', { infection: 'none' })], null).conditions).toBeNull();
    expect(deriveFindings([region('vertex', { infection: 'bacterial' })], null).conditions).toBe('marked');
  });

  it('adds up areas in whatever unit, and refuses what is none', () => {
    expect(computeExtent([{ size: { value: 60, unit: 'cm2' } }, { size: { value: 1000, unit: 'mm2' } }])).toEqual({ extent: 70, errors: [] });
    expect(computeExtent([{ size: { value: 60, unit: 'cm2' } }, {}]).extent).toBeNull();
    expect(computeExtent([{ size: { value: 60, unit: 'kg' } }]).errors).toMatchObject([{ pointer: '/areas/0/size/unit' }]);
  });
});
