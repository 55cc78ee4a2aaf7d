/** What the README shows of the first start is what the first start prints; the rest of it is typed by `test/process/tour.test.ts`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';

const file = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

describe('the README', () => {
  it('shows the version, and as many migrations as there are', () => {
    const { version } = JSON.parse(file('package.json')) as { version: string };
    expect(file('README.md')).toContain(`Hairline ${version}\n`);
    expect(file('README.md')).toContain(`schema     ${migrations.length} migrations applied\n`);
  });

  it('leads to pages that exist', () => {
    const pages = [...file('README.md').matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path!);
    expect(pages.length).toBeGreaterThan(5);
    for (const path of pages) expect(() => file(path.endsWith('decisions') ? `${path}/0001-embedded-postgresql.md` : path)).not.toThrow();
  });
});
