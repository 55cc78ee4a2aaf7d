/**
 * What holds of every check, whatever is recorded, over both treatments. Each is tried through all that a request goes through, with the
 * changes of the corpus of probes.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listShippedCodes } from '../../src/terminology/codes/index.js';
import { runs } from '../support/runs.js';
import { probes } from './probes/index.js';
import { isMilder, isTaken, outcomeAfter } from './probes/in-process.js';
import { exemptions, stated } from './probes/person-and-answers.js';
import {
  addAllergy,
  addCondition,
  addMedicine,
  addProcedure,
  plan,
  shortNames,
  treatmentOf,
  type Outcome,
  type Probe,
  type ShortName,
} from './probes/probe.js';

const treatment = fc.constantFrom(...shortNames);

/** Kinds whose changes add an item to a list. */
const adding = new Set([
  'condition by code',
  'condition in words',
  'medicine by code',
  'medicine in words',
  'allergy',
  'procedure',
  'harmless condition',
  'harmless medicine',
  'harmless allergy',
  'harmless procedure',
]);
/** These take something back, or change more than a list. */
const takesBack =
  /refuted|entered in error|not-taken|planned$|today without it|and nothing said|no-known-allergies|earlier consultation|none|nil|NKDA|no known|no allergies/i;
const additions = probes.filter(({ kind, change, of, edit }) => adding.has(kind) && !takesBack.test(change) && of === 'woman' && isTaken(edit));
const addition = fc.constantFrom(...additions);

/** Words that no language has: letters that never stand together. */
const gibberish = fc
  .array(fc.constantFrom('zq', 'xv', 'qj', 'wx', 'vk', 'jz', 'kq', 'fj'), { minLength: 3, maxLength: 6 })
  .map((parts) => parts.join(''))
  .chain((word) => fc.constantFrom(word, `${word} 20`, `Tab ${word} OD`, `${word} syndrome`, `Dolo 650, ${word}`, `hay fever, ${word}`));
const unknownItem = fc
  .tuple(gibberish, fc.constantFrom('condition', 'medicine', 'allergy', 'procedure', 'ingredient'))
  .map(([text, list]): { list: string; text: string; edit: Probe['edit'] } => ({
    list,
    text,
    edit: {
      condition: addCondition({ text }),
      medicine: addMedicine({ name: text }),
      allergy: addAllergy({ substance: { text } }),
      procedure: addProcedure({ text }),
      ingredient: plan(['d-panthenol', text]),
    }[list],
  }));

describe('a check', () => {
  it('has many items to be tried with', () => {
    expect(additions.length).toBeGreaterThan(700);
  });

  it('never gets milder by an item that is added to the record', () => {
    fc.assert(
      fc.property(treatment, fc.array(addition, { maxLength: 3 }), addition, (of, before, probe) => {
        const edits = before.map(({ edit }) => edit);
        const [without, withIt] = [outcomeAfter(of, edits), outcomeAfter(of, [...edits, probe.edit])];
        expect({ added: probe.change, milder: isMilder(withIt, without), without, withIt }).toEqual({ added: probe.change, milder: false, without, withIt });
      }),
      runs(800),
    );
  });

  it('says the same in whatever order the items stand', () => {
    fc.assert(
      fc.property(treatment, fc.uniqueArray(addition, { minLength: 2, maxLength: 4, selector: ({ change }) => change }), (of, items) => {
        const edits = items.map(({ edit }) => edit);
        expect(outcomeAfter(of, edits.toReversed())).toBe(outcomeAfter(of, edits));
      }),
      runs(400),
    );
  });

  it('is never clear with words that nobody knows', () => {
    fc.assert(
      fc.property(treatment, fc.array(addition, { maxLength: 2 }), unknownItem, (of, before, { list, text, edit }) => {
        expect({ list, text, outcome: outcomeAfter(of, [...before.map((probe) => probe.edit), edit]) }).not.toMatchObject({ outcome: 'clear' });
      }),
      runs(800),
    );
  });

  it('waits for what an unknown word means, where nothing graver is known', () => {
    fc.assert(
      fc.property(treatment, unknownItem, (of, { list, text, edit }) => {
        const outcome = outcomeAfter(of, [edit]);
        expect({ list, text, outcome, milder: isMilder(outcome, 'needs-data') }).toEqual({ list, text, outcome, milder: false });
      }),
      runs(300),
    );
  });

  it('is never made milder by an exemption where something is stated', () => {
    for (const of of shortNames)
      for (const [fact, state] of stated)
        for (const [exemption, exempt] of exemptions)
          for (const edits of [
            [state, exempt],
            [exempt, state],
          ]) {
            const [plainly, exempted] = [outcomeAfter(of, [state]), outcomeAfter(of, edits)];
            expect({ of, fact, exemption, plainly, exempted, milder: isMilder(exempted, plainly) }).toEqual({
              of,
              fact,
              exemption,
              plainly,
              exempted,
              milder: false,
            });
          }
  });

  it('is not made milder by an exemption, whatever else is recorded', () => {
    fc.assert(
      fc.property(
        treatment,
        fc.constantFrom(...stated),
        fc.constantFrom(...exemptions),
        fc.array(addition, { maxLength: 2 }),
        (of, [, state], [, exempt], others) => {
          const edits = others.map(({ edit }) => edit);
          expect(isMilder(outcomeAfter(of, [...edits, state, exempt]), outcomeAfter(of, [...edits, state]))).toBe(false);
        },
      ),
      runs(300),
    );
  });
});

