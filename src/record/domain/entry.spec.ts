import { describe, expect, it } from '@jest/globals';
import { validateEntry, type Entry } from './entry.js';
import type { PatientList } from './patient-lists.js';

const today = '2026-06-15';

const errorsOf = (list: PatientList, entry: Entry): string[] =>
  validateEntry(list, list === 'allergies' ? { substance: { text: 'latex' }, ...entry } : { text: 'something', name: 'something', ...entry }, '', today).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

const course = (startedOn: string | null, endsOn: string | null, more: Entry = {}): Entry => ({ startedOn, endsOn, ...more });

describe('the dates of an entry', () => {
  it.each<[string, PatientList, Entry, string[]]>([
    ['a course that ends after it began', 'medications', course('2026-06-01', '2026-06-20'), []],
    ['a course of one day', 'medications', course('2026-06-01', '2026-06-01'), []],
    ['a course that ended before it began', 'medications', course('2026-06-01', '2026-05-31'), ['/endsOn ends-before-it-began']],
    ['the same of one that is stopped', 'medications', course('2026-06-01', '2026-05-31', { status: 'stopped' }), ['/endsOn ends-before-it-began']],
    ['a course that began some day of the month in which it ended', 'medications', course('2026-05', '2026-05-02'), []],
    ['a course that ended before the month in which it began', 'medications', course('2026-05', '2026-04-30'), ['/endsOn ends-before-it-began']],
    ['a course that ended before the year in which it began', 'medications', course('2026', '2025-12-31'), ['/endsOn ends-before-it-began']],
    ['a course with a start alone', 'medications', course('2026-06-01', null), []],
    ['a course with an end alone', 'medications', course(null, '2026-05-31'), []],
    ['a start after the last dose: begun again', 'medications', { startedOn: '2026-06-10', lastTakenOn: '2026-05-01' }, []],
    ['a last dose tomorrow', 'medications', { lastTakenOn: '2026-06-16' }, ['/lastTakenOn in-the-future']],
    ['a medicine in use that begins tomorrow', 'medications', { startedOn: '2026-06-16' }, ['/startedOn in-the-future']],
    ['a stopped medicine that begins tomorrow', 'medications', { startedOn: '2026-06-16', status: 'stopped' }, ['/startedOn in-the-future']],
    ['a medicine that is to begin tomorrow', 'medications', { startedOn: '2026-06-16', status: 'intended' }, []],
    ['a medicine in use that begins some day of this month', 'medications', { startedOn: '2026-06' }, []],
    ['a condition that begins tomorrow', 'conditions', { onset: '2026-06-16' }, ['/onset in-the-future']],
    ['an operation of tomorrow', 'procedures', { performedOn: '2026-06-16' }, ['/performedOn in-the-future']],
    ['an allergy', 'allergies', {}, []],
  ])('%s', (_what, list, entry, errors) => {
    expect(errorsOf(list, entry)).toEqual(errors);
  });
});
