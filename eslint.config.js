import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const clockOnly = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the Clock: rules must not depend on the machine’s.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Ask the Clock: rules must not depend on the machine’s.' },
];
const environmentOnly = [{ selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Only src/config.ts reads the environment.' }];
const nestExceptions = [
  'BadRequestException',
  'NotFoundException',
  'ForbiddenException',
  'ConflictException',
  'UnauthorizedException',
  'InternalServerErrorException',
];
const nestRoutes = ['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'HttpCode', 'Header'];

const exceptions = { name: '@nestjs/common', importNames: nestExceptions, message: 'Throw a Failure: platform/http alone knows HTTP.' };
const routes = { name: '@nestjs/common', importNames: nestRoutes, message: 'Declare the route with Get, Post, Put or Patch of platform/http.' };
const onlyFields = 'Declare a field with the decorators of platform/http/fields: one line says what is checked and what is documented.';
const fieldLibraries = [
  { name: 'class-validator', message: onlyFields },
  { name: 'class-transformer', message: onlyFields },
  { name: '@nestjs/swagger', importNames: ['ApiProperty', 'ApiPropertyOptional'], message: onlyFields },
];
const plainNumbers = [
  {
    selector: 'PropertyDefinition[decorators.length=0] > TSTypeAnnotation TSNumberKeyword',
    message: 'Say with @Whole() or @Decimal() what kind of number it is.',
  },
];

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // A feature adds its problem types to the interface of the kernel by what it extends.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      // A class that needs more does more than one thing.
      'max-params': ['error', { max: 8 }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...clockOnly, ...environmentOnly],
      'no-restricted-imports': ['error', { paths: [exceptions, routes, ...fieldLibraries] }],
    },
  },
  // Where fields and routes themselves are made, and what goes through them.
  { files: ['src/platform/http/**'], rules: { 'no-restricted-imports': ['error', { paths: [exceptions] }] } },
  { files: ['src/**/*.dto.ts'], rules: { 'no-restricted-syntax': ['error', ...clockOnly, ...environmentOnly, ...plainNumbers] } },
  { files: ['src/kernel/clock.ts', 'src/kernel/id.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/config.ts'], rules: { 'no-restricted-syntax': ['error', ...clockOnly] } },
  // Data, not code: a rule or an analyte more is a line more.
  {
    files: [
      'src/terminology/blood-panel.ts',
      'src/terminology/{conditions,procedures}/data/**',
      'src/contraindications/rulesets/shipped/**',
      'src/cli/demo/worked-cases.data.ts',
    ],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: {
      // supertest answers bodies as any: the assertions are the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      'no-restricted-syntax': ['error', { selector: "CallExpression[callee.property.name='only']", message: 'A focused test hides the others.' }],
      'max-lines': 'off',
    },
  },
  // Nobody says the types of plain JavaScript.
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
  // What they print is what they are for.
  { files: ['bench/**', 'bin/**', 'scripts/**', 'docs/**'], rules: { 'no-console': 'off' } },
  prettier,
);
