/**
 * Generates clients from docs/openapi.yaml with the generators that front-end developers use, and compiles them under `tsc --strict`: a document that one of
 * them cannot read is not finished.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('node_modules', '.cache', 'hairline-clients');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const document = join(process.cwd(), 'docs', 'openapi.yaml');
const orval = {
  fetch: { input: document, output: { target: 'orval/fetch.ts', client: 'fetch' } },
  zod: { input: document, output: { target: 'orval/zod.ts', client: 'zod' } },
};
writeFileSync(join(folder, 'orval.config.mjs'), `export default ${JSON.stringify(orval)};\n`);
const compilerOptions = {
  strict: true,
  noEmit: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
};
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));

const binary = (path) => join(process.cwd(), 'node_modules', ...path.split('/'));
const steps = [
  ['openapi-typescript', binary('openapi-typescript/bin/cli.js'), document, '-o', 'openapi-typescript.ts'],
  ['orval (fetch, zod)', binary('orval/dist/bin/orval.mjs'), '--config', 'orval.config.mjs'],
  ['@hey-api/openapi-ts', binary('@hey-api/openapi-ts/bin/run.js'), '-i', document, '-o', 'hey-api', '-c', '@hey-api/client-fetch'],
  ['tsc --strict', binary('typescript/bin/tsc'), '-p', 'tsconfig.json'],
];
for (const [name, ...command] of steps) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status === 0) continue;
  console.error(`${name} fails on docs/openapi.yaml:\n${stdout.slice(0, 5_000)}${stderr.slice(0, 5_000)}`);
  process.exit(1);
}
