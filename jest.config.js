/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/process/', '<rootDir>/test/browser/'], // npm run test:process, npm run test:browser
  // In plain Node, with the sources compiled by test/support/typescript.js: each worker loads the application once, not once a file.
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/test/support/same-runs.ts'],
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/longest-first.js',
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
};
