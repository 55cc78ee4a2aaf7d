import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatEntryKey, isActiveEntry, NO_KNOWN_ALLERGIES, statesAbsence, type Entry } from './entry.js';
import { reconcile, type KnownEntry, type StatedHistory } from './reconcile.js';

const known = (list: KnownEntry['list'], id: string, entry: Entry): KnownEntry => ({ id, list, entry });
const diabetes: Entry = { code: { system: 'icd-10', code: 'E11.9' }, clinicalStatus: 'active' };
const absence: Entry = { substance: { code: NO_KNOWN_ALLERGIES }, clinicalStatus: 'active' };
const latex: Entry = { substance: { text: 'Latex' }, clinicalStatus: 'active' };

describe('a signed history and the lists', () => {
  it('adds what is new, with the status that silence means', () => {
    expect(reconcile([], { conditions: [{ text: 'Psoriasis' }], medications: [{ name: 'Biotin' }] })).toMatchObject([
      { list: 'conditions', action: 'added', entry: { text: 'Psoriasis', clinicalStatus: 'active' } },
      { list: 'medications', action: 'added', entry: { name: 'Biotin', status: 'active' } },
    ]);
  });

  it('updates what is known under the same code, however it is written, says which members, and keeps what it is about', () => {
    const changes = reconcile([known('conditions', 'a', diabetes)], {
      conditions: [{ code: { system: 'icd-10', code: 'e119' }, text: 'Type 2 diabetes', onset: '2019', clinicalStatus: 'remission' }],
    });
    expect(changes).toMatchObject([{ action: 'updated', id: 'a', entry: { code: diabetes.code }, changed: ['text', 'onset', 'clinicalStatus'] }]);
    const worded = { ...diabetes, text: 'Diabetes' };
    expect(reconcile([known('conditions', 'a', worded)], { conditions: [{ ...diabetes, text: 'T2DM' }] })).toEqual([]);
  });

  it('adds another entry where the words under a code name something besides, and loses neither', () => {
    const both = { ...diabetes, text: 'Diabetes, epilepsy' };
    expect(reconcile([known('conditions', 'a', diabetes)], { conditions: [both] })).toMatchObject([{ action: 'added', entry: both }]);
    expect(reconcile([known('conditions', 'a', both)], { conditions: [diabetes] })).toMatchObject([{ action: 'added', entry: diabetes }]);
  });

  it('takes nothing back by silence, and deletes nothing', () => {
    expect(reconcile([known('conditions', 'a', { ...diabetes, onset: '2019' })], { conditions: [diabetes] })).toEqual([]);
    expect(reconcile([known('conditions', 'a', diabetes)], { conditions: [] })).toEqual([]);
    expect(reconcile([known('conditions', 'a', diabetes)], { conditions: [], reviewed: ['conditions'] })).toMatchObject([{ action: 'not-mentioned', id: 'a' }]);
  });

  it('states that there is no allergy only where the list was gone through and none is known', () => {
    expect(reconcile([], { allergies: [] })).toEqual([]);
    expect(reconcile([], { allergies: [], reviewed: ['allergies'] })).toMatchObject([{ action: 'added', entry: { substance: { code: NO_KNOWN_ALLERGIES } } }]);
    expect(reconcile([known('allergies', 'a', latex)], { allergies: [], reviewed: ['allergies'] })).toMatchObject([{ action: 'not-mentioned', id: 'a' }]);
    expect(reconcile([known('allergies', 'a', { ...latex, clinicalStatus: 'resolved' })], { reviewed: ['allergies'] })).toMatchObject([{ action: 'added' }]);
  });

  it.each([
    ['by the code', { allergies: [absence] }],
    ['in words', { allergies: [{ substance: { text: 'NKDA' } }] }],
    ['in a field of its own', { noKnownAllergies: { text: 'NKDA' } }],
  ])('keeps that there is none, stated %s, as one statement', (_way, said: StatedHistory) => {
    expect(reconcile([], said)).toMatchObject([{ action: 'added', entry: { substance: { code: NO_KNOWN_ALLERGIES } } }]);
    expect(reconcile([known('allergies', 'n', absence)], said).filter(({ action }) => action === 'added')).toEqual([]);
    expect(reconcile([known('allergies', 'a', latex)], said)).toEqual([]);
    expect(reconcile([], { ...said, allergies: [...(said.allergies ?? []), latex] })).toMatchObject([{ action: 'added', entry: latex }]);
  });

  it('marks no entry as an error, and adds none that is one', () => {
    const wrong = { conditions: [{ ...diabetes, verificationStatus: 'entered-in-error' }], medications: [{ name: 'Biotin', status: 'entered-in-error' }] };
    expect(reconcile([known('conditions', 'a', diabetes)], wrong)).toEqual([]);
    expect(reconcile([known('conditions', 'a', diabetes)], { ...wrong, reviewed: ['conditions'] })).toMatchObject([{ action: 'not-mentioned', id: 'a' }]);
  });

  it('ends the statement that there is none with the first allergy', () => {
    expect(reconcile([known('allergies', 'n', absence)], { allergies: [latex] })).toMatchObject([
      { action: 'added', entry: latex },
      { action: 'updated', id: 'n', entry: { clinicalStatus: 'inactive' } },
    ]);
  });

  const text = fc.constantFrom('Psoriasis', 'psoriasis ', 'Eczema', 'Asthma');
  const entry = fc.record({ text, clinicalStatus: fc.constantFrom('active', 'resolved', undefined) }) as fc.Arbitrary<Entry>;
  const history: fc.Arbitrary<StatedHistory> = fc.record({
    conditions: fc.array(entry, { maxLength: 4 }),
    allergies: fc.array(fc.record({ substance: fc.record({ text: fc.oneof(text, fc.constantFrom('NKDA', 'nil known')) }) }), { maxLength: 3 }),
    reviewed: fc.subarray(['conditions', 'allergies']),
  });

  /** The lists as they are after the changes. */
  const apply = (before: readonly KnownEntry[], said: StatedHistory): KnownEntry[] => {
    const changes = reconcile(before, said);
    const updated = before.map((entry) => ({
      ...entry,
      entry: changes.find((change) => change.id === entry.id && change.action === 'updated')?.entry ?? entry.entry,
    }));
    return [
      ...updated,
      ...changes.filter((change) => change.action === 'added').map((change, index) => known(change.list, `new-${before.length + index}`, change.entry)),
    ];
  };

  it('is done once: the same history again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 4 }), history, (earlier, said) => {
        const once = apply(earlier.reduce(apply, []), said);
        const again = reconcile(once, said).filter((change) => change.action === 'added');
        expect(again).toEqual([]);
      }),
    );
  });

  it('never loses an entry, never has two of one thing, and never an allergy beside the statement that there is none', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 5 }), (all) => {
        let lists: KnownEntry[] = [];
        for (const said of all) {
          const next = apply(lists, said);
          expect(next.map((entry) => entry.id)).toEqual(expect.arrayContaining(lists.map((entry) => entry.id)));
          lists = next;
        }
        const keys = lists.map((entry) => `${entry.list} ${formatEntryKey(entry.list, entry.entry)}`);
        expect(new Set(keys).size).toBe(keys.length);
        const standing = lists.filter((entry) => entry.list === 'allergies' && isActiveEntry(entry.entry));
        expect(standing.some((entry) => statesAbsence(entry.entry)) && standing.some((entry) => !statesAbsence(entry.entry))).toBe(false);
      }),
    );
  });
});
