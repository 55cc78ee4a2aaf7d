import { describe, expect, it } from '@jest/globals';
import { noClinicNames } from '../../formulary/index.js';
import { readConditionEntry, readMedicationEntry, readProcedureEntry } from './read-entries.js';

/** A code that no map knows, with or without the name that was sent with it. */
const foreign = (display?: string) => ({ system: 'local', code: 'X1', ...(display !== undefined && { display }) });

const readers = {
  condition: (text: string | null, code: ReturnType<typeof foreign> | null) => readConditionEntry({ text, code }, noClinicNames),
  medicine: (text: string | null, code: ReturnType<typeof foreign> | null) => readMedicationEntry({ name: text, code }, noClinicNames),
  operation: (text: string | null, code: ReturnType<typeof foreign> | null) => readProcedureEntry({ text, code }, noClinicNames),
};
const known = { condition: 'asthma', medicine: 'paracetamol', operation: 'appendectomy' };
const misspelt = { condition: 'hypotyroid', medicine: 'paracitamol 500', operation: 'hysterctomy' };
const kinds = Object.keys(readers) as (keyof typeof readers)[];

describe.each(kinds)('an entry of a %s', (kind) => {
  const unread = (text: string | null, code: ReturnType<typeof foreign> | null = null) => readers[kind](text, code).flatMap((part) => part.unread ?? []);

  it('is read where its words are', () => {
    expect(unread(known[kind])).toEqual([]);
  });

  it('is unread where nobody knows its words', () => {
    expect(unread('Zubrowskian')).toMatchObject([{ words: [expect.stringMatching(/zubrowskian/i)] }]);
  });

  it('is unread by a foreign code alone; words tell what it stands for, its own or those of the code', () => {
    expect(unread(null, foreign())).toMatchObject([{ reason: 'unknown-system' }]);
    expect(unread(known[kind], foreign())).toEqual([]);
    expect(unread(null, foreign(known[kind]))).toEqual([]);
  });

  it('stays unread where only the words of its code, or only its own, are known', () => {
    expect(unread('Zubrowskian', foreign(known[kind]))).toHaveLength(1);
    expect(unread(known[kind], foreign('Zubrowskian'))).toHaveLength(1);
  });

  it('is not cleared by words that are only near a known name', () => {
    expect(unread(misspelt[kind])).toMatchObject([{ reason: 'misspelt' }]);
  });
});
