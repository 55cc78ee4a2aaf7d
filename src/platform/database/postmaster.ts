import { existsSync, readFileSync, realpathSync, readlinkSync } from 'node:fs';

/** The process number in the first line of `postmaster.pid`; null where there is none. */
export const readPostmasterPid = (pidFile: string): number | null => {
  if (!existsSync(pidFile)) return null;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
};

/**
 * Whether the process is a living PostgreSQL of this very directory, and neither a zombie nor another process with the same number. Without /proc (macOS) every
 * living process counts as one.
 */
export const isOurPostmaster = (pid: number, cluster: string): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /postgres$/.test(program) && realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === realpathSync(cluster);
  } catch {
    return false; // gone meanwhile, or a zombie: neither holds the directory
  }
};
