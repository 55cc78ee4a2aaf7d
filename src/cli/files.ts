import { access, constants, mkdir } from 'node:fs/promises';
import { StartError, type FilesConfig } from '../config.js';

/** Makes the directory for files; fails with a clear message, before anything is started, where this is impossible. */
export const prepareFiles = async ({ store }: FilesConfig): Promise<void> => {
  if (store.kind === 's3') return;
  try {
    await mkdir(store.directory, { recursive: true, mode: 0o700 });
    await access(store.directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new StartError(`The directory of files, ${store.directory}, cannot be written; set HAIRLINE_FILES_DIR to one that can.`);
  }
};
