import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const rows = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (term|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, term = '', meaning = '', table = '', type = '']) => ({ term, meaning, table: table.replaceAll('`', ''), type: type.replaceAll('`', '') }));
const schema = readFileSync('docs/schema.sql', 'utf8');
const source = globSync('src/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('the glossary', () => {
  it('has the terms, each once, with what it means', () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.map(({ term }) => term)).toEqual([...new Set(rows.map(({ term }) => term))]);
    expect(rows.filter(({ meaning }) => meaning === '')).toEqual([]);
  });

  it('names tables that there are', () => {
    const named = rows.map(({ table }) => table).filter((table) => table !== '–');
    expect(named.filter((table) => !schema.includes(`CREATE TABLE ${table} (`))).toEqual([]);
  });

  it('names types that there are', () => {
    expect(rows.filter(({ type }) => !new RegExp(`\\b(class|interface|type|const) ${type}\\b`).test(source))).toEqual([]);
  });
});
