import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadFile } from '../../../src/cli/codes.js';
import { roles } from '../../../src/platform/access/policy.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

interface Item {
  system: string;
  code: string;
  display: string;
  synonyms: string[];
  source: string;
}

describe('codes', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let directory: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    directory = mkdtempSync(join(tmpdir(), 'hairline codes '));
  });
  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true });
    await app.stop();
  });

  const search = async (system: string, query: string, of = clinic): Promise<Item[]> => {
    const { status, body } = await of.as('technician').get(`/v1/codes?system=${system}&query=${encodeURIComponent(query)}`);
    expect([query, status]).toEqual([query, 200]);
    return body.items as Item[];
  };
  const codesOf = async (system: string, query: string, of = clinic) => (await search(system, query, of)).map((item) => item.code);

  const everyPage = async (query: string, of = clinic): Promise<Item[]> => {
    const seen: Item[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { status, body } = await of.as('dermatologist').get(`/v1/codes?${query}${cursor && `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      seen.push(...(body.items as Item[]));
      cursor = body.nextCursor as string | null;
    }
    return seen;
  };

  const load = async (of: TestClinic, system: string, content: string | Buffer, name = 'releases.txt') => {
    const file = join(directory, name);
    writeFileSync(file, content);
    const connection = await app.owner.connect();
    try {
      return await loadFile(connection, { clinic: of.id, system, file });
    } finally {
      connection.release();
    }
  };

  describe('that are shipped', () => {
    it('are found by what they are called, general codes first', async () => {
      const [first, second] = await search('icd-10', 'alop');
      expect(first).toEqual({ system: 'icd-10', code: 'L63', display: 'Alopecia areata', synonyms: ['patchy hair loss', 'AA'], source: 'shipped' });
      expect(second!.code).toBe('L64');
    });

    it('are found by every role, and by clients, but not without a token', async () => {
      for (const role of roles) expect((await clinic.as(role).get('/v1/codes?system=atc&query=minox')).status).toBe(200);
      expect((await (await clinic.asClient([])).get('/v1/codes?system=atc&query=minox')).status).toBe(200);
      expect((await app.nobody.get('/v1/codes?system=atc&query=minox')).status).toBe(401);
    });

    it.each([
      ['icd-10', 'L63.9', 'L63.9'],
      ['icd-10', 'l639', 'L63.9'],
      ['icd-10', 'areata alopecia unspec', 'L63.9'],
      ['icd-10', 'anemia iron def', 'D50'],
      ['icd-10', 'tumor pituitary', 'D35.2'],
      ['icd-10', 'diabtes type 2', 'E11'],
      ['atc', 'b01ac06', 'B01AC06'],
      ['atc', 'cyclosporin', 'L04AD01'],
      ['loinc', 'hemoglobin', '718-7'],
      ['loinc', '718', '718-7'],
      ['hairline', 'fue', 'hair-transplant-fue'],
      ['ucum', 'mmhg', 'mm[Hg]'],
    ])('in %s answer "%s" first with %s', async (system, query, code) => {
      expect((await codesOf(system, query))[0]).toBe(code);
    });

    it('are listed from the start without a query, page by page, none lost and none twice', async () => {
      const items = await everyPage('system=icd-10&limit=200');
      const codes = items.map((item) => item.code);
      expect(codes.length).toBeGreaterThan(700);
      expect(codes).toEqual([...new Set(codes)].sort());
      const { body } = await clinic.as('admin').get('/v1/codes?system=icd-10&limit=1&count=true');
      expect(body.total).toBe(codes.length);
    });

    it('are found page by page in one order, also with typing errors', async () => {
      for (const query of ['alopecia', 'alopexia', 'l6']) {
        const item = await everyPage(`system=icd-10&query=${query}&limit=200`);
        const many = await everyPage(`system=icd-10&query=${query}&limit=3`);
        expect(many).toEqual(item);
        expect(item.length).toBeGreaterThan(5);
        const { body } = await clinic.as('admin').get(`/v1/codes?system=icd-10&query=${query}&limit=1&count=true`);
        expect([query, body.total]).toEqual([query, item.length]);
      }
    });

    it('of nothing are none', async () => {
      for (const query of ['qqqqqqq', '—', 'alopecia qqqqqqq', '%', "'", '\\']) expect([query, await codesOf('icd-10', query)]).toEqual([query, []]);
    });

    it('are read one by one', async () => {
      const { status, body } = await clinic.as('receptionist').get('/v1/codes/icd-10/L64.0');
      expect([status, body]).toEqual([200, expect.objectContaining({ code: 'L64.0', source: 'shipped' })]);
      expect((await clinic.as('receptionist').get(`/v1/codes/ucum/${encodeURIComponent('mg/dL')}`)).body.display).toBe('milligram per decilitre');
      for (const path of [
        'icd-10/L99.9',
        'icd-10/l64.0',
        'snomed/236886002',
        'icd-10/%00',
        `icd-10/${'X'.repeat(90)}`,
        'toString/L64',
        'icd-10/%F0%9F%92%A9',
      ]) {
        expect([path, (await clinic.as('receptionist').get(`/v1/codes/${path}`)).status]).toEqual([path, 404]);
      }
    });

    it.each([
      ['', [{ pointer: '?system', code: 'required' }]],
      ['system=snomed&query=', [{ pointer: '?system', code: 'not-allowed' }, { pointer: '?query' }]],
      [`system=icd-10&query=${'x'.repeat(101)}`, [{ pointer: '?query' }]],
      ['system=icd-10&query=a%00b', [{ pointer: '/query', code: 'invalid-text' }]],
      ['system=icd-10&query=a&query=b', [{ pointer: '?query' }]],
      ['system=icd-10&limit=0', [{ pointer: '?limit', code: 'out-of-range' }]],
      ['system=icd-10&q=alop', [{ pointer: '?q', code: 'unknown-property' }]],
    ])('are not looked for with "%s"', async (query, errors) => {
      const { status, body } = await clinic.as('admin').get(`/v1/codes?${query}`);
      expect([status, body.errors]).toMatchObject([400, errors]);
    });

    it('go on only with the cursor of the same query', async () => {
      const { nextCursor } = (await clinic.as('admin').get('/v1/codes?system=icd-10&query=alopecia&limit=1')).body as { nextCursor: string };
      const other = await clinic.as('admin').get(`/v1/codes?system=icd-10&query=acne&limit=1&cursor=${nextCursor}`);
      expect([other.status, other.body.errors]).toMatchObject([400, [{ pointer: '?cursor' }]]);
    });
  });

  describe('that a clinic has loaded', () => {
    it('join the shipped ones, win for the same code, and are its alone', async () => {
      const own = await app.clinic();
      const other = await app.clinic();
      const report = await load(
        own,
        'icd-10',
        'code,display,synonyms\nL63.9,"Alopecia areata, as the clinic says",spots;patches\nL639X,Alopecia of the test,\nA00.0,Cholera by the test,\nD508,"Other ""iron"" anemias",\n',
      );
      expect(report).toEqual({ codes: 4, replaced: 0 });
      const found = await search('icd-10', 'l639', own);
      expect(found).toEqual([
        { system: 'icd-10', code: 'L63.9', display: 'Alopecia areata, as the clinic says', synonyms: ['spots', 'patches'], source: 'clinic' },
        { system: 'icd-10', code: 'L63.9X', display: 'Alopecia of the test', synonyms: [], source: 'clinic' },
      ]);
      // By what only the shipped title has, too.
      expect((await search('icd-10', 'areata unspecified', own)).map(({ code, source }) => [code, source])).toEqual([['L63.9', 'clinic']]);
      expect((await search('icd-10', 'anaemias iron', own))[0]).toMatchObject({ code: 'D50.8', display: 'Other "iron" anemias' });
      expect(await codesOf('icd-10', 'cholrea', own)).toEqual(['A00.0']);
      expect((await own.as('admin').get('/v1/codes/icd-10/L63.9')).body.source).toBe('clinic');
      expect((await own.as('admin').get('/v1/codes?system=icd-10&limit=1')).body.items).toMatchObject([{ code: 'A00.0', source: 'clinic' }]);

      const all = await everyPage('system=icd-10&limit=200', own);
      const shipped = await everyPage('system=icd-10&limit=200', other);
      expect(all.length).toBe(shipped.length + 3);
      expect(all.map(({ code }) => code)).toEqual([...new Set(all.map(({ code }) => code))].sort());
      expect((await own.as('admin').get('/v1/codes?system=icd-10&limit=1&count=true')).body.total).toBe(all.length);
      const paged = await everyPage('system=icd-10&query=alopecia&limit=2', own);
      expect(paged).toEqual(await everyPage('system=icd-10&query=alopecia&limit=200', own));
      expect((await own.as('admin').get('/v1/codes?system=icd-10&query=alopecia&limit=1&count=true')).body.total).toBe(paged.length);

      expect((await other.as('admin').get('/v1/codes/icd-10/A00.0')).status).toBe(404);
      expect(await codesOf('icd-10', 'cholera', other)).toEqual([]);
      expect((await search('icd-10', 'l639', other))[0]).toMatchObject({ source: 'shipped' });
    });

    it('are answered in one order, whichever list they are of and however long the pages are', async () => {
      const own = await app.clinic();
      const titles = ['acne of the test', 'other acne', 'anaemia of the test', 'something else'];
      const lines = Array.from({ length: 120 }, (_, index) => `${'ABL'[index % 3]}${10 + (index % 70)}.${index},${titles[index % 4]} ${index}`);
      await load(own, 'icd-10', lines.join('\n'));
      for (const query of ['a', 'ac', 'acne', 'l7', 'other acn', 'acnee']) {
        const whole = await everyPage(`system=icd-10&query=${query}&limit=200`, own);
        for (const limit of [1, 7]) expect(await everyPage(`system=icd-10&query=${query}&limit=${limit}`, own)).toEqual(whole);
        const matches = (item: Item) => /\bac/i.test(item.display) || item.synonyms.some((synonym) => /\bac/i.test(synonym));
        if (query === 'ac') {
          const all = await everyPage('system=icd-10&limit=200', own);
          const expected = all.filter(matches).sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
          expect(whole).toEqual(expected);
          expect(new Set(whole.map((item) => item.source)).size).toBe(2);
        }
      }
    });

    it('are replaced as a whole by the next load, of that system alone', async () => {
      const own = await app.clinic();
      await load(own, 'icd-10', 'A00.0,First\nA00.1,Second\n');
      await load(own, 'loinc', '"LOINC_NUM","COMPONENT","LONG_COMMON_NAME"\n"33959-8","Procalcitonin","Procalcitonin in the test"\n');
      expect(await load(own, 'icd-10', 'A00.1\tSecond again\nA00.9\tThird\n')).toEqual({ codes: 2, replaced: 2 });
      expect(await codesOf('icd-10', 'A00', own)).toEqual(['A00.1', 'A00.9']);
      expect(await codesOf('icd-10', 'first', own)).not.toContain('A00.0');
      expect(await codesOf('loinc', 'procalc', own)).toEqual(['33959-8']);
    });

    it('stay as they were when a line of the file is wrong, and each line is named', async () => {
      const own = await app.clinic();
      await load(own, 'atc', 'B01AC06;Aspirin of before\n');
      const lines = ['ATC code;ATC name', 'B01AC06;Aspirin', 'B01AC6;Wrong', 'B01AC04;', 'A10BA02;Metformin', 'A10BA02;Metformin again', 'A11'];
      await expect(load(own, 'atc', lines.join('\r\n'))).rejects.toThrow(
        'the list is as it was: line 3: "B01AC6" is not a code of atc.; line 4: the code B01AC04 has no title.; line 6: the code A10BA02 appears a second time.; line 7: it has 1 column, and no title in one of them.',
      );
      await expect(load(own, 'atc', 'hello\n')).rejects.toThrow('line 1: it is neither a header');
      await expect(load(own, 'atc', 'code,display\n')).rejects.toThrow('holds no codes');
      await expect(load(own, 'atc', '')).rejects.toThrow('holds no codes');
      await expect(load(own, 'atc', Buffer.from('B01AC06;Aspirin\nB01AC04;Clopidogr\xe9l\n', 'latin1'))).rejects.toThrow('line 2: it is not text in UTF-8');
      await expect(load(own, 'atc', 'B01AC06,"Aspirin\nB01AC04,Clopidogrel\n')).rejects.toThrow('line 1: a quotation mark is not closed');
      expect((await own.as('admin').get('/v1/codes/atc/B01AC06')).body.display).toBe('Aspirin of before');
    });

    it('are not loaded for a clinic, a system or from a file that is none', async () => {
      const own = await app.clinic();
      const connection = await app.owner.connect();
      const file = join(directory, 'good.csv');
      writeFileSync(file, 'B01AC06,Aspirin\n');
      try {
        const good = { clinic: own.id, system: 'atc', file };
        await expect(loadFile(connection, { ...good, clinic: 'Test Clinic' })).rejects.toThrow('"Test Clinic" is not the id of a clinic.');
        await expect(loadFile(connection, { ...good, clinic: '01936f00-0000-7000-8000-00000000dead' })).rejects.toThrow('There is no clinic');
        await expect(loadFile(connection, { ...good, system: 'snomed' })).rejects.toThrow('choose one of icd-10, atc, loinc');
        await expect(loadFile(connection, { ...good, file: join(directory, 'none.csv') })).rejects.toThrow('cannot be read (ENOENT)');
        await expect(loadFile(connection, { ...good, file: directory })).rejects.toThrow('cannot be read (EISDIR)');
        expect(await loadFile(connection, good)).toEqual({ codes: 1, replaced: 0 });
      } finally {
        connection.release();
      }
    });

    it('cannot be written by the application, whatever the clinic', async () => {
      for (const table of ['clinic_codes', 'clinic_code_words', 'clinic_code_lists']) {
        await expect(app.sql(`DELETE FROM ${table}`, [], clinic.id)).rejects.toThrow('permission denied');
      }
    });
  });

  describe('of a list of a hundred thousand', () => {
    let own: TestClinic;
    const nouns = ['fracture', 'neoplasm', 'diabetes', 'poisoning', 'anemia', 'ulcer', 'burn', 'alopecia', 'dermatitis', 'arthritis'];
    const sites = ['scalp', 'femur', 'skin', 'eye', 'hand', 'foot', 'thorax', 'pelvis', 'knee', 'ear'];

    beforeAll(async () => {
      own = await app.clinic();
      const rows = Array.from({ length: 100_000 }, (_, index) => {
        const code = `${String.fromCharCode(65 + (index % 26))}${10 + (index % 89)}${index.toString(36).toUpperCase().padStart(4, '0')}`;
        const title = `${index % 4 === 0 ? 'Unspecified ' : ''}${nouns[index % 10]} of ${sites[Math.floor(index / 10) % 10]}, case${index % 7919}${index % 3 === 0 ? ', initial encounter' : ''}`;
        return `${String(index % 100_000).padStart(5, '0')} ${code.padEnd(7)} 1 ${'Short title'.padEnd(60)} ${title}`;
      });
      expect(await load(own, 'icd-10', `${rows.join('\n')}\n`)).toEqual({ codes: 100_000, replaced: 0 });
    }, 180_000);

    it.each(['a', 'b12', 'u', 'un', 'unspecified', 'unspecified initial encounter', 'alopecia scalp', 'case4711', 'diabtes', 'fracture femur case77'])(
      'answers "%s" in milliseconds',
      async (query) => {
        await search('icd-10', query, own);
        const times: number[] = [];
        for (let run = 0; run < 5; run++) {
          const start = performance.now();
          const items = await search('icd-10', query, own);
          times.push(performance.now() - start);
          expect(items.length).toBeGreaterThan(0);
        }
        expect(Math.min(...times)).toBeLessThan(200);
      },
    );

    it('reads no table from end to end under row-level security', async () => {
      const plan = await app.sql<Record<string, string>>(
        `EXPLAIN SELECT numbers FROM clinic_code_words WHERE clinic_id = current_clinic() AND system = 'icd-10' AND word >= 'alop' COLLATE "C" AND word < 'aloq' COLLATE "C"`,
        [],
        own.id,
      );
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).toMatch(/Index Scan (using|on) clinic_code_words_pk/);
      expect(text).toMatch(/Index Cond: .*word >= 'alop'/);
    });
  });
});
