/** Writes the pages of docs/reference from the built code; with --check, fails when a committed page differs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import {
  isGrantedByAnyScope,
  permissions,
  roles,
  listPatientConditions,
  listPermissionsOfRole,
  listScopesGranting,
  patientConditions,
} from '../dist/src/platform/access/policy.js';
import { documentation, problems } from '../dist/src/app.module.js';
import { getProblemTitle } from '../dist/src/platform/http/define-problems.js';
import { conditionConcerns } from '../dist/src/terminology/concerns/condition-concerns.js';
import { icd10Chapters } from '../dist/src/terminology/concerns/icd-10/index.js';
import { contradictions, documents, statements } from '../dist/src/sources/index.js';
import { appointmentStates, requestStates } from '../dist/src/appointments/index.js';
import { planStates, sessionStates } from '../dist/src/treatments/index.js';

const made = 'Generated from the code by `npm run reference`; not to be edited.';

const describeScopes = (permission) => listScopesGranting(permission).join(', ') || (isGrantedByAnyScope(permission) ? 'any scope' : '–');
const describeConditions = (permission) => listPatientConditions(permission).join(', ') || '–';

/** What each condition asks, for people. */
const conditionTexts = {
  restriction:
    'A restricted record (`confidential`, `staff`) is closed. It is open to the members of its care team, for a time to whoever opened it in an emergency, and to clients with the scope `restricted.read`. The record of a member of staff is closed to that person whatever else holds.',
  'care-team':
    'Where the clinic’s access policy names the role, every record is closed but to the members of its care team and to whoever opened it in an emergency. It is asked of dermatologists and technicians, never of clients.',
};

const access = `# Who may do what

${made} A route names one permission; a client has a permission when it has a scope that grants it. Nobody sees another clinic’s patients. \`of which patients\` names
what else must be so of a patient; – asks nothing more, or concerns no patient. \`test/api/patient-access/table.test.ts\` tries every operation by this table.

| permission | ${roles.join(' | ')} | clients with | of which patients |
| --- | ${roles.map(() => ':-:').join(' | ')} | --- | --- |
${permissions
  .map(
    (permission) =>
      `| \`${permission}\` | ${roles.map((role) => (listPermissionsOfRole(role).has(permission) ? '●' : '')).join(' | ')} | ${describeScopes(permission)} | ${describeConditions(permission)} |`,
  )
  .join('\n')}

## Of which patients

| condition | what it asks |
| --- | --- |
${patientConditions.map((condition) => `| \`${condition}\` | ${conditionTexts[condition]} |`).join('\n')}
`;

const errors = `# Problem types

${made} Each is served at \`/problems/{type}\`.

| type | status | title | what happened, and what to do |
| --- | --- | --- | --- |
${Object.entries(problems)
  .sort(([, { status: one }], [, { status: other }]) => one - other)
  .map(([type, { status, explanation }]) => `| \`${type}\` | ${status} | ${getProblemTitle(type, 'en')} | ${explanation} |`)
  .join('\n')}

## Codes of invalid fields

What \`errors[].code\` can be: the enumeration \`FieldErrorCode\` of the API document.

| code | what is wrong |
| --- | --- |
${Object.entries(documentation.fieldErrors)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  .join('\n')}
`;

const states = `# States of plans, sessions and appointments

${made}

## A treatment plan

\`\`\`mermaid
${planStates.diagram()}
\`\`\`

## A treatment session

\`\`\`mermaid
${sessionStates.diagram()}
\`\`\`

## An appointment

\`\`\`mermaid
${appointmentStates.diagram()}
\`\`\`

## A request for an appointment

\`\`\`mermaid
${requestStates.diagram()}
\`\`\`
`;

const concerns = `# What conditions concern

${made} The table is \`src/terminology/concerns/icd-10/\`: every category of ICD-10, and each finer code that differs from its category.

A condition of a patient concerns a treatment when a rule of that treatment names one of its concerns. A code below a line has the
concerns of that line; a code that covers finer lines has those of all of them. A line without concerns is known to concern nothing;
a code of no category is unread. Titles are in our own short words.

## Concerns

| concern | what it says |
| --- | --- |
${Object.entries(conditionConcerns)
  .map(([concern, meaning]) => `| ${concern} | ${meaning} |`)
  .join('\n')}
${icd10Chapters
  .map(
    ({ title, lines }) => `
## ${title}

| code | title | concerns |
| --- | --- | --- |
${lines.map(([code, words, ...named]) => `| ${code} | ${words} | ${named.join(', ')} |`).join('\n')}
`,
  )
  .join('')}`;

const sources = `# Sources of the rules

${made} What the numbers mean by which rules, protocols, care instructions and the API document name where they come from: statements of
documents that clinics publish, in our words. The server shows the same at \`/sources\`.

${Object.entries(documents)
  .map(
    ([document, title]) => `## ${document}: ${title}

| number | statement |
| --- | --- |
${Object.entries(statements)
  .filter(([id]) => id.startsWith(document))
  .map(([id, text]) => `| ${id} | ${text} |`)
  .join('\n')}
`,
  )
  .join('\n')}
## Contradictions between them

| number | between | how the shipped rules read them |
| --- | --- | --- |
${Object.entries(contradictions)
  .map(([id, { between, reading }]) => `| ${id} | ${between} | ${reading} |`)
  .join('\n')}
`;

const directory = new URL('../docs/reference/', import.meta.url);
mkdirSync(directory, { recursive: true });
let stale = 0;
for (const [name, text] of Object.entries({
  'access.md': access,
  'condition-concerns.md': concerns,
  'errors.md': errors,
  'sources.md': sources,
  'states.md': states,
})) {
  const file = new URL(name, directory);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`docs/reference/${name} is not what the code says. Run: npm run reference`);
    stale++;
  }
}
process.exit(stale === 0 ? 0 : 1);
