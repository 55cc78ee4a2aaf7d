/** Builds the command line before two tests at once find that it is not built. */
import { spawnSync } from 'node:child_process';

export default function globalSetup() {
  const { status, stderr } = spawnSync(process.execPath, ['bin/hairline.js', '--version'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
