/**
 * Looks for secrets in every file that git tracks, or in the files that are named: keys, tokens and passwords of services, by the rules of secretlint's preset
 * (`.secretlintrc.json`). Ends with 1 where it finds one. It prints where it stands, and not the secret.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const named = process.argv.slice(2);
const tracked = () => spawnSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }).stdout.split('\0');
const files = (named.length > 0 ? named : tracked()).filter((name) => name !== '' && !/\.(png|jpe?g|pdf|woff2?)$/.test(name));
if (files.length === 0) {
  console.error('There is no file to look at: this is no checkout of git.');
  process.exit(2);
}
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [join('node_modules', 'secretlint', 'bin', 'secretlint.js'), '--no-glob', '--maskSecrets', '--format', 'compact', ...files],
  { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exit(status === 0 ? 0 : 1);
