/** A PostgreSQL of one's own that a test may stop, crash and start again at the same port, also as a standby. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadBinaries, giveToPostgres, wrapCommand } from '../../src/platform/database/embedded-binaries.js';
import { freePort } from './hairline-process.js';

/** How PostgreSQL is told to end: at once for every connection, or as if it had crashed. */
export type Ending = 'SIGINT' | 'SIGQUIT';

export class OwnPostgres {
  private child: ChildProcess | null = null;
  private offersTls = false;

  private constructor(
    private readonly cluster: string,
    readonly port: number,
  ) {}

  static async make(directory: string): Promise<OwnPostgres> {
    const cluster = join(directory, 'own-postgres');
    mkdirSync(cluster, { mode: 0o700 });
    giveToPostgres(cluster);
    const { initdb } = await loadBinaries();
    const { command, parameters, options } = wrapCommand(initdb, ['--pgdata=.', '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C']);
    const { status, stderr } = spawnSync(command, parameters, { cwd: cluster, ...options, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return new OwnPostgres(cluster, await freePort());
  }

  /** Offers TLS with this certificate from its next start on. */
  showCertificate({ certificate, key }: { certificate: string; key: string }): void {
    this.offersTls = true;
    writeFileSync(join(this.cluster, 'server.crt'), certificate);
    writeFileSync(join(this.cluster, 'server.key'), key, { mode: 0o600 });
    giveToPostgres(this.cluster);
    for (const file of ['server.crt', 'server.key']) giveToPostgres(join(this.cluster, file));
  }

  url(role: string, database: string): string {
    return `postgres://${role}@127.0.0.1:${this.port}/${database}`;
  }

  async start({ asStandby = false } = {}): Promise<void> {
    const { postgres } = await loadBinaries();
    const signal = join(this.cluster, 'standby.signal');
    if (asStandby) writeFileSync(signal, '');
    else rmSync(signal, { force: true });
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', `ssl=${this.offersTls ? 'on' : 'off'}`].flatMap((text) => [
      '-c',
      text,
    ]);
    const { command, parameters, options } = wrapCommand(postgres, ['-D', this.cluster, '-p', String(this.port), ...settings]);
    this.child = spawn(command, parameters, { cwd: this.cluster, stdio: 'ignore', ...options });
    for (let patience = 300; patience > 0; patience--) {
      try {
        await (await this.connect('postgres')).end();
        return;
      } catch {
        await sleep(100);
      }
    }
    throw new Error('PostgreSQL did not start.');
  }

  async stop(how: Ending = 'SIGINT'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(how);
    await gone;
  }

  /** As the superuser; what becomes of the connection is nobody's matter. */
  async connect(database: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url('postgres', database) });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}
