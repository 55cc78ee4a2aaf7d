/** The way to a PostgreSQL of one's own: a real server with TLS, and certificates that are right or wrong. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import { hairline, newDirectory, removeDirectory } from './hairline-process.js';
import { OwnPostgres } from './own-postgres.js';

const directory = newDirectory();
const DAY = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const ENCRYPTION_KEY = Buffer.alloc(32, 'process tests').toString('base64url');
let postgres: OwnPostgres;
let authority: Authority;
let stranger: Authority;

interface Authority {
  file: string;
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const makeAuthority = async (name: string): Promise<Authority> => {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + DAY),
    extensions: [new x509.BasicConstraintsExtension(true, 0, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
  });
  const file = join(directory, `${name}.pem`);
  writeFileSync(file, certificate.toString('pem'));
  return { file, certificate, keys };
};

/** A certificate for a host, and its key, as PEM. */
const certify = async (host: string, notAfter = new Date(Date.now() + DAY)): Promise<{ certificate: string; key: string }> => {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${host}`,
    issuer: authority.certificate.subject,
    signingKey: authority.keys.privateKey,
    publicKey: keys.publicKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 2 * DAY),
    notAfter,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { certificate: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n` };
};

beforeAll(async () => {
  x509.cryptoProvider.set(webcrypto as never);
  [authority, stranger] = [await makeAuthority('authority'), await makeAuthority('stranger')];
  postgres = await OwnPostgres.make(directory);
  postgres.showCertificate(await certify('localhost'));
  await postgres.start();
  const client = await postgres.connect('postgres');
  await client.query('CREATE ROLE hairline_owner LOGIN');
  await client.query('CREATE ROLE hairline_app LOGIN');
  await client.query('CREATE DATABASE hairline OWNER hairline_owner');
  await client.end();
});

afterAll(async () => {
  await postgres?.stop();
  removeDirectory(directory);
});

/** Brings the schema up to date, as an operator does it in production. */
const migrate = (query: string, environment: Record<string, string> = {}, host = 'localhost') => {
  const address = (role: string): string => `postgres://${role}@${host}:${postgres.port}/hairline${query}`;
  const settings = {
    NODE_ENV: 'production',
    ENCRYPTION_KEY,
    DATABASE_URL: address('hairline_app'),
    DATABASE_MIGRATION_URL: address('hairline_owner'),
    ...environment,
  };
  const { code, stderr } = hairline({ directory, environment: settings }, 'migrate');
  return [code, stderr.split('\n').find((line) => line.startsWith('hairline: ')) ?? ''] as const;
};

describe('a database with TLS', () => {
  test('is used where its certificate is of the authority of DATABASE_CA_FILE, or of sslrootcert', async () => {
    expect(migrate('', { DATABASE_CA_FILE: authority.file })).toEqual([0, '']);
    expect(migrate(`?sslmode=verify-full&sslrootcert=${authority.file}`)).toEqual([0, '']);
    const client = await postgres.connect('hairline');
    expect((await client.query('SELECT count(*)::integer AS tables FROM pg_tables WHERE schemaname = $1', ['public'])).rows[0].tables).toBeGreaterThan(50);
    await client.end();
  });

  test.each<[string, () => Record<string, string>, string, RegExp]>([
    [
      'of another authority',
      () => ({ DATABASE_CA_FILE: stranger.file }),
      '',
      /its certificate is of no authority that is trusted here; check DATABASE_CA_FILE/,
    ],
    ['of an authority that nobody named', () => ({}), '?sslmode=verify-full', /its certificate is of no authority that is trusted here/],
    [
      'of an authority whose file is missing',
      () => ({ DATABASE_CA_FILE: '/nowhere/ca.pem' }),
      '',
      /The file of the certification authority of DATABASE_URL cannot be read/,
    ],
  ])('%s is refused', (_what, environment, query, sentence) => {
    const [code, line] = migrate(query, environment());
    expect([code === 0, line]).toEqual([false, expect.stringMatching(sentence)]);
  });

  test.each<[string, () => ReturnType<typeof certify>, RegExp]>([
    ['is of another host', () => certify('database.example'), /its certificate is of another host name/],
    ['has expired', () => certify('localhost', new Date(Date.now() - DAY)), /its certificate has expired/],
  ])('whose certificate %s is refused', async (_what, make, sentence) => {
    await postgres.stop();
    postgres.showCertificate(await make());
    await postgres.start();
    const [code, line] = migrate('', { DATABASE_CA_FILE: authority.file });
    expect([code === 0, line]).toEqual([false, expect.stringMatching(sentence)]);
  });

  test.each([[''], ['?sslmode=disable'], ['?sslmode=require'], ['?sslmode=no-verify'], ['?sslmode=verify-ca']])(
    'on another machine is refused with %j in production before anything is sent',
    (query) => {
      const [code, line] = migrate(query, {}, 'database.example');
      expect([code === 0, line]).toEqual([false, expect.stringMatching(/DATABASE_URL leads to another machine without verifying its certificate/)]);
    },
  );

  test('on another machine is tried without verification where the operator says so', () => {
    expect(migrate('', { DATABASE_TLS: 'unverified' }, 'database.invalid')[1]).toMatch(/there is no such host/);
  });
});
