/** A PostgreSQL of one's own, in place of the embedded one: which role may what, and what stops the start. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { hairline, newInstallation, removeDirectory, Server, type Settings } from './hairline-process.js';

const PASSWORD = 'password-of-the-tests';
const ENCRYPTION_KEY = Buffer.alloc(32, 'process tests').toString('base64url');
let host: Server;
let superuser: pg.Client;
let port: number;
let made = 0;
const servers: Server[] = [];

const url = (role: string, database: string): string => `postgres://${role}:${PASSWORD}@127.0.0.1:${port}/${database}`;

/** A new, empty database with its owner and the application's role. */
const newDatabase = async (): Promise<{ owner: string; application: string; name: string }> => {
  const name = `own_${++made}`;
  await superuser.query(`CREATE ROLE ${name}_owner LOGIN PASSWORD '${PASSWORD}'`);
  await superuser.query(`CREATE ROLE ${name}_app LOGIN PASSWORD '${PASSWORD}'`);
  await superuser.query(`CREATE DATABASE ${name} OWNER ${name}_owner`);
  return { owner: url(`${name}_owner`, name), application: url(`${name}_app`, name), name };
};

const settings = (environment: Record<string, string>): Settings => ({ directory: host.directory, environment: { PORT: '0', ...environment } });

const start = async (environment: Record<string, string>): Promise<Server> => {
  const server = await Server.start({ directory: host.directory, environment });
  servers.push(server);
  return server;
};

