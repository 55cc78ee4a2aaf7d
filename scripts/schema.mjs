/**
 * Writes docs/schema.sql, which is what the migrations make of an empty database, read from the catalogue; and the SHA-256 of each new migration into
 * migrations/checksums. Those that stand there stay: a migration that was committed is not edited.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { createTestDatabase, ownerUrl } from '../test/support/database.ts';
import startDatabase from '../test/support/global-setup.js';
import stopDatabase from '../test/support/global-teardown.js';
import { describeSchema } from '../test/support/schema-description.ts';

const migrations = new URL('../migrations/', import.meta.url);
const checksums = new URL('checksums', migrations);
const known = readFileSync(checksums, 'utf8');
for (const name of readdirSync(migrations).sort()) {
  if (!/^\d{4}-/.test(name) || known.includes(`  ${name}\n`)) continue;
  const sum = createHash('sha256')
    .update(readFileSync(new URL(name, migrations)))
    .digest('hex');
  appendFileSync(checksums, `${sum}  ${name}\n`);
}

const DATABASE = 'schema_to_write';

await startDatabase();
try {
  await createTestDatabase(DATABASE);
  const client = new pg.Client({ connectionString: ownerUrl(DATABASE) });
  await client.connect();
  try {
    writeFileSync(new URL('../docs/schema.sql', import.meta.url), await describeSchema(client));
  } finally {
    await client.end();
  }
} finally {
  await stopDatabase();
}
