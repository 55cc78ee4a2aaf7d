/** Which way imports may point: inward. See docs/architecture.md. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const pure = '^src/(kernel|messages|terminology|charts|contraindications/engine|treatments/planner)/|/domain/';

/** Folders of `src` that are no feature: what features stand on, and the command line, which stands on them. */
const others = ['charts', 'cli', 'kernel', 'messages', 'platform', 'sources', 'terminology'];

/** Every other folder, so that a new feature is held to the rules as soon as it is there. */
const features = readdirSync(join(import.meta.dirname, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !others.includes(entry.name))
  .map(({ name }) => name)
  .join('|');

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'With ES modules and decorators a cycle dies at start; one of types alone still ties both ends to each other.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      severity: 'error',
      comment: 'A module that nobody imports is dead.',
      from: { orphan: true, pathNot: '^src/main\\.ts$|\\.d\\.ts$|\\.spec\\.ts$' },
      to: {},
    },
    {
      name: 'kernel-is-innermost',
      severity: 'error',
      comment: 'The kernel knows nothing of the rest.',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'messages-know-only-the-kernel',
      severity: 'error',
      comment: 'The texts for people are below whatever says them.',
      from: { path: '^src/messages/' },
      to: { path: '^src/', pathNot: '^src/(messages|kernel)/' },
    },
    {
      name: 'messages-by-the-front-door',
      severity: 'error',
      comment: 'A text is said through the loader, which knows the language.',
      from: { path: '^src/', pathNot: '^src/messages/' },
      to: { path: '^src/messages/(?!index\\.ts$)' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Domain code imports no framework, no database, no I/O.',
      from: { path: pure, pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^node_modules/(@nestjs|typeorm|pg|fastify|pino)|^src/platform/(database|access|audit|observability)|\\.(repository|service|controller|entity|module)\\.ts$',
      },
    },
    {
      name: 'domain-has-no-io',
      severity: 'error',
      from: { path: pure, pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|http|https|net|child_process|process)' },
    },
    {
      name: 'domain-and-tables-know-no-dto',
      severity: 'error',
      comment: 'What is sent and kept has its type in the domain; the DTO classes implement it.',
      from: { path: '^src/kernel/|/domain/|\\.(repository|entity)\\.ts$', pathNot: '\\.spec\\.ts$' },
      to: { path: '\\.dto\\.ts$' },
    },
    {
      name: 'domain-looks-inward',
      severity: 'error',
      comment: 'A domain folder imports nothing of the folder that it lies in.',
      from: { path: '^(src/.+)/domain/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^$1/', pathNot: '^$1/domain/' },
    },
    {
      name: 'sql-in-its-place',
      severity: 'error',
      comment: 'typeorm and pg only where SQL and tables are.',
      from: { path: '^src/', pathNot: '^src/platform/database/|^src/cli/|\\.(repository|entity)\\.ts$' },
      to: { path: '^node_modules/(typeorm|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'controllers-see-services',
      severity: 'error',
      comment: 'A controller never sees a repository or an entity.',
      from: { path: '\\.controller\\.ts$', pathNot: '^src/platform/audit/' },
      to: { path: '\\.(repository|entity)\\.ts$' },
    },
    {
      name: 'features-by-the-front-door',
      severity: 'error',
      comment: 'Another feature is entered by its index.ts.',
      from: { path: `^src/(${features})/` },
      to: { path: `^src/(${features})/(?!index\\.ts$)`, pathNot: '^src/$1/' },
    },
    {
      name: 'operators-by-their-own-door',
      severity: 'error',
      comment: 'The command line enters a feature by its operator.ts, which loads little, or by its index.ts.',
      from: { path: '^src/(cli/|main\\.ts$)' },
      to: { path: `^src/(${features})/(?!index\\.ts$|operator\\.ts$)` },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: `^src/(${features}|cli)/` },
    },
    {
      name: 'features-know-no-cli',
      severity: 'error',
      from: { path: `^src/(${features})/` },
      to: { path: '^src/(cli/|main\\.ts|app\\.)' },
    },
    { name: 'migrations-stand-alone', severity: 'error', from: { path: '^migrations/' }, to: { path: '^src/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.js'] },
  },
};