/** Each code with each that it covers. */
const families = (codes: readonly string[], parentsOf: (code: string) => string[]): [string, string][] =>
  codes.flatMap((code) => parentsOf(code).map((parent): [string, string] => [parent, code]));

const icd10Parents = (code: string): string[] => (code.includes('.') ? [...new Set([code.slice(0, 3), ...(code.length > 5 ? [code.slice(0, 5)] : [])])] : []);
const atcParents = (code: string): string[] => [1, 3, 4, 5].filter((length) => length < code.length).map((length) => code.slice(0, length));

const codesOfProbes = (pattern: RegExp): string[] => probes.flatMap(({ change }) => pattern.exec(change)?.[0] ?? []);

const outcomesOf = (edit: (code: string) => Probe['edit']): ((code: string, of: ShortName) => Outcome) => {
  const known = new Map<string, Outcome>();
  return (code, of) => {
    const key = `${of} ${code}`;
    let outcome = known.get(key);
    if (!outcome) known.set(key, (outcome = outcomeAfter(of, [edit(code)])));
    return outcome;
  };
};

describe.each(shortNames)('a parent code (%s)', (of) => {
  const milder = (pairs: readonly [string, string][], outcome: (code: string, of: ShortName) => Outcome): string[] =>
    pairs
      .filter(([parent, child]) => isMilder(outcome(parent, of), outcome(child, of)))
      .map(([parent, child]) => `${parent} is ${outcome(parent, of)}, ${child} ${outcome(child, of)} (${treatmentOf[of]})`);

  it('of ICD-10 is never milder than any child', () => {
    const codes = [...new Set([...listShippedCodes('icd-10').map(({ code }) => code), ...codesOfProbes(/^[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}(?![^ ])/)])];
    const ofCondition = outcomesOf((code) => addCondition({ code: { system: 'icd-10', code } }));
    expect(milder(families(codes, icd10Parents), ofCondition)).toEqual([]);
  });

  it('of ATC is never milder than any child, as a medicine', () => {
    const codes = [...new Set([...listShippedCodes('atc').map(({ code }) => code), ...codesOfProbes(/^[A-V]\d\d[A-Z]{2}\d\d(?![^ ])/)])];
    const ofMedicine = outcomesOf((code) => addMedicine({ code: { system: 'atc', code } }));
    expect(milder(families(codes, atcParents), ofMedicine)).toEqual([]);
  });

  it('of ATC is never milder than any child, as an allergy', () => {
    const codes = listShippedCodes('atc').map(({ code }) => code);
    const ofAllergy = outcomesOf((code) => addAllergy({ substance: { code: { system: 'atc', code } } }));
    expect(milder(families(codes, atcParents), ofAllergy)).toEqual([]);
  });
});
