/** docs/security.md names tests that exist, by the words that stand in their files; and every attack in this folder is named there. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const text = readFileSync('docs/security.md', 'utf8');
const named = [...text.matchAll(/`((?:test|src)\/[\w./-]+\.ts)`: “([^”]+)”/g)].map(([, path, name]) => ({ path: path!, name: name! }));
const rows = text.split('\n').filter((line) => /^\| (API\d+|\d+\.\d+\.\d+) \|/.test(line));

describe('the list of requirements', () => {
  it('names tests that exist', () => {
    expect(named.length).toBeGreaterThan(100);
    const absent = named.filter(({ path, name }) => !existsSync(path) || !readFileSync(path, 'utf8').includes(name));
    expect(absent).toEqual([]);
  });

  it('says of each requirement how it is met and by which test, or that there is nothing to meet', () => {
    expect(rows.length).toBeGreaterThan(100);
    const silent = rows.filter((row) => /\| — \|$/.test(row) && !/Not met|There (are|is) n|None are/.test(row));
    expect(silent).toEqual([]);
  });
});
