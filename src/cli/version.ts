import { readFileSync } from 'node:fs';

/** The compiled file is in dist/src/cli, three levels below the package. */
const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };

export const VERSION = manifest.version;
