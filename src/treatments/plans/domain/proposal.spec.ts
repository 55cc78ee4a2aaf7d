import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { indications, listIndications } from './indications.js';
import { shippedProtocols } from '../../protocols/shipped/index.js';
import { validateProposal } from './proposal.js';
import { scalpMap, computeTotalArea, findUsualArea, zoneCodes } from './zones.js';

const nothing = { technique: null, areas: [], indications: [], hairTrimming: null };
const pointers = (treatment: 'mesotherapy' | 'scalp-micropigmentation', proposal: Partial<Parameters<typeof validateProposal>[1]>) =>
  validateProposal({ treatment, protocolVersion: 1, content: shippedProtocols[treatment] }, { ...nothing, ...proposal }).map(
    (error) => `${error.pointer} ${error.code}`,
  );

describe('the scalp map', () => {
  it('names each zone once, with a usual area that is a range', () => {
    expect(new Set(zoneCodes).size).toBe(scalpMap.length);
    expect(scalpMap.filter(({ usualAreaCm2: { low, high } }) => !(low > 0 && low < high))).toEqual([]);
  });

  it('adds stated sizes up, and says when a usual one stands in', () => {
    expect(computeTotalArea([])).toBeNull();
    expect(computeTotalArea([{ zone: 'vertex', squareCentimetres: 60.25 }])).toEqual({ squareCentimetres: 60.3, estimated: false });
    expect(
      computeTotalArea([
        { zone: 'vertex', squareCentimetres: 60 },
        { zone: 'frontal', squareCentimetres: null },
      ]),
    ).toEqual({ squareCentimetres: 125, estimated: true });
    expect(computeTotalArea([{ zone: 'a place of long ago', squareCentimetres: null }])).toBeNull();
  });

  it('comes to the sum of its parts, whatever they are', () => {
    const area = fc.record({ zone: fc.constantFrom(...zoneCodes), squareCentimetres: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null }) });
    fc.assert(
      fc.property(fc.array(area, { minLength: 1 }), (areas) => {
        const total = computeTotalArea(areas)!;
        expect(total.squareCentimetres).toBeCloseTo(
          areas.reduce((sum, item) => sum + (item.squareCentimetres ?? findUsualArea(item.zone)!), 0),
          1,
        );
        expect(total.estimated).toBe(areas.some((area) => area.squareCentimetres === null));
      }),
    );
  });
});

describe('a proposal', () => {
  it('names each zone once, each with an area that can be', () => {
    const area = (zone: string, squareCentimetres: number | null, stated = true) => ({ zone, stated, squareCentimetres });
    expect(pointers('mesotherapy', { areas: [area('vertex', 60), area('frontal', null, false)] })).toEqual([]);
    expect(pointers('mesotherapy', { areas: [area('vertex', 60), area('vertex', 10), area('frontal', null), area('scar', 0), area('beard', 1001)] })).toEqual([
      '/areas/1/zone duplicate',
      '/areas/2/size/unit unknown-unit',
      '/areas/3/size/value out-of-range',
      '/areas/4/size/value out-of-range',
    ]);
  });

  it('takes indications of its own treatment only', () => {
    expect(pointers('mesotherapy', { indications: ['androgenetic-alopecia', 'strip-scar'] })).toEqual(['/indications/1 other-treatment']);
    for (const treatment of ['mesotherapy', 'scalp-micropigmentation'] as const) {
      expect(pointers(treatment, { indications: listIndications(treatment).map((indication) => indication.code) })).toEqual([]);
    }
    expect(indications.filter((indication) => !/^(S[0-3]-\d\d|C\d\d)(, (S[0-3]-\d\d|C\d\d))*$/.test(indication.source))).toEqual([]);
  });

  it('records why hair is not trimmed, for micropigmentation alone', () => {
    expect(pointers('scalp-micropigmentation', { hairTrimming: { agreed: 'yes' } })).toEqual([]);
    expect(pointers('scalp-micropigmentation', { hairTrimming: { agreed: 'no' } })).toEqual(['/hairTrimming/reason required']);
    expect(pointers('scalp-micropigmentation', { hairTrimming: { agreed: 'no', reason: 'For looks' } })).toEqual([]);
    expect(pointers('mesotherapy', { hairTrimming: { agreed: 'yes' } })).toEqual(['/hairTrimming not-allowed']);
  });
});
