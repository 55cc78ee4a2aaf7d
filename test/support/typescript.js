/** Lets Node run the project's TypeScript as it stands: the tests import the sources, and nothing is built for them. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ours = (url) => url?.startsWith('file:') && !url.includes('/node_modules/');
/** As the build does it, without the check of types. */
const options = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
};

const globals = new URL('jest-globals.js', import.meta.url).href;

process.setSourceMapsEnabled(true);
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals' && ours(context.parentURL)) return next(globals, context);
    if (!specifier.startsWith('.') || !specifier.endsWith('.js') || !ours(context.parentURL)) return next(specifier, context);
    try {
      return next(specifier.replace(/\.js$/, '.ts'), context);
    } catch {
      return next(specifier, context);
    }
  },
  load(url, context, next) {
    const [file] = url.split('?');
    if (!file.endsWith('.ts') || !ours(url)) return next(url, context);
    const filename = fileURLToPath(file);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
