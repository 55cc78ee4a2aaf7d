/**
 * Writes src/answers.json: for each operation the richest answer that a test got. The API document shows them as examples.
 * With paths of tests, those alone run, and what they got takes the place of what was there: npm run answers -- test/api/clinic
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
const kept = paths.length > 0 ? JSON.parse(readFileSync('src/answers.json', 'utf8')) : {};
const found = Object.fromEntries([...best].map(([operationId, { answer }]) => [operationId, answer]));
const answers = Object.fromEntries(Object.entries({ ...kept, ...found }).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync('src/answers.json', `${JSON.stringify(answers, null, 1)}\n`);
console.log(`${Object.keys(answers).length} operations have an example of their answer.`);
process.exit(status ?? 1);
