/** The command line as a child process, in a data directory of its own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const entry = resolve('bin/hairline.js');
const ORDINARY_USER = 65_534;
/** Nothing but a command or a start that hangs takes so long, also where other work has the machine. */
const LONGEST_COMMAND_MILLISECONDS = 240_000;
const LONGEST_START_MILLISECONDS = 240_000;
const POLL_MILLISECONDS = 100;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Settings {
  directory: string;
  environment?: Record<string, string>;
  ordinaryUser?: boolean;
}

const isRoot = process.getuid?.() === 0;

export const newDirectory = (ordinaryUser = false): string => {
  const directory = mkdtempSync(join(tmpdir(), 'hairline process '));
  chmodSync(directory, 0o755);
  if (ordinaryUser && isRoot) chownSync(directory, ORDINARY_USER, ORDINARY_USER);
  return directory;
};

/** A directory in which Hairline was started once and stopped: with its database, the schema, the demonstration and the keys, as all others that this gives. */
export const newInstallation = (): string => {
  const directory = newDirectory();
  const { status, stderr } = spawnSync('cp', ['-a', join(process.env['HAIRLINE_TEST_INSTALLATION']!, 'data'), directory], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return directory;
};

export const removeDirectory = (directory: string): void => rmSync(directory, { recursive: true, force: true });

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const optionsOf = ({ directory, environment, ordinaryUser }: Settings) => ({
  env: { PATH: process.env.PATH, HOME: directory, HAIRLINE_DATA_DIR: join(directory, 'data'), ...environment },
  ...(ordinaryUser && isRoot ? { uid: ORDINARY_USER, gid: ORDINARY_USER } : {}),
});

/** Runs a command to its end. */
export const hairline = (settings: Settings, ...parameters: string[]): Ended => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...parameters], {
    ...optionsOf(settings),
    encoding: 'utf8',
    timeout: LONGEST_COMMAND_MILLISECONDS,
  });
  return { code: status, stdout, stderr };
};

export class Server {
  private said = '';
  readonly ended: Promise<number | null>;

  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
    readonly directory: string,
  ) {
    child.stdout!.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  static async start(settings: Settings): Promise<Server> {
    const port = await freePort();
    const options = optionsOf({ ...settings, environment: { PORT: String(port), ...settings.environment } });
    const server = new Server(spawn(process.execPath, [entry, 'start'], options), port, settings.directory);
    for (let patience = LONGEST_START_MILLISECONDS; patience > 0; patience -= POLL_MILLISECONDS) {
      if (server.child.exitCode !== null) break;
      if (server.output.includes('Token:')) return server;
      await sleep(POLL_MILLISECONDS);
    }
    server.child.kill('SIGKILL');
    throw new Error(`The server did not start:\n${server.output}`);
  }

  get output(): string {
    return this.said;
  }

  get postmasterPid(): number {
    return Number.parseInt(readFileSync(join(this.directory, 'data', 'postgres', 'postmaster.pid'), 'utf8'), 10);
  }

  /** Each request has a connection of its own: while `hairline` waits for a command, nobody sees that the server has closed an idle one. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('connection', 'close');
    return fetch(`http://127.0.0.1:${this.port}${path}`, { ...init, headers });
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
