import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getDemographicField, gainedNames, type GainedName } from './demographics.js';
import { computeGain, listObstaclesToMerge, listObstaclesToUnmerge, withGain, withoutGain, type MergeableRecord } from './merge.js';

const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.uniqueArray(item, { maxLength: 4, selector: (value) => JSON.stringify(value) });
const maybe = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(item, { nil: null });
/** Every field that a survivor gains, so that a new one is tried here without being named. */
const gained = fc.record(
  Object.fromEntries(gainedNames.map((name) => [name, maybe(fc.constant(getDemographicField(name).example))])) as Record<GainedName, fc.Arbitrary<unknown>>,
);
const record: fc.Arbitrary<MergeableRecord> = fc
  .record({
    names: few(fc.record({ text: fc.constantFrom('Asha', 'Asha Rao', 'आशा'), use: fc.constantFrom('official', 'usual') })),
    phones: few(fc.record({ value: fc.constantFrom('+919812345678', '+919812345679') })),
    emails: few(fc.record({ value: fc.constantFrom('a@example.org', 'b@example.org') })),
    addresses: few(fc.record({ city: fc.constantFrom('Pune', 'Delhi') })),
    identifiers: few(fc.record({ system: fc.constantFrom('x', 'y'), value: fc.constantFrom('1', '2') })),
    gained,
    birthDate: maybe(fc.constantFrom('1991', '1991-04-03')),
    deceasedOn: maybe(fc.constant('2026-11-12')),
    sexAtBirth: fc.constantFrom('female', 'unknown'),
    status: fc.constant('active'),
  })
  .map(({ gained: values, ...others }) => ({ ...values, ...others }));

describe('two records of one person', () => {
  it('are two again, exactly as they were, when the merge is undone', () => {
    fc.assert(
      fc.property(record, record, (survivor, merged) => {
        const gained = computeGain(survivor, merged);
        const mergeable = withGain(survivor, gained);
        expect(listObstaclesToUnmerge(mergeable, gained)).toEqual([]);
        expect(withoutGain(mergeable, gained)).toEqual(survivor);
      }),
    );
  });

  it('lose nothing by which the person is found', () => {
    fc.assert(
      fc.property(record, record, (survivor, merged) => {
        const mergeable = withGain(survivor, computeGain(survivor, merged));
        for (const list of ['phones', 'emails', 'identifiers'] as const) expect(mergeable[list]).toEqual(expect.arrayContaining(merged[list]));
        expect(mergeable.names.map((name) => (name as { text: string }).text)).toEqual(
          expect.arrayContaining(merged.names.map((name) => (name as { text: string }).text)),
        );
        expect(computeGain(mergeable, merged)).toEqual({ lists: {}, single: {} });
      }),
    );
  });

  it('are not one where their sex at birth differs, nor where a list would be too long', () => {
    const [person] = fc.sample(record, 1) as [MergeableRecord];
    expect(listObstaclesToMerge({ ...person, sexAtBirth: 'male' }, { ...person, sexAtBirth: 'female' })).toHaveLength(1);
    const phones = (from: number) => Array.from({ length: 8 }, (_, index) => ({ value: `+9198${from + index}` }));
    expect(listObstaclesToMerge({ ...person, phones: phones(10) }, { ...person, phones: phones(50) })).toEqual([expect.stringContaining('phones')]);
  });

  it('cannot be told apart once what came with the merge was changed', () => {
    const [person] = fc.sample(record, 1) as [MergeableRecord];
    const gained = computeGain({ ...person, phones: [], gender: null }, { ...person, phones: [{ value: '+911' }], gender: 'female' });
    expect(listObstaclesToUnmerge({ ...person, phones: [], gender: 'other' }, gained)).toHaveLength(2);
  });
});
