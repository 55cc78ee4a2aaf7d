import base from './jest.process.config.js';

/** What a person sees: the documentation in a real browser (Debian's chromium), on a server of its own. */
/** @type {import('jest').Config} */
export default { ...base, roots: ['<rootDir>/test/browser'], globals: { withoutInstallation: true } };
