import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_DISPLAY, readRelease, ReleaseError, type LoadableSystem, type ReleaseCode } from './release.js';
import { splitFields } from '../../kernel/separated-values.js';

async function* linesOf(text: string): AsyncGenerator<string> {
  for (const line of text.split('\n')) yield await Promise.resolve(line);
}

const read = async (text: string, system: LoadableSystem = 'icd-10'): Promise<ReleaseCode[]> => {
  const codes: ReleaseCode[] = [];
  for await (const code of readRelease(linesOf(text), system)) codes.push(code);
  return codes;
};

const problemsOf = async (text: string, system: LoadableSystem = 'icd-10') => {
  const error = await read(text, system).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ReleaseError);
  return (error as ReleaseError).problems;
};

describe('the file of a release', () => {
  it('is read with commas, semicolons and tabs, with a header and without one', async () => {
    const expected = [{ code: 'L63.9', display: 'Alopecia', synonyms: [] }];
    for (const text of [
      'L63.9,Alopecia',
      '\ufeffL639;Alopecia\n',
      'l639\tAlopecia\textra',
      'Code,Display\nL63.9,Alopecia',
      'x,display,code\n1,Alopecia,L63.9\n\n',
    ]) {
      expect([text, await read(text)]).toEqual([text, expected]);
    }
  });

  it('may have quotation marks, commas, line breaks and other delimiters in a title', async () => {
    expect(await read('L63.9,"Alopecia, ""areata""\nand more; all"\nL64,Other; plain')).toEqual([
      { code: 'L63.9', display: 'Alopecia, "areata" and more; all', synonyms: [] },
      { code: 'L64', display: 'Other; plain', synonyms: [] },
    ]);
  });

  it('may be an order file of ICD-10-CM, with headings and long titles', async () => {
    const line = (number: string, code: string, short: string, long: string) => `${number} ${code.padEnd(7)} 0 ${short.padEnd(60)} ${long}`;
    expect(
      await read([line('00001', 'L63', 'Alopecia', 'Alopecia areata'), line('00002', 'S0100XA', 'Wound', 'Unspecified open wound of scalp')].join('\n')),
    ).toEqual([
      { code: 'L63', display: 'Alopecia areata', synonyms: [] },
      { code: 'S01.00XA', display: 'Unspecified open wound of scalp', synonyms: [] },
    ]);
    expect(await problemsOf(`${line('00001', 'L63', 'a', 'b')}\nL64,Other`)).toEqual([{ line: 2, detail: 'it is no line of an ICD-10-CM order file.' }]);
  });

  it('is refused with every bad line by its number, ten at most', async () => {
    expect(await problemsOf('L63,A\nL6,B\nL63,C\n,D\nL64,\nL65')).toMatchObject([{ line: 2 }, { line: 3 }, { line: 4 }, { line: 5 }, { line: 6 }]);
    expect(await problemsOf(`L63,A\n${'bad,row\n'.repeat(50)}`)).toHaveLength(10);
    expect(await problemsOf(`L63,"open\n${'more\n'.repeat(60)}`)).toMatchObject([{ line: 1 }, { line: 21 }, { line: 22 }, ...Array<unknown>(7).fill({})]);
    expect(await problemsOf('1-2,Wrong check digit', 'loinc')).toMatchObject([{ line: 1 }]);
  });

  it('keeps a title as long as a record may have it, and no longer', async () => {
    const [code] = await read(`L63,${'x'.repeat(400)}`);
    expect([code!.display.length, code!.display.at(-1)]).toEqual([LONGEST_DISPLAY, '…']);
    const [pair] = await read(`L63,${'x'.repeat(LONGEST_DISPLAY - 2)}💈💈`);
    expect([pair!.display.isWellFormed(), pair!.display.length <= LONGEST_DISPLAY]).toEqual([true, true]);
  });

  it('gives back what was written into it', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', ';', '\t', 'é'), minLength: 1, maxLength: 12 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), fc.constantFrom(',', ';', '\t'), (fields, delimiter) => {
        expect(splitFields(fields.map(quoted).join(delimiter), delimiter)).toEqual(fields);
      }),
    );
  });

  it('is either read or refused, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('L', '6', '3', ',', '"', '\t', 'x', ' ', '\ufffd', '.') }), { maxLength: 8 }),
        async (lines) => {
          await read(lines.join('\n')).then(
            (codes) => expect(codes.length).toBeGreaterThan(0),
            (error: unknown) => expect(error).toBeInstanceOf(ReleaseError),
          );
        },
      ),
    );
  });
});
