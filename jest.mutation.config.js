/** The tests of the engine alone, for mutation testing: no database, few runs of each property, the quickest files first. */
import base from './jest.config.js';
import { swc } from './swc.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  // Stryker needs Jest's own runner, which compiles and resolves by itself.
  runner: 'jest-runner',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, sourceMaps: 'inline' }] },
  testMatch: ['<rootDir>/src/contraindications/engine/**/*.spec.ts', '<rootDir>/src/contraindications/rulesets/shipped/*.spec.ts'],
  // It compiles the published schema at each run, and says of the parser only what the others say.
  testPathIgnorePatterns: ['schema\\.spec\\.ts$'],
  globalSetup: undefined,
  globalTeardown: undefined,
  setupFiles: ['<rootDir>/test/support/few-runs.ts'],
  testSequencer: '<rootDir>/test/support/properties-last.js',
};
