/** docs/security.md names tests that exist, by the words that stand in their files; and every attack in this folder is named there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const text = readFileSync('docs/security.md', 'utf8');
const named = [...text.matchAll(/`((?:test|src)\/[\w./-]+\.ts)`: “([^”]+)”/g)].map(([, path, name]) => ({ path: path!, name: name! }));
const rows = text.split('\n').filter((line) => /^\| (API\d+|\d+\.\d+\.\d+) \|/.test(line));

/** The titles of a file's tests, and the first texts of the rows of its tables, which stand in titles. */
const listTitles = (path: string): string[] =>
  existsSync(path)
    ? [...readFileSync(path, 'utf8').matchAll(/(?:\b(?:it|test|describe)\(|\)\(|\[)\s*(['"`])((?:\\.|(?!\1).)*)\1/g)].map(([, , title]) => title!)
    : [];

describe('the list of requirements', () => {
  it('names tests that exist, by enough words of their titles to find them', () => {
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ name }) => name.length < 8)).toEqual([]);
    const titles = new Map([...new Set(named.map(({ path }) => path))].map((path) => [path, listTitles(path)]));
    expect(named.filter(({ path, name }) => !titles.get(path)!.some((title) => title.includes(name)))).toEqual([]);
  });

  it('names each file of attacks', () => {
    const attacks = readdirSync('test/security').filter((name) => name.endsWith('.test.ts') && name !== 'documented.test.ts');
    expect(attacks.filter((name) => !named.some(({ path }) => path === `test/security/${name}`))).toEqual([]);
  });

  it('says of each requirement how it is met and by which test, or that there is nothing to meet', () => {
    expect(rows.length).toBeGreaterThan(100);
    const silent = rows.filter((row) => /\| — \|$/.test(row) && !/Not met|There (are|is) n|None are/.test(row));
    expect(silent).toEqual([]);
  });
});
