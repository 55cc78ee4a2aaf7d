/** Pure rules only: no database. */
import base from './jest.config.js';

/** @type {import('jest').Config} */
export default { ...base, roots: ['<rootDir>/src'], globalSetup: undefined, globalTeardown: undefined };
