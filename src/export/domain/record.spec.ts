import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderReadme } from './manifest.js';
import { describeMachineName, Printer } from './printer.js';
import { listIds, streamJson } from './record.js';

const printer = new Printer({
  clinic: { id: 'c', name: 'Test Clinic', timeZone: 'Asia/Kolkata', country: 'IN' },
  people: [{ id: '01936f00-0000-7000-8000-000000000001', name: 'Dr Example', role: 'dermatologist', registrationNumber: null }],
});

describe('a record as JSON', () => {
  it('is, piece by piece, what it is at once', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (record) => {
        expect(JSON.parse([...streamJson(record)].join(''))).toEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });

  it('names every id that stands in it, wherever', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.jsonValue(), (id, other) => {
        expect(listIds({ other, list: [{ deep: id }] })).toContain(id);
      }),
    );
    expect(listIds(['not an id', 1, null])).toEqual(new Set());
  });
});

describe('what a record says in print', () => {
  it.each([
    ['needs-data', 'Needs data'],
    ['hairDensity', 'Hair density'],
    ['session-missed', 'Session missed'],
  ])('turns the name %s into words', (name, words) => expect(describeMachineName(name)).toBe(words));

  it('is by the clock of the clinic, with names in place of ids, units in print and nothing left out', () => {
    expect(printer.describeValue('2026-01-20T20:15:00.000Z')).toBe('21 January 2026, 01:45');
    expect(printer.describeValue({ hairDensity: { value: 132, unit: '/cm2' }, photoIds: [], by: '01936f00-0000-7000-8000-000000000001', note: null })).toBe(
      'Hair density: 132\u00a0/cm²; By: Dr Example',
    );
    expect(printer.describeValue([{ system: 'icd-10', code: 'L64.9', display: 'Androgenic alopecia' }, true, 'as typed-in'])).toBe(
      'Androgenic alopecia (ICD-10 L64.9), Yes, as typed-in',
    );
    expect(printer.formatDate('1991-04')).toBe('April 1991');
    expect([printer.formatDate(null), printer.describeActor(null), printer.describeActor({ id: 'unknown' })]).toEqual(['Not known', '–', 'another system']);
  });

  it('prints an id by the name of what it stands for or not at all, and a figure with the unit that its name ends in', () => {
    expect(
      printer.listMemberLines({
        depthMm: 2,
        milligrams: 40,
        angleDegrees: 45,
        planId: '01936f00-0000-7000-8000-00000000dead',
        by: '01936f00-0000-7000-8000-000000000001',
      }),
    ).toEqual([
      { label: 'Depth', value: '2\u00a0mm' },
      { label: 'Milligrams', value: '40\u00a0mg' },
      { label: 'Angle', value: '45\u00a0°' },
      { label: 'By', value: 'Dr Example' },
    ]);
  });

  it('is in Hindi when asked, but for what people wrote', () => {
    const hindi = new Printer({ clinic: { id: 'c', name: 'Test Clinic', timeZone: 'Asia/Kolkata', country: 'IN' }, people: [] }, 'hi');
    expect(hindi.listMemberLines({ treatment: 'mesotherapy', depthMm: 2, note: 'normal' })).toEqual([
      { label: 'उपचार', value: 'मेसोथेरेपी' },
      { label: 'गहराई', value: '2\u00a0mm' },
      { label: 'टिप्पणी', value: 'normal' },
    ]);
    expect(hindi.describeActor({ id: 'unknown' })).toBe('कोई दूसरी प्रणाली');
  });
});

describe('the text beside an archive', () => {
  const facts = { clinic: 'Test Clinic', contact: [], exportedAt: '2026-01-20T10:15:00.000Z', mergedInto: null, missing: [] };

  it('says what is missing and why, and where a merged record went', () => {
    expect(renderReadme(facts)).toContain('Nothing is missing.');
    expect(renderReadme(facts)).not.toContain('MERGED');
    const missing = [{ path: 'photographs/x.jpg', mediaType: 'image/jpeg', reason: 'unreadable' as const, expected: null }];
    const readme = renderReadme({ ...facts, mergedInto: 'survivor', missing });
    expect(readme).toMatch(/photographs\/x\.jpg: it could not be read/);
    expect(readme).toContain('ask for the export of the record survivor');
  });
});
