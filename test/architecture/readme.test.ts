/** What the README shows of the first start is what the first start prints; the rest of it is typed by `test/process/tour.test.ts`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const file = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

describe('the README', () => {
  it('shows the version, and what the first start prints of the schema', () => {
    const { version } = JSON.parse(file('package.json')) as { version: string };
    expect(file('README.md')).toContain(`Hairline ${version}\n`);
    expect(file('src/cli/start.ts')).toContain("'brought up to date' : 'up to date'");
    expect(file('README.md')).toContain('schema     brought up to date\n');
  });

  it('leads to pages that exist', () => {
    const pages = [...file('README.md').matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path!);
    expect(pages.length).toBeGreaterThan(5);
    for (const path of pages) expect(() => file(path.endsWith('decisions') ? `${path}/0001-embedded-postgresql.md` : path)).not.toThrow();
  });
});
