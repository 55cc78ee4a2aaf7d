import { describe, expect, it } from '@jest/globals';
import { anaestheticAgents, listAnaestheticAgents, speaksOfAnaesthetic, type AnaestheticAgent } from './agents.js';
import { computeMilligrams } from './amount.js';
import { anaestheticLimits, findDoseLimit, listReductions, findSkinLimit, type Vasoconstrictor } from './limits.js';
import { computeAllowedMilligrams } from './load.js';

const allowed = (agent: AnaestheticAgent, kilograms: number, vasoconstrictor: Vasoconstrictor | null = null): number =>
  computeAllowedMilligrams(findDoseLimit(agent, vasoconstrictor)!, { kilograms, reductions: [] });

describe('the limits of local anaesthetics', () => {
  // Of an adult of 60 kg, and the absolute limit, which holds at 200 kg.
  it.each<[AnaestheticAgent, Vasoconstrictor | null, number, number]>([
    ['lidocaine', null, 270, 300],
    ['lidocaine', 'adrenaline', 420, 500],
    ['prilocaine', null, 360, 400],
    ['prilocaine', 'adrenaline', 360, 400],
    ['prilocaine', 'felypressin', 300, 300],
    ['mepivacaine', null, 264, 300],
    ['bupivacaine', null, 120, 150],
    ['bupivacaine', 'adrenaline', 120, 150],
    ['levobupivacaine', null, 120, 150],
    ['ropivacaine', null, 180, 200],
    ['articaine', null, 240, 280],
    ['articaine', 'adrenaline', 420, 500],
    ['tetracaine', null, 90, 100],
    ['procaine', null, 420, 500],
    ['chloroprocaine', null, 660, 800],
    ['chloroprocaine', 'adrenaline', 840, 1000],
  ])('allow of %s, with %s, %d mg at 60 kg and %d mg at most', (agent, vasoconstrictor, at60, atMost) => {
    expect(allowed(agent, 60, vasoconstrictor)).toBeCloseTo(at60, 9);
    expect(allowed(agent, 200, vasoconstrictor)).toBe(atMost);
  });

  it('each have a source; of benzocaine nobody states one', () => {
    for (const agent of anaestheticAgents) {
      const limits = Object.values(anaestheticLimits[agent] ?? {});
      for (const { source } of limits) expect(source.length).toBeGreaterThan(10);
    }
    expect(anaestheticAgents.filter((agent) => anaestheticLimits[agent] === null)).toEqual(['benzocaine']);
  });

  it('on the skin are limits of area and time too', () => {
    expect(findSkinLimit(['lidocaine', 'prilocaine'])).toMatchObject({ squareCentimetres: 600, minutes: 300 });
    expect(findSkinLimit(['tetracaine'])).toMatchObject({ squareCentimetres: 210, minutes: 45 });
    expect(findSkinLimit(['bupivacaine'])).toBeNull();
  });

  it('are lower for the elderly, and with a disease of liver, heart or kidneys', () => {
    const because = (age: number | null, ...conditions: [string | null, string | null][]) =>
      listReductions({ age, conditions: conditions.map(([code, text]) => ({ code, text })) }).map((reduction) => reduction.because);
    expect(because(69)).toEqual([]);
    expect(because(null)).toEqual([]);
    expect(because(70)).toEqual(['an age of 70']);
    expect(because(30, ['L64.9', 'Hair loss'])).toEqual([]);
    expect(because(30, ['K74.6', null])).toEqual(['a disease of the liver']);
    expect(because(30, [null, 'chronic heart failure'])).toEqual(['a disease of the heart']);
    expect(because(80, ['N18.3', null], ['I50.0', null])).toEqual(['an age of 80', 'a disease of the heart', 'a disease of the kidneys']);
    const liver = listReductions({ age: 80, conditions: [{ code: 'K70.3', text: null }] });
    // The greatest reduction counts, not their product.
    expect(computeAllowedMilligrams(findDoseLimit('lidocaine', null)!, { kilograms: 60, reductions: liver })).toBe(135);
  });
});

describe('words for local anaesthetics', () => {
  it.each<[string, AnaestheticAgent[]]>([
    ['Lidocaine', ['lidocaine']],
    ['lignocain 2 %', ['lidocaine']],
    ['Xylocaine jelly', ['lidocaine']],
    ['EMLA', ['lidocaine', 'prilocaine']],
    ['lidocaine and prilocaine cream', ['lidocaine', 'prilocaine']],
    ['Citanest with Octapressin', ['prilocaine']],
    ['levobupivacaine', ['levobupivacaine']],
    ['levo-bupivacaine 0.5 %', ['levobupivacaine']],
    ['Marcaine', ['bupivacaine']],
    ['Ropivacaine', ['ropivacaine']],
    ['Septanest', ['articaine']],
    ['carticaine', ['articaine']],
    ['Ametop gel', ['tetracaine']],
    ['benzocaine spray', ['benzocaine']],
    ['procaine', ['procaine']],
    ['procainamide', []],
    ['chloroprocaine', ['chloroprocaine']],
    ['N01BB52', ['lidocaine']],
    ['biotin', []],
  ])('%s means %j', (text, agents) => {
    expect(listAnaestheticAgents(text)).toEqual(agents);
  });

  it('speak of one also where nobody knows it', () => {
    expect(['dibucaine', 'numbing cream', 'local anesthetic', 'lidocaine'].map(speaksOfAnaesthetic)).toEqual([true, true, true, true]);
    expect(['biotin', 'D-panthenol', 'caffeine', 'minoxidil'].map(speaksOfAnaesthetic)).toEqual([false, false, false, false]);
  });
});

describe('how much left a lot', () => {
  const amount = (value: number, unit: string) => ({ value, unit });
  it.each([
    [amount(50, 'mL'), amount(10, 'mg/mL'), 500],
    [amount(50, 'mL'), amount(2, '%'), 1000],
    [amount(500, 'uL'), amount(20, 'mg/mL'), 10],
    [amount(10, 'mL'), amount(1, 'g/dL'), 100],
    [amount(5, 'g'), amount(25, 'mg/g'), 125],
    [amount(5, 'g'), amount(5, '%'), 250],
    [amount(2, '{cartridge}'), amount(36, 'mg/{cartridge}'), 72],
  ])('%j of %j is %d mg', (used, concentration, milligrams) => {
    expect(computeMilligrams(used, concentration)).toBeCloseTo(milligrams, 9);
  });

  it.each([
    [amount(5, 'mL'), null, 'unknown-concentration'],
    [amount(2, '{piece}'), amount(10, 'mg/mL'), 'inconvertible-amount'],
    [amount(5, 'mL'), amount(25, 'mg/g'), 'inconvertible-amount'],
    [amount(5, 'g'), amount(10, 'mg/mL'), 'inconvertible-amount'],
    [amount(5, 'mL'), amount(36, 'mg/{cartridge}'), 'inconvertible-amount'],
    [amount(5, 'mL'), amount(3, 'mmol/L'), 'inconvertible-amount'],
  ])('%j of %j cannot be said: %s', (used, concentration, problem) => {
    expect(computeMilligrams(used, concentration)).toBe(problem);
  });
});
