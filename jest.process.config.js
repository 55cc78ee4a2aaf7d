import base from './jest.config.js';

/** Real processes, two at a time: the command line as it is built, on real databases of its own. */
/** @type {import('jest').Config} */
export default {
  ...base,
  roots: ['<rootDir>/test/process'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/process/global-setup.js',
  globalTeardown: '<rootDir>/test/process/global-teardown.js',
};
