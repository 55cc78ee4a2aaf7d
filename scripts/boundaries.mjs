/** Checks the directions of imports, and that the checker has really read the project. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { circlesBetweenRooms } from './rooms.mjs';

const FEWEST_MODULES = 120;

const { stdout, status, stderr } = spawnSync(
  process.execPath,
  ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src', 'migrations'],
  { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);
if (!stdout) {
  console.error(stderr);
  process.exit(status || 1);
}
const { summary, modules } = JSON.parse(stdout);
const own = modules.filter((module) => /^(src|migrations)\//.test(module.source)).length;
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (own < FEWEST_MODULES) console.error(`Only ${own} modules were read; the project has more than ${FEWEST_MODULES}.`);
const features = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['kernel', 'platform', 'terminology'].includes(entry.name))
  .map(({ name }) => `src/${name}`);
const circles = circlesBetweenRooms(modules, features);
for (const circle of circles) console.error(`no-circle-between-rooms: ${circle}`);
if (summary.violations.length > 0 || circles.length > 0 || own < FEWEST_MODULES) process.exit(1);
console.log(`boundaries: ${own} modules, no violation`);
