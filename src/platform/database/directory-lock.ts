/** One server for each data directory: a file names the process that holds the directory, and the port of its database. */
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedServerError } from './embedded-server-error.js';

interface Holder {
  pid: number;
  /** When the process started, in ticks of the kernel. It tells the process from a later one with the same number. */
  started: string | null;
  /** The port of the database; null until it listens. */
  port: number | null;
}

const getLockFile = (directory: string): string => join(directory, 'server.json');

/** Field 22 of /proc/PID/stat; null where there is no /proc. */
const findStart = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
};

const isAlive = ({ pid, started }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === null || findStart(pid) === started;
};

/** The living process that holds the directory; null where there is none. */
export const findHolder = (directory: string): Holder | null => {
  if (!existsSync(getLockFile(directory))) return null;
  try {
    const holder = JSON.parse(readFileSync(getLockFile(directory), 'utf8')) as Holder;
    return isAlive(holder) ? holder : null;
  } catch {
    return null; // half written by a process that was killed: held by nobody
  }
};

export interface DirectoryLock {
  /** Writes the port of the database into the lock. */
  publish(port: number): void;
  release(): void;
}

/** Locks the directory; fails where another living process holds it. */
export const lockDirectory = (directory: string): DirectoryLock => {
  const file = getLockFile(directory);
  const mine: Holder = { pid: process.pid, started: findStart(process.pid), port: null };
  const write = (target: string): void => writeFileSync(target, JSON.stringify(mine), { mode: 0o600 });
  // The file is written beside and then linked into place, so that nobody sees a lock without its holder.
  const whole = `${file}.${process.pid}`;
  for (let attempt = 0; ; attempt++) {
    try {
      write(whole);
      linkSync(whole, file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new EmbeddedServerError(`${directory} cannot be written; set HAIRLINE_DATA_DIR to a directory that can.`);
      const holder = findHolder(directory);
      if (holder || attempt > 0) {
        throw new EmbeddedServerError(
          `Another Hairline${holder ? ` (process ${holder.pid})` : ''} runs on ${directory}; stop it, or set HAIRLINE_DATA_DIR to another directory.`,
        );
      }
      rmSync(file, { force: true });
    } finally {
      rmSync(whole, { force: true });
    }
  }
  return {
    publish: (port) => {
      mine.port = port;
      write(`${file}.new`);
      renameSync(`${file}.new`, file);
    },
    release: () => rmSync(file, { force: true }),
  };
};
