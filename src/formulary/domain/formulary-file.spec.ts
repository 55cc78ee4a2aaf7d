import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareWithCurrentNames, MOST_LINES, readFormularyFile } from './formulary-file.js';

const header = 'kind,name,system,code,display,harmless,reason';
const atOnce = () => Promise.resolve();
const read = (...lines: string[]) => readFormularyFile([header, ...lines].join('\n'), atOnce);
const wrong = async (...lines: string[]) => (await read(...lines)).problems.map(({ line, code }) => [line, code]);

describe('a list of names', () => {
  it('gives a name the codes of all its lines', async () => {
    const { names, problems } = await read('substance,Examplin Plus,atc,B01AC06,acetylsalicylic acid,,', 'substance,EXAMPLIN-PLUS,ATC,C10AA05,,no,');
    expect(problems).toEqual([]);
    expect(names).toEqual([
      {
        kind: 'substance',
        name: 'Examplin Plus',
        normalized: 'examplin plus',
        line: 2,
        harmless: false,
        reason: null,
        codes: [
          { system: 'atc', code: 'B01AC06', display: 'acetylsalicylic acid' },
          { system: 'atc', code: 'C10AA05' },
        ],
      },
    ]);
  });

  it('takes conditions, procedures and what is harmless, with quoted fields, empty lines and a byte order mark', async () => {
    const { names, problems } = await readFormularyFile(
      `\ufeffName;Kind;System;Code;Harmless;Reason\r\n"Zorbix; the old";condition;icd-10;L63.9;;\r\n\r\nZorbix method;procedure;hairline;hair-transplant-fue;;\r\nZorbix soap;substance;;;YES;"a soap, ""mild"""\r\n`,
      atOnce,
    );
    expect(problems).toEqual([]);
    expect(names.map(({ kind, name, harmless, reason, line }) => [kind, name, harmless, reason, line])).toEqual([
      ['condition', 'Zorbix; the old', false, null, 2],
      ['procedure', 'Zorbix method', false, null, 4],
      ['substance', 'Zorbix soap', true, 'a soap, "mild"', 5],
    ]);
  });

  it('names every wrong line by its number', async () => {
    expect(
      await wrong(
        'medicine,Zorbix,atc,B01AC06,,,',
        'substance,,atc,B01AC06,,,',
        'substance,Zorbix A,atc,B99ZZ99,,,',
        'condition,Zorbix B,atc,B01AC06,,,',
        'substance,Zorbix C,atc,,,,',
        'substance,Zorbix D,,,,perhaps,',
        'substance,Zorbix E,,,,yes,',
        'substance,Zorbix F,,,,,',
        'substance,"Zorbix G,atc,B01AC06,,,',
        'substance,...,atc,B01AC06,,,',
        'substance,Zorbix H,atc,B01AC06,,,',
      ),
    ).toEqual([
      [2, 'invalid-kind'],
      [3, 'invalid-text'],
      [4, 'invalid-code'],
      [5, 'invalid-code'],
      [6, 'required'],
      [7, 'invalid-answer'],
      [8, 'required'],
      [9, 'required'],
      [10, 'malformed'],
      [11, 'invalid-text'],
    ]);
  });

  it('refuses a name that is said twice, or said to be harmless and coded', async () => {
    expect(await wrong('substance,Zorbix,atc,B01AC06,,,', 'substance,zorbix,atc,B01AC06,,,')).toEqual([[3, 'repeated']]);
    expect(await wrong('substance,Zorbix,,,,yes,a soap', 'substance,zorbix,atc,B01AC06,,,')).toEqual([[3, 'contradictory']]);
  });

  it('refuses a meaning that hides what the product reads in the name by itself', async () => {
    expect(await wrong('substance,Warfarin,,,,yes,harmless', 'substance,Zorbix warfarin,atc,N02BE01,,,', 'condition,type 2 diabetes,icd-10,L63.9,,,')).toEqual([
      [2, 'hides-known-meaning'],
      [3, 'hides-known-meaning'],
      [4, 'hides-known-meaning'],
    ]);
    expect(await wrong('substance,Zorbix warfarin,atc,B01AA03,,,')).toEqual([]);
  });

  it.each([
    ['kind,code', 'The column name is missing.'],
    ['kind,name,colour', '"colour" is no column: the columns are kind, name, system, code, display, harmless, reason.'],
    ['kind,name,kind', 'A column stands twice.'],
    ['kind,"name', 'A quotation mark is not closed.'],
  ])('refuses the header %s', async (first, detail) => {
    expect((await readFormularyFile(`${first}\nsubstance,Zorbix`, atOnce)).problems).toEqual([{ line: 1, code: 'invalid-header', detail }]);
  });

  it('refuses a file without names, and one with more lines than are read at once', async () => {
    expect((await read()).problems).toMatchObject([{ line: 1, code: 'empty' }]);
    expect((await read(...Array.from({ length: MOST_LINES + 1 }, () => 'substance,Zorbix,atc,B01AC06,,,'))).problems).toMatchObject([
      { line: MOST_LINES + 2, code: 'too-many' },
    ]);
  });

  it('is read or refused, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 40 }), { maxLength: 5 }), async (lines) => {
        const { names, problems } = await read(...lines);
        expect(names.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('names beside those that stand', () => {
  const list = () => read('substance,Zorbix,atc,B01AC06,,,', 'substance,Zorbix soap,,,,yes,a soap');
  const standing = {
    id: 'entry-1',
    kind: 'substance' as const,
    normalized: 'zorbix',
    codes: [{ system: 'atc', code: 'B01AC06', display: 'other words' }],
    harmless: false,
  };

  it('are added where they are new, and left where they say the same', async () => {
    const { added, unchanged, problems } = compareWithCurrentNames((await list()).names, [standing]);
    expect([added.map(({ name }) => name), unchanged, problems]).toEqual([['Zorbix soap'], 1, []]);
  });

  it('are refused where they say something else', async () => {
    const { problems } = compareWithCurrentNames((await list()).names, [{ ...standing, codes: [{ system: 'atc', code: 'N02BE01' }] }]);
    expect(problems).toEqual([{ line: 2, code: 'stands-otherwise', detail: 'The name stands for something else: revoke the entry entry-1 first.' }]);
  });
});
