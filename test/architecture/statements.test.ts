/** Every statement of the product is prepared on the migrated schema, and says what PostgreSQL says of its parameters and its rows. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { declareColumns } from '../../src/platform/database/columns.js';
import { prepare, listStatements, type Statement } from '../../src/platform/database/statement.js';
import { applicationUrl, createTestDatabase } from '../support/database.js';
import { statementFaults } from '../support/statement-faults.js';

const DATABASE = 'statements_test';

/** Where the files that declare statements are. */
const declaring = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('platform/database/'))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, 'utf8') }))
  .filter(({ text }) => /\b(declareStatement|declareAssembledStatement)\(/.test(text) && text.includes('/database/'));

describe('declared statements', () => {
  let client: pg.Client;

  beforeAll(async () => {
    for (const { file } of declaring) await import(`../../src/${file.replace(/\.ts$/, '.js')}`);
    await createTestDatabase(DATABASE);
    client = new pg.Client({ connectionString: applicationUrl(DATABASE) });
    await client.connect();
  });

  afterAll(() => client.end());

  it('are what PostgreSQL says of them', async () => {
    const faults: string[] = [];
    for (const statement of listStatements().filter(({ name }) => !name.startsWith('test.'))) faults.push(...(await statementFaults(client, statement)));
    expect(faults).toEqual([]);
  });

  it('are all of the statements of the product', () => {
    const names = new Set(listStatements().map(({ name }) => name));
    const written = declaring.flatMap(({ text }) => [...text.matchAll(/\bdeclareStatement\(\s*'([a-z][a-z0-9.-]*)'/g)].map(([, name]) => name!));
    expect(written.length).toBeGreaterThan(250);
    expect(written.filter((name) => !names.has(name))).toEqual([]);
  });

  it('have names for their parameters, and no numbers', () => {
    expect(declaring.filter(({ file, text }) => file.endsWith('.repository.ts') && /\$\d/.test(text)).map(({ file }) => file)).toEqual([]);
  });

  const row = declareColumns<{ id: string; name: string; createdAt: Date }>({ id: 'uuid', name: 'text', createdAt: 'timestamptz' });
  const wrong: [what: string, statement: Statement<never>, fault: string][] = [
    ['SQL that is none', prepare('wrong', { sql: 'SELEC 1' }), 'wrong: syntax error at or near "SELEC"'],
    ['a column that the table lacks', prepare('wrong', { sql: 'SELECT nickname FROM staff' }), 'wrong: column "nickname" does not exist'],
    [
      'a parameter of another type',
      prepare('wrong', { parameters: { id: 'text' }, sql: 'DELETE FROM staff WHERE id = :id' }),
      'wrong: the parameter id is uuid, declared as text',
    ],
    [
      'a column of another type',
      prepare('wrong', { row, sql: 'SELECT id, name, created_at::text AS "createdAt" FROM staff' }),
      'wrong: the column createdAt is text, declared as timestamptz',
    ],
    ['a column too few', prepare('wrong', { row, sql: 'SELECT id, name FROM staff' }), 'wrong: the column createdAt is not returned'],
    ['a column too many', prepare('wrong', { row, sql: `SELECT ${row.list}, email FROM staff` }), 'wrong: the column email is not declared'],
    [
      'a column that may be null',
      prepare('wrong', { row, sql: `SELECT id, registration_number AS name, created_at AS "createdAt" FROM staff` }),
      'wrong: the column name may be null, declared as text',
    ],
    [
      'a column that is never null',
      prepare('wrong', { row: declareColumns<{ name: string | null }>({ name: 'text?' }), sql: 'SELECT name FROM staff' }),
      'wrong: the column name is never null, declared as text?',
    ],
  ];
  it.each(wrong)('are found out by their name: %s', async (_what, statement, fault) => {
    expect(await statementFaults(client, statement)).toEqual([fault]);
  });
});
