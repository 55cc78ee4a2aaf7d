/**
 * The words and the code of one thing give the same outcome: over every name that the vocabularies of conditions, substances and brands
 * ship. Not run by default before rules read them: rename to `vocabulary-properties.test.ts` then.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getConditionLexicon } from '../../src/terminology/conditions/lexicon.js';
import { parseCondition } from '../../src/terminology/conditions/index.js';
import { brands } from '../../src/terminology/substances/brands/index.js';
import { selectCodesForRoutes, parseSubstances, substances, type Substance } from '../../src/terminology/substances/index.js';
import { runs } from '../support/runs.js';
import { isMilder, outcomeAfter } from './probes/in-process.js';
import { addAllergy, addCondition, addMedicine, plan, shortNames, type Outcome, type Probe, type ShortName } from './probes/probe.js';

const treatment = fc.constantFrom(...shortNames);
const atc = (code: string) => ({ system: 'atc', code });
const mostSevere = (outcomes: readonly Outcome[]): Outcome => outcomes.reduce((one, other) => (isMilder(one, other) ? other : one), 'clear');

/** The outcome of several changes, each alone. */
const gravestOf = (of: ShortName, edits: readonly Probe['edit'][]): Outcome => mostSevere(edits.map((edit) => outcomeAfter(of, [edit])));

/** Shorter codes name a group, which holds other substances too. */
const SUBSTANCE_LENGTH = 7;

describe('a condition in words', () => {
  const terms = [...new Set([...getConditionLexicon().byWord.values()].flatMap((all) => all.map(({ words }) => words.join(' '))))].filter((words) => {
    const { found, unexplained } = parseCondition(words);
    return unexplained.length === 0 && found.length > 0 && found.every(({ statement, spelling }) => statement === 'present' && spelling === 'exact');
  });

  it('is known under many names', () => {
    expect(terms.length).toBeGreaterThan(2000);
  });

  it('means what its codes mean', () => {
    fc.assert(
      fc.property(treatment, fc.constantFrom(...terms), (of, text) => {
        const byCode = gravestOf(
          of,
          parseCondition(text).found.map(({ code }) => addCondition({ code: { system: 'icd-10', code } })),
        );
        expect({ text, outcome: outcomeAfter(of, [addCondition({ text })]) }).toEqual({ text, outcome: byCode });
      }),
      runs(1500),
    );
  });
});

/** What nobody calls by another thing's name. */
const plainNames = (item: Substance): string[] =>
  item.names.filter((name) => {
    const { found, unexplained } = parseSubstances(name);
    return (
      unexplained.length === 0 &&
      found.length > 0 &&
      found.every(({ substance, spelling, statement }) => substance === item.id && spelling === 'exact' && statement === 'taken')
    );
  });

describe('a medicine in words', () => {
  const named = substances
    .filter(({ isClass, atc: codes }) => !isClass && codes.length > 0)
    .flatMap((substance) => plainNames(substance).map((name) => ({ name, one: substance })));

  it('is known under many names', () => {
    expect(named.length).toBeGreaterThan(1500);
  });

  it('is as grave as the gravest of the codes that fit its words', () => {
    fc.assert(
      fc.property(treatment, fc.constantFrom(...named), (of, { name }) => {
        const codes = parseSubstances(name).found.flatMap((found) => found.atc);
        fc.pre(codes.every((code) => code.length === SUBSTANCE_LENGTH));
        const byCode = gravestOf(
          of,
          codes.map((code) => addMedicine({ code: atc(code) })),
        );
        expect({ name, codes, outcome: outcomeAfter(of, [addMedicine({ name })]) }).toEqual({ name, codes, outcome: byCode });
      }),
      runs(1000),
    );
  });

  it('of a brand is as grave as what it is made of', () => {
    const byId = new Map(substances.map((substance) => [substance.id, substance]));
    const whole = brands.filter(([, ...parts]) =>
      parts.every((part) => byId.get(part)?.isClass === false && byId.get(part)!.atc.length === 1 && byId.get(part)!.atc[0]!.length === SUBSTANCE_LENGTH),
    );
    expect(whole.length).toBeGreaterThan(300);
    fc.assert(
      fc.property(treatment, fc.constantFrom(...whole), (of, [name, ...parts]) => {
        const byParts = gravestOf(
          of,
          parts.flatMap((part) => selectCodesForRoutes(byId.get(part)!.atc, []).map((code) => addMedicine({ code: atc(code) }))),
        );
        expect({ name, parts, outcome: outcomeAfter(of, [addMedicine({ name })]) }).toEqual({ name, parts, outcome: byParts });
      }),
      runs(800),
    );
  });
});

describe('an allergy in words', () => {
  const coded = substances.filter(({ isClass, atc: codes }) => !isClass && codes.length > 0);

  it('to what is planned rules it out, by each of its names and each of its codes', () => {
    const usual = ['lidocaine', 'prilocaine', 'minoxidil', 'finasteride', 'dutasteride', 'biotin', 'hyaluronidase', 'bupivacaine'];
    const failing = coded
      .filter(({ id }) => usual.includes(id))
      .flatMap((substance) => [
        ...plainNames(substance).map((text) => ({ one: substance, what: text, edit: addAllergy({ substance: { text } }) })),
        ...substance.atc.map((code) => ({ one: substance, what: code, edit: addAllergy({ substance: { code: atc(code) } }) })),
      ])
      .filter(({ one, edit }) => outcomeAfter('mesotherapy', [plan([one.display]), edit], 'man') !== 'contraindicated')
      .map(({ one, what }) => `"${what}" with ${one.display} planned`);
    expect(failing).toEqual([]);
  });

  it('means the same by its name and by its code, whatever is planned', () => {
    const single = coded
      .filter(({ atc: codes }) => codes.length === 1 && codes[0]!.length === SUBSTANCE_LENGTH)
      .filter((substance) => plainNames(substance).length > 0);
    fc.assert(
      fc.property(treatment, fc.constantFrom(...single), fc.constantFrom(...coded), (of, one, other) => {
        const planned = plan([other.display]);
        const [byName, byCode] = [{ text: plainNames(one)[0]! }, { code: atc(one.atc[0]!) }].map((substance) =>
          outcomeAfter(of, [planned, addAllergy({ substance })]),
        );
        expect({ allergy: one.display, planned: other.display, outcome: byName }).toEqual({ allergy: one.display, planned: other.display, outcome: byCode });
      }),
      runs(500),
    );
  });
});
