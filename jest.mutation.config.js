/** The tests of the engine alone, for mutation testing: no database, few runs of each property, the quickest files first. */
import base from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  maxWorkers: 1,
  roots: ['<rootDir>/src/contraindications/engine', '<rootDir>/src/contraindications/rulesets'],
  watchman: false,
  reporters: ['<rootDir>/test/support/first-failure.js'],
  testMatch: ['<rootDir>/src/contraindications/engine/**/*.spec.ts', '<rootDir>/src/contraindications/rulesets/shipped/*.spec.ts'],
  // It compiles the published schema at each run, and says of the parser only what the others say.
  testPathIgnorePatterns: ['schema\\.spec\\.ts$'],
  globalSetup: undefined,
  globalTeardown: undefined,
  setupFiles: ['<rootDir>/test/support/few-runs.ts'],
  testSequencer: '<rootDir>/test/support/quickest-first.js',
};
