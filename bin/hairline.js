#!/usr/bin/env node
/**
 * Runs the command line on the Node that the project pins, whatever Node was found first; in a checkout, builds it
 * when the sources are newer than what was built.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'dist', 'src', 'main.js');
const stamp = join(root, 'dist', '.built');
const OLDEST_NODE = 24;

const ownNode = () => {
  const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(pinned) ? pinned : null;
};

const newest = (directory) =>
  readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile())
    .reduce((latest, file) => Math.max(latest, statSync(join(file.parentPath ?? file.path, file.name)).mtimeMs), 0);

const isStale = () =>
  !existsSync(entry) ||
  !existsSync(stamp) ||
  Math.max(newest(join(root, 'src')), newest(join(root, 'migrations')), statSync(join(root, 'package.json')).mtimeMs) > Number(readFileSync(stamp, 'utf8'));

const build = (node) => {
  const compiler = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  if (!existsSync(compiler)) {
    process.stderr.write('hairline: it is not built, and the build tools are missing; run "npm ci" first.\n');
    process.exit(1);
  }
  process.stderr.write('Building Hairline (once)…\n');
  const { status, stdout, stderr } = spawnSync(node, [join('scripts', 'build.mjs')], { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}hairline: the build failed.\n`);
    process.exit(1);
  }
};

const here = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE;
const node = here ? process.execPath : (ownNode() ?? process.execPath);

if (existsSync(join(root, 'src')) && isStale()) build(node);

if (node === process.execPath) {
  await import(pathToFileURL(entry).href);
} else {
  const child = spawn(node, [...process.execArgv, '--disable-warning=ExperimentalWarning', entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
