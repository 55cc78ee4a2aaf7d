/** Writes docs/openapi.yaml from the built code; with --check, fails when the committed copy differs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { describeApp } from '../dist/src/app.setup.js';

const file = new URL('../docs/openapi.yaml', import.meta.url);
const made = stringify(JSON.parse(JSON.stringify(await describeApp())), { lineWidth: 120, aliasDuplicateObjects: false });

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== made) {
    console.error('docs/openapi.yaml is not what the code says. Run: npm run openapi');
    process.exit(1);
  }
} else {
  writeFileSync(file, made);
}
process.exit(0);
