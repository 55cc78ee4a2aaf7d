/** The tests of the engine alone, for mutation testing: no database, and few runs of each property. */
import base from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/src/contraindications/engine/**/*.spec.ts', '<rootDir>/src/contraindications/rulesets/shipped/*.spec.ts'],
  globalSetup: undefined,
  globalTeardown: undefined,
  setupFiles: ['<rootDir>/test/support/few-runs.ts'],
};
