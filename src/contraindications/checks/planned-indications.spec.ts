import { describe, expect, it } from '@jest/globals';
import { indications } from '../../treatments/index.js';
import { noClinicNames } from '../../formulary/index.js';
import { indicationMeanings, toNamedIndication, createPlannedForFacts, findRequestedIndications, type NamedIndication } from './planned-indications.js';

const recordedAt = '2026-06-08T10:00:00.000Z';
const read = (items: NamedIndication[], known: Parameters<typeof createPlannedForFacts>[1] = []) =>
  createPlannedForFacts({ items, recordedAt, planId: null }, known, noClinicNames, 'Asia/Kolkata');
const codesOf = (items: NamedIndication[]): (string | null)[] => read(items).indications.map(({ icd10 }) => icd10);
const ofList = (code: string): NamedIndication => toNamedIndication({ code: { system: 'hairline', code } });
const inWords = (text: string): NamedIndication => toNamedIndication({ text });

describe('what a treatment is planned for', () => {
  it('has a meaning for every reason that a plan can name', () => {
    expect(indications.map(({ code }) => code).filter((code) => !Object.hasOwn(indicationMeanings, code))).toEqual([]);
    expect(Object.keys(indicationMeanings).filter((code) => !indications.some((indication) => indication.code === code))).toEqual([]);
    // What asks for a healed scar or a quiet disease before it counts is read as one.
    const asking = indications.filter(({ precondition }) => /scar has healed|disease is not active|Medicines have shown/.test(precondition ?? ''));
    expect(asking.length).toBeGreaterThan(5);
    expect(asking.filter(({ code }) => indicationMeanings[code]!.length === 0)).toEqual([]);
  });

  it.each<[string, NamedIndication, (string | null)[]]>([
    ['a reason of the list', ofList('strip-scar'), ['L90.5']],
    ['a reason that is no disease', ofList('baldness'), [null]],
    ['an ICD-10 code', toNamedIndication({ code: { system: 'icd-10', code: 'L66.1' } }), ['L66.1']],
    ['words', inWords('lichen planopilaris'), ['L66.1']],
    [
      'a reason of the list with other words beside it',
      toNamedIndication({ code: { system: 'hairline', code: 'baldness' }, text: 'burn scar' }),
      [null, 'L90.5'],
    ],
  ])('is read: %s', (_what, item, codes) => {
    expect(codesOf([item])).toEqual(codes);
  });

  it.each([
    ['words that nobody knows', inWords('Zubrowski'), 'unknown-words'],
    ['a reason that the list has not', ofList('zubrowski'), 'unknown-code'],
    ['a reason that is the name of a member of every object', ofList('constructor'), 'unknown-code'],
    ['a code of an unknown system', toNamedIndication({ code: { system: 'zubrowski', code: '1' } }), 'unknown-system'],
  ] as const)('is unread: %s', (_what, item, reason) => {
    expect(read([item]).indications.map(({ unread }) => unread?.reason)).toEqual([reason]);
  });

  it('takes words beside coded reasons for what they name besides, and asks nothing of the rest', () => {
    const beside = (text: string): NamedIndication => ({ ...inWords(text), besideCodes: true });
    expect(codesOf([ofList('strip-scar'), beside('strip scar')])).toEqual(['L90.5']);
    expect(codesOf([ofList('baldness'), beside('burn scar')])).toEqual([null, 'L90.5']);
    expect(read([ofList('baldness'), beside('Zubrowski look')]).indications.filter(({ unread }) => unread)).toEqual([]);
  });

  it('states a disease of the patient that no list has, going on unless it is called stable', () => {
    const stated = read([inWords('alopecia areata')]);
    expect(stated.conditions).toMatchObject([{ icd10: 'L63.9', active: true, namedAs: 'indication', on: '2026-06-08', source: { type: 'request' } }]);
    expect(read([{ ...inWords('alopecia areata'), stableSince: '2024' }]).conditions).toMatchObject([{ active: false }]);
    expect(read([inWords('alopecia areata')], stated.conditions).conditions).toEqual([]);
    expect(read([ofList('alopecia-areata')]).conditions).toEqual([]);
  });

  it('is nothing where a request says nothing', () => {
    const now = new Date(recordedAt);
    expect([findRequestedIndications(undefined, now), findRequestedIndications([], now)]).toEqual([null, null]);
    expect(findRequestedIndications([{ text: 'scar', therapyTried: 'unknown' }], now)).toEqual({ items: [inWords('scar')], recordedAt, planId: null });
  });
});
