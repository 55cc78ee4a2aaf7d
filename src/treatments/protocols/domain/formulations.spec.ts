import { describe, expect, it } from '@jest/globals';
import { shippedProtocols } from '../shipped/index.js';
import { harmsTheUnborn, suggestFormulations } from './formulations.js';

const { formulations } = shippedProtocols.mesotherapy;
const androgenetic = { conditions: ['L64.9'] };
const substancesOf = (couldBecomePregnant: boolean, conditions = androgenetic.conditions): string[] =>
  suggestFormulations(formulations, { conditions, couldBecomePregnant }).flatMap(({ substances }) => substances);

describe('what is suggested', () => {
  it('follows from the causes that the patient has', () => {
    expect(substancesOf(false, [])).toEqual([]);
    expect(substancesOf(false, ['L65.0'])).toContain('D-panthenol');
    expect(substancesOf(false, ['L65.0'])).not.toContain('finasteride');
  });

  it('holds finasteride and dutasteride for those alone who cannot become pregnant', () => {
    expect(substancesOf(false)).toEqual(expect.arrayContaining(['minoxidil', 'finasteride', 'dutasteride']));
    expect(substancesOf(true)).toEqual(['minoxidil']);
    expect(suggestFormulations(formulations, { ...androgenetic, couldBecomePregnant: true }).flatMap(({ leftOut }) => leftOut)).toEqual([
      'finasteride',
      'dutasteride',
    ]);
  });

  it('leaves them out of the formulations of any clinic, under whatever name', () => {
    const own = [{ cause: 'Androgenetic alopecia', codes: ['L64'], substances: ['Finpecia 1 mg', 'Dutasteride 0.5', 'minoxidil 5 %'], source: 'ours' }];
    expect(suggestFormulations(own, { ...androgenetic, couldBecomePregnant: true })).toEqual([
      { cause: 'Androgenetic alopecia', substances: ['minoxidil 5 %'], leftOut: ['Finpecia 1 mg', 'Dutasteride 0.5'], source: 'ours' },
    ]);
  });

  it.each([
    ['finasteride', true],
    ['Avodart', true],
    ['minoxidil', false],
    ['biotin', false],
  ])('%s: %s', (words, harms) => {
    expect(harmsTheUnborn(words)).toBe(harms);
  });
});
