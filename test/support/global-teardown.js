import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  await globalThis.hairlineTestPostgres?.stop();
  if (globalThis.hairlineTestDirectory) rmSync(globalThis.hairlineTestDirectory, { recursive: true, force: true });
}
