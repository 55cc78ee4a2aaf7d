/** What the migrations make is committed as docs/schema.sql, for a review to see; and a migration that was committed is not edited. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createTestDatabase, ownerUrl } from '../support/database.js';
import { describeSchema } from '../support/schema-description.js';

const DATABASE = 'migrations_test';
const FOREIGN = 'migrations_foreign';

const files = readdirSync('migrations')
  .filter((name) => /^\d{4}-/.test(name))
  .sort();

describe('the migrations', () => {
  it('make the schema that docs/schema.sql shows (npm run schema)', async () => {
    await createTestDatabase(DATABASE);
    const client = new pg.Client({ connectionString: ownerUrl(DATABASE) });
    await client.connect();
    try {
      expect(await describeSchema(client)).toBe(readFileSync('docs/schema.sql', 'utf8'));
    } finally {
      await client.end();
    }
  });

  it('leave a database alone that another build has made', async () => {
    await createTestDatabase(FOREIGN);
    const client = new pg.Client({ connectionString: ownerUrl(FOREIGN) });
    await client.connect();
    try {
      await client.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (1, 'Another1')`);
      await expect(migrate(ownerUrl(FOREIGN), 'hairline_app')).rejects.toThrow(/made by another build.*Another1/);
    } finally {
      await client.end();
    }
  });

  it('are numbered without a gap, in the order in which they are applied', () => {
    const numbers = files.map((name) => Number(name.slice(0, 4)));
    expect(numbers).toEqual(migrations.map((_, index) => index + 1));
    expect(migrations.map(({ name }) => Number(name.slice(-4)))).toEqual(numbers);
  });

  it('are as they were committed, each: what one lacks is another one', () => {
    const sums = files.map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(`migrations/${name}`))
          .digest('hex')}  ${name}\n`,
    );
    expect(sums.join('')).toBe(readFileSync('migrations/checksums', 'utf8'));
  });
});
