/**
 * Writes src/answers.json: for each operation the richest answer that a test got. The API document shows them as examples.
 * With paths of tests, those alone run, and an example that is there stays until an answer has a member that it lacks: npm run answers -- test/api/clinic
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const FILE = 'src/answers.json';

/** The members of an answer that say something, as paths without the numbers of items. */
const membersOf = (value, path = '') => {
  if (Array.isArray(value)) return value.flatMap((item) => membersOf(item, `${path}/*`));
  if (value === null) return [];
  if (typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([name, member]) => membersOf(member, `${path}/${name}`));
};
const saysMore = (found, kept) => {
  const known = new Set(membersOf(kept));
  return membersOf(found).some((member) => !known.has(member));
};

const paths = process.argv.slice(2);
const tests = paths.length > 0 ? paths : ['test/contract/examples', 'test/contract/operations', 'test/api'];
const folder = mkdtempSync(join(tmpdir(), 'hairline-answers-'));
const { status } = spawnSync(process.execPath, ['--import=./test/support/typescript.js', 'node_modules/jest/bin/jest.js', ...tests], {
  stdio: 'inherit',
  env: { ...process.env, RECORD_ANSWERS: folder },
});
const best = new Map();
for (const file of readdirSync(folder)) {
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
    if (line === '') continue;
    const { operationId, rich, answer } = JSON.parse(line);
    if (rich > (best.get(operationId)?.rich ?? -1)) best.set(operationId, { rich, answer });
  }
}
rmSync(folder, { recursive: true });
const kept = paths.length > 0 ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
const found = [...best].map(([operationId, { answer }]) => [operationId, answer]);
const news = found.filter(([operationId, answer]) => !(operationId in kept) || saysMore(answer, kept[operationId]));
const answers = Object.fromEntries(Object.entries({ ...kept, ...Object.fromEntries(news) }).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(FILE, await format(JSON.stringify(answers, null, 1), { ...(await resolveConfig(FILE)), parser: 'json' }));
console.log(
  `${Object.keys(answers).length} operations have an example of their answer. New: ${news.map(([operationId]) => operationId).join(', ') || 'none'}.`,
);
process.exit(status ?? 1);
