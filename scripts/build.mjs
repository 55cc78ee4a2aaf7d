/** Builds, and keeps when it began, so that `bin/hairline.js` knows what was changed since and builds no second time. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const startedAt = Date.now();
const { status } = spawnSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build'], { stdio: 'inherit' });
if (status === 0) writeFileSync('dist/.built', String(startedAt));
process.exit(status ?? 1);
