import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { contradictions, statements } from '../../src/sources/index.js';

const known = new Set([...Object.keys(statements), ...Object.keys(contradictions)]);
const files = globSync(['src/**/*.ts', 'docs/**/*.md', '*.md']).filter((file) => !file.endsWith('statements.data.ts'));

describe('a number of a source', () => {
  const named = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bS[0-3]-\d{2}\b/g)].map(([id]) => ({ id, file })));

  it('is named all over the rules', () => {
    expect(new Set(named.map(({ id }) => id)).size).toBeGreaterThan(100);
  });

  it('leads to a statement, wherever it stands', () => {
    expect(named.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});

describe('a contradiction', () => {
  it('is one between statements that are known', () => {
    const between = Object.values(contradictions).flatMap((contradiction) => contradiction.between.match(/\bS[0-3]-\d{2}\b/g) ?? []);
    expect(between.length).toBeGreaterThan(30);
    expect(between.filter((id) => !known.has(id))).toEqual([]);
  });
});