beforeAll(async () => {
  host = await Server.start({ directory: newInstallation() });
  port = Number(readFileSync(join(host.directory, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const credentials = JSON.parse(readFileSync(join(host.directory, 'data', 'credentials.json'), 'utf8')) as { superuser: string };
  superuser = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: credentials.superuser, database: 'postgres' });
  await superuser.connect();
});

afterAll(async () => {
  for (const server of servers) if (server.child.exitCode === null) await server.stop();
  await superuser.end();
  await host.stop();
  removeDirectory(host.directory);
});

describe('with DATABASE_URL', () => {
  test('a database that another build has made is left alone, and one line says why', async () => {
    const { owner, application } = await newDatabase();
    const operator = settings({ DATABASE_MIGRATION_URL: owner, DATABASE_URL: application });
    expect(hairline(operator, 'migrate')).toMatchObject({ code: 0 });
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    await client.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (1, 'Another1')`);
    await client.end();
    const refused = hairline(operator, 'migrate');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^hairline: The database was made by another build: .*Another1.*\n$/);
  });

  test('the owner migrates, the application’s role serves, and an operator makes a clinic and a token', async () => {
    const { owner, application } = await newDatabase();
    const operator = settings({ DATABASE_MIGRATION_URL: owner, DATABASE_URL: application, NODE_ENV: 'production', ENCRYPTION_KEY });
    expect(hairline(operator, 'migrate')).toMatchObject({ code: 0 });
    const clinic = JSON.parse(
      hairline(operator, 'clinic', 'create', '--name', 'Own Clinic', '--time-zone', 'Asia/Kolkata', '--country', 'IN', '--currency', 'INR', '--json').stdout,
    ) as { id: string };
    const person = ['--role', 'dermatologist', '--name', 'Own Dermatologist', '--email', 'own@example.test'];
    expect(hairline(operator, 'staff', 'create', '--clinic', clinic.id, ...person)).toMatchObject({ code: 0 });
    const token = hairline(operator, 'token', '--email', 'own@example.test').stdout.trim();
    const server = await start({ DATABASE_URL: application, NODE_ENV: 'production', ENCRYPTION_KEY });
    const answer = await server.fetch('/v1/clinic', { headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, ((await answer.json()) as { name: string }).name]).toEqual([200, 'Own Clinic']);
  });

  test('in production there is no account but those that the operator makes: none of the demonstration, none with a password', async () => {
    const { owner, application, name } = await newDatabase();
    const environment = { DATABASE_MIGRATION_URL: owner, DATABASE_URL: application, NODE_ENV: 'production', ENCRYPTION_KEY };
    const server = await start(environment);
    const ofClinic = ['clinic', 'create', '--name', 'Own Clinic', '--time-zone', 'Asia/Kolkata', '--country', 'IN', '--currency', 'INR', '--json'];
    expect(hairline(settings(environment), ...ofClinic)).toMatchObject({ code: 0 });
    const database = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: superuser.password!, database: name });
    await database.connect();
    const { rows } = await database.query(
      `SELECT (SELECT count(*) FROM clinics)::integer AS clinics, (SELECT count(*) FROM staff)::integer AS staff,
              (SELECT count(*) FROM login_accounts)::integer AS passwords, (SELECT count(*) FROM integration_clients)::integer AS clients`,
    );
    await database.end();
    expect(rows).toEqual([{ clinics: 1, staff: 0, passwords: 0, clients: 0 }]);
    expect(hairline(settings(environment), 'token', '--email', 'dermatologist@demo.hairline.test').code).toBe(1);
    expect(server.output).not.toContain('show me hairline');
  });

  test('the start migrates by itself when it is given the owner', async () => {
    const { owner, application } = await newDatabase();
    const server = await start({ DATABASE_URL: application, DATABASE_MIGRATION_URL: owner });
    expect((await server.fetch('/health/ready')).status).toBe(200);
  });

  test('without a schema, and without the owner to make it, it says so', async () => {
    const { application } = await newDatabase();
    const { code, stderr } = hairline(settings({ DATABASE_URL: application }), 'start');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hairline: .*(schema|migrat).*\n$/i);
  });

  test('a role that row-level security does not bind is refused: superuser, BYPASSRLS, owner', async () => {
    const { owner, application, name } = await newDatabase();
    expect(hairline(settings({ DATABASE_MIGRATION_URL: owner, DATABASE_URL: application }), 'migrate').code).toBe(0);
    await superuser.query(`CREATE ROLE ${name}_super LOGIN SUPERUSER PASSWORD '${PASSWORD}'`);
    await superuser.query(`CREATE ROLE ${name}_bypass LOGIN BYPASSRLS PASSWORD '${PASSWORD}'`);
    for (const role of ['super', 'bypass', 'owner']) {
      const { code, stderr } = hairline(settings({ DATABASE_URL: url(`${name}_${role}`, name) }), 'start');
      expect([role, code]).toEqual([role, 1]);
      expect(stderr).toMatch(/^hairline: The role "[a-z0-9_]+" of DATABASE_URL (can bypass row-level security|owns tables)[^\n]*\n$/);
      expect(stderr).not.toContain(PASSWORD);
    }
  });

  test('many processes that migrate at once apply each migration once', async () => {
    const { owner, application, name } = await newDatabase();
    const environment = { ...process.env, HAIRLINE_DATA_DIR: host.directory, DATABASE_MIGRATION_URL: owner, DATABASE_URL: application };
    const all = [1, 2, 3, 4].map(() => spawn(process.execPath, [resolve('bin/hairline.js'), 'migrate'], { env: environment, stdio: 'ignore' }));
    expect(await Promise.all(all.map(async (child) => (await once(child, 'exit'))[0] as number))).toEqual([0, 0, 0, 0]);
    const client = new pg.Client({ connectionString: url(`${name}_owner`, name) });
    await client.connect();
    const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY id');
    await client.end();
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(4);
  });

  test('SIGTERM lets a request that is under way finish, and takes no new one', async () => {
    const { owner, application, name } = await newDatabase();
    const server = await start({ DATABASE_URL: application, DATABASE_MIGRATION_URL: owner });
    const operator = settings({ DATABASE_URL: application, DATABASE_MIGRATION_URL: owner });
    const token = hairline(operator, 'token', '--email', 'dermatologist@demo.hairline.test').stdout.trim();
    const blocker = new pg.Client({ connectionString: url(`${name}_owner`, name) });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE patients IN ACCESS EXCLUSIVE MODE');
    const underWay = server.fetch('/v1/patients', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ names: [{ text: 'Example Testperson' }], sexAtBirth: 'female' }),
    });
    await sleep(500);
    server.child.kill('SIGTERM');
    await sleep(500);
    const refused = await server.fetch('/v1/me', { headers: { authorization: `Bearer ${token}` } }).then(
      (answer) => answer.status,
      () => 'no connection',
    );
    expect([503, 'no connection']).toContain(refused);
    await blocker.query('COMMIT');
    expect((await underWay).status).toBe(201);
    expect(await server.ended).toBe(0);
    const { rows } = await superuser.query<{ open: string }>(`SELECT count(*) AS open FROM pg_stat_activity WHERE usename = $1`, [`${name}_app`]);
    expect(rows[0]!.open).toBe('0');
    await blocker.end();
  });
});
