/** Builds the command line before two tests at once find that it is not built, and makes the installation of which most tests of processes begin with a copy. */
import { spawnSync } from 'node:child_process';
import { newDirectory, Server } from './hairline-process.js';

export default async function globalSetup(_globalConfig, projectConfig) {
  const { status, stderr } = spawnSync(process.execPath, ['bin/hairline.js', '--version'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  // The browser’s servers have addresses of their own, which the demonstration knows from its beginning.
  if (projectConfig.globals.withoutInstallation) return;
  const directory = newDirectory();
  await (await Server.start({ directory })).stop();
  process.env.HAIRLINE_TEST_INSTALLATION = directory;
}
