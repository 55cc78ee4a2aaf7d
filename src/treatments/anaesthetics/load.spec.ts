import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anaestheticAgents } from './agents.js';
import { computeAnaestheticLoad, listDoseDifferences, type GivenDose, type LimitedPerson, type SessionDoses } from './load.js';

const HOUR = 3_600_000;
const person: LimitedPerson = { kilograms: 60, reductions: [] };
const dose = (milligrams: number, more: Partial<GivenDose> = {}): GivenDose => ({ agents: ['lidocaine'], milligrams, vasoconstrictor: null, at: 0, ...more });
const typed = (...doses: GivenDose[]): SessionDoses => ({ typed: doses, fromLots: [] });
const share = (own: SessionDoses, others: SessionDoses[] = [], of = person): number => computeAnaestheticLoad(own, others, of)?.share ?? 0;

describe('what the anaesthetic of a patient comes to', () => {
  it('is nothing without a dose of the session itself', () => {
    expect(computeAnaestheticLoad(typed(), [typed(dose(500))], person)).toBeNull();
    expect(computeAnaestheticLoad(typed(dose(100, { agents: ['benzocaine'] })), [], person)).toBeNull();
  });

  it('adds agents up as fractions of their own limits', () => {
    // 135 of 270 mg of lidocaine, 60 of 120 mg of bupivacaine: all that the patient may have.
    const mixed = typed(dose(135), dose(60, { agents: ['bupivacaine'] }));
    expect(share(mixed)).toBeCloseTo(1, 9);
    expect([...computeAnaestheticLoad(mixed, [], person)!.milligrams]).toEqual([
      ['lidocaine', 135],
      ['bupivacaine', 60],
    ]);
  });

  it('takes of each agent what was typed or what left the lots, whichever is more', () => {
    expect(share({ typed: [dose(27)], fromLots: [dose(135)] })).toBeCloseTo(0.5, 9);
    expect(share({ typed: [dose(135)], fromLots: [dose(27)] })).toBeCloseTo(0.5, 9);
    expect(share({ typed: [], fromLots: [dose(270)] })).toBeCloseTo(1, 9);
    expect(listDoseDifferences({ typed: [dose(27)], fromLots: [dose(135)] })).toEqual([{ agents: ['lidocaine'], typed: 27, fromLots: 135 }]);
    expect(listDoseDifferences({ typed: [dose(130)], fromLots: [dose(135)] })).toEqual([]);
    expect(listDoseDifferences(typed(dose(135)))).toEqual([]);
    const cream: GivenDose['agents'] = ['lidocaine', 'prilocaine'];
    const fromLots = [dose(25), dose(25, { agents: ['prilocaine'] })];
    expect(listDoseDifferences({ typed: [dose(50, { agents: cream })], fromLots })).toEqual([]);
  });

  it('counts all of a mixture as the part of which least is allowed', () => {
    expect(share(typed(dose(27, { agents: ['lidocaine', 'prilocaine'] })))).toBeCloseTo(0.1, 9);
  });

  it('counts 24 hours, whichever session comes first, and no more', () => {
    const [first, second] = [typed(dose(135, { at: 0 })), (hours: number) => typed(dose(135, { at: hours * HOUR }))];
    expect(share(second(24), [first])).toBeCloseTo(1, 9);
    expect(share(first, [second(24)])).toBeCloseTo(1, 9);
    expect(share(second(24.001), [first])).toBeCloseTo(0.5, 9);
    // Of a long session with neighbours on both sides the worse 24 hours count, not all 36.
    expect(share(second(18), [first, second(36)])).toBeCloseTo(1, 9);
  });

  const given = fc.record({
    agents: fc.constantFrom(...anaestheticAgents).map((agent) => [agent]),
    milligrams: fc.double({ min: 0.1, max: 300, noNaN: true }),
    vasoconstrictor: fc.constantFrom<GivenDose['vasoconstrictor']>(null, 'adrenaline', 'felypressin'),
    at: fc.integer({ min: 0, max: 60 }).map((hours) => hours * HOUR),
  });
  const session = fc.record({ typed: fc.array(given, { maxLength: 4 }), fromLots: fc.array(given, { maxLength: 4 }) });
  const sessions = fc.array(session, { maxLength: 3 });
  const anyone = fc.record({ kilograms: fc.double({ min: 35, max: 200, noNaN: true }), reductions: fc.constant([]) });

  it('never becomes less with a dose more, typed or from a lot, in this session or in another', () => {
    fc.assert(
      fc.property(session, sessions, anyone, given, fc.boolean(), fc.boolean(), (own, others, someone, more, isTyped, isOwn) => {
        const added = (sessionDoses: SessionDoses): SessionDoses =>
          isTyped ? { ...sessionDoses, typed: [...sessionDoses.typed, more] } : { ...sessionDoses, fromLots: [...sessionDoses.fromLots, more] };
        const before = share(own, others, someone);
        const after = isOwn || others.length === 0 ? share(added(own), others, someone) : share(own, [added(others[0]!), ...others.slice(1)], someone);
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });

  it('is the same when a dose is split over sessions within 24 hours', () => {
    fc.assert(
      fc.property(given, anyone, fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.integer({ min: -24, max: 24 }), (whole, someone, part, hours) => {
        const item = { ...whole, milligrams: whole.milligrams * part };
        const rest = { ...whole, milligrams: whole.milligrams * (1 - part), at: whole.at + hours * HOUR };
        expect(share(typed(item), [typed(rest)], someone)).toBeCloseTo(share(typed(whole), [], someone), 9);
      }),
    );
  });

  it('is never less for a lighter person, or for one whose limits are lower', () => {
    fc.assert(
      fc.property(session, sessions, anyone, fc.double({ min: 0.1, max: 1, noNaN: true }), (own, others, someone, factor) => {
        const usual = share(own, others, someone);
        expect(share(own, others, { ...someone, kilograms: someone.kilograms * factor })).toBeGreaterThanOrEqual(usual - 1e-9);
        expect(share(own, others, { ...someone, reductions: [{ because: 'a disease', share: factor }] })).toBeGreaterThanOrEqual(usual - 1e-9);
      }),
    );
  });
});
