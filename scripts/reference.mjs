/** Writes the pages of docs/reference from the built code; with --check, fails when a committed page differs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { permissions, roles, permissionsOfRole, scopesGranting } from '../dist/src/platform/access/policy.js';
import { problems } from '../dist/src/platform/http/problems.js';
import { planStates, sessionStates } from '../dist/src/treatments/index.js';

const made = 'Generated from the code by `npm run reference`; not to be edited.';

const access = `# Who may do what

${made} A route names one permission; a client has a permission when it has a scope that grants it.

| permission | ${roles.join(' | ')} | clients with |
| --- | ${roles.map(() => ':-:').join(' | ')} | --- |
${permissions
  .map(
    (permission) =>
      `| \`${permission}\` | ${roles.map((role) => (permissionsOfRole(role).has(permission) ? '●' : '')).join(' | ')} | ${scopesGranting(permission).join(', ') || (['me.read', 'clinic.read'].includes(permission) ? 'any scope' : '–')} |`,
  )
  .join('\n')}
`;

const errors = `# Problem types

${made} Each is served at \`/problems/{type}\`.

| type | status | title | what happened, and what to do |
| --- | --- | --- | --- |
${Object.entries(problems)
  .map(([type, { status, title, explanation }]) => `| \`${type}\` | ${status} | ${title} | ${explanation} |`)
  .join('\n')}
`;

const states = `# States of plans and sessions

${made}

## A treatment plan

\`\`\`mermaid
${planStates.diagram()}
\`\`\`

## A treatment session

\`\`\`mermaid
${sessionStates.diagram()}
\`\`\`
`;

const directory = new URL('../docs/reference/', import.meta.url);
mkdirSync(directory, { recursive: true });
let stale = 0;
for (const [name, text] of Object.entries({ 'access.md': access, 'errors.md': errors, 'states.md': states })) {
  const file = new URL(name, directory);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`docs/reference/${name} is not what the code says. Run: npm run reference`);
    stale++;
  }
}
process.exit(stale === 0 ? 0 : 1);
