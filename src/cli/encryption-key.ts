/** Finds the key that encrypts secrets in the database: from the setting or, in development, from a file in the data directory. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError, type Config } from '../config.js';
import { isEncryptionKey, KeyEncryption, generateEncryptionKey } from '../platform/access/key-encryption.js';
import { printResult, type OutputOptions } from './output.js';

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StartError(`The encryption key in ${path} cannot be read by this user.`);
  }
};

/** Reads the key from its file, or makes the file. Where two processes start at once, one makes the file and both read it. */
const readOrCreateKey = (directory: string): string => {
  const path = join(directory, 'encryption.key');
  const kept = read(path);
  if (kept !== null) {
    if (!isEncryptionKey(kept)) throw new StartError(`${path} holds no encryption key.`);
    return kept;
  }
  mkdirSync(directory, { recursive: true });
  try {
    writeFileSync(path, `${generateEncryptionKey()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readOrCreateKey(directory);
};

export const getEncryptionKey = (config: Config): string => config.encryptionKey ?? readOrCreateKey(config.dataDirectory);

export const createKeyEncryption = (config: Config): KeyEncryption => new KeyEncryption(getEncryptionKey(config));

/** Prints a new key for the setting ENCRYPTION_KEY. */
export const printEncryptionKey = (options: OutputOptions): void => {
  const key = generateEncryptionKey();
  printResult(options, { key }, key);
};
