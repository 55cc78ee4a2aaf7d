/** The whole server in this process, with a clinic of its own on a PostgreSQL of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApp } from '../src/app.setup.js';
import { addClinic, addStaff } from '../src/clinic/index.js';
import { KeyEncryption, generateEncryptionKey } from '../src/platform/access/key-encryption.js';
import { issueAccessToken } from '../src/platform/access/tokens.js';
import { APPLICATION_ROLE, startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { migrate } from '../src/platform/database/migrate.js';
import type { Call } from './treated-patients.js';

const ENCRYPTION_KEY = generateEncryptionKey();

type BenchRole = 'dermatologist' | 'admin';

export interface OwnServer {
  url: string;
  ownerUrl: string;
  clinicId: string;
  tokens: Readonly<Record<BenchRole, string>>;
  as: (role: BenchRole) => Call;
}

/** Runs something with a server that is gone afterwards, whatever happens. */
export const runWithOwnServer = async <T>(run: (server: OwnServer) => Promise<T>): Promise<T> => {
  const directory = mkdtempSync(join(tmpdir(), 'hairline-bench-'));
  const database = await startEmbeddedServer(directory);
  try {
    await migrate(database.ownerUrl, APPLICATION_ROLE);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const clinicId = await addClinic(owner, { name: 'Bench Clinic', timeZone: 'Asia/Kolkata', country: 'IN', currency: 'INR' });
    const issue = async (role: BenchRole): Promise<string> => {
      const id = await addStaff(owner, { clinicId, role, name: 'Dr Bench', email: `${role}@bench.test` });
      const issued = { issuedAt: new Date(), lifetimeSeconds: 86_400 };
      return (await issueAccessToken(owner, new KeyEncryption(ENCRYPTION_KEY), { kind: 'staff', id, clinicId }, issued)).token;
    };
    const tokens = { dermatologist: await issue('dermatologist'), admin: await issue('admin') };
    await owner.end();
    const app = await createApp({
      databaseUrl: database.applicationUrl,
      databasePoolSize: 10,
      logLevel: 'silent',
      requestsPerMinute: 0,
      metricsToken: null,
      bodyLimitBytes: 1_048_576,
      trustProxy: false,
      files: { store: { kind: 'disk', directory: join(directory, 'files') }, largestBytes: 20_971_520 },
      publicUrl: 'http://127.0.0.1:3000',
      encryptionKey: ENCRYPTION_KEY,
      mail: { smtpUrl: null, from: 'nobody@localhost' },
    });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    const as =
      (role: BenchRole): Call =>
      async (method, path, body, ifMatch) => {
        const headers = {
          authorization: `Bearer ${tokens[role]}`,
          ...(body && { 'content-type': 'application/json' }),
          ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        };
        const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        return text;
      };
    try {
      return await run({ url, ownerUrl: database.ownerUrl, clinicId, tokens, as });
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};
