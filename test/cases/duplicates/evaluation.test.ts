import { describe, expect, it } from '@jest/globals';
import { corruptions } from './corruptions.js';
import { evaluateDuplicates, REQUIRED } from './measure.js';
import { syntheticClinic } from './population.js';
import { describeEvaluation } from './report.js';

describe('finding duplicates in a synthetic clinic', () => {
  it.each([1, 2])('reaches the required precision and recall (seed %d)', (seed) => {
    const evaluation = evaluateDuplicates({ people: 2_000, seed });
    expect(evaluation.pairs).toBeGreaterThan(250);
    expect(evaluation.atDefault.precision).toBeGreaterThanOrEqual(REQUIRED.precision);
    expect(evaluation.atDefault.recall).toBeGreaterThanOrEqual(REQUIRED.recall);
    expect(evaluation.isSufficient).toBe(true);
    expect(evaluation.byCorruption.map((item) => item.corruption)).toEqual([...corruptions].sort());
    expect(evaluation.byHardCase.every((item) => item.pairs > 10)).toBe(true);
    const { byThreshold } = evaluation;
    for (const [index, figures] of byThreshold.slice(1).entries()) expect(figures.recall).toBeLessThanOrEqual(byThreshold[index]!.recall);
    expect(describeEvaluation(evaluation)).toContain(`recall ${evaluation.atDefault.recall.toFixed(4)}`);
  });

  it('makes the same clinic of the same seed, and another of another', () => {
    expect(syntheticClinic(300, 7)).toEqual(syntheticClinic(300, 7));
    expect(syntheticClinic(300, 7)).not.toEqual(syntheticClinic(300, 8));
  });

  it('makes dates that exist', () => {
    for (const { record } of syntheticClinic(2_000, 3)) {
      if (record.birthDate?.length === 10) expect(new Date(record.birthDate).toISOString().slice(0, 10)).toBe(record.birthDate);
    }
  });
});
