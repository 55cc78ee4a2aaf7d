import { removeDirectory } from './hairline-process.js';

export default function globalTeardown() {
  const { HAIRLINE_TEST_INSTALLATION } = process.env;
  if (HAIRLINE_TEST_INSTALLATION) removeDirectory(HAIRLINE_TEST_INSTALLATION);
}
