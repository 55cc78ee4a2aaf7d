import 'reflect-metadata';
import { Command } from 'commander';
import type { ClientOptions, ClinicOptions, StaffOptions } from './cli/administration.js';
import type { InviteOptions, SecretOptions } from './cli/accounts.js';
import type { LoadOptions } from './cli/codes.js';
import type { LoadNamesOptions } from './cli/formulary.js';
import type { ClinicDemoOptions } from './cli/demo/clinic/clinic.js';
import type { DemoOptions } from './cli/demo/demo.js';
import type { TokenOptions } from './cli/token.js';
import { VERSION } from './cli/version.js';
import { StartError } from './config.js';
import { EmbeddedServerError } from './platform/database/embedded-server-error.js';
import { OtherBuildError } from './platform/database/other-build-error.js';
import type { OutputOptions } from './cli/output.js';

const JSON_OPTION = ['--json', 'print the result as JSON'] as const;

const program = new Command('hairline')
  .description('Hairline: the clinical record API for hair-restoration clinics.')
  .version(VERSION)
  .showHelpAfterError('(--help lists the options)');

program
  .command('start')
  .description('start the API, with an embedded PostgreSQL unless DATABASE_URL names another')
  .option(...JSON_OPTION)
  .action(async () => (await import('./cli/start.js')).start());
program
  .command('migrate')
  .description('bring the schema of the database up to date')
  .option(...JSON_OPTION)
  .action(async (options: OutputOptions) => (await import('./cli/migrate.js')).migrateSchema(options));
program
  .command('token')
  .description('print a short-lived access token (an operator’s tool: it needs the database)')
  .option('--email <address>', 'of a person of the staff')
  .option('--client <id>', 'of an integration client')
  .option('--clinic <id>', 'the clinic, for a person who works for several')
  .option(...JSON_OPTION)
  .action(async (options: TokenOptions) => (await import('./cli/token.js')).printToken(options));

program
  .command('demo')
  .description('drive a running server through the worked cases, and report each step; or, with --clinic, make a clinic that has worked for two years')
  .option('--url <url>', 'the server; by default the one of HOST and PORT')
  .option('--clinic', 'a clinic of its own with synthetic patients, in place of the worked cases')
  .option('--name <name>', 'of that clinic', 'Synthetic Hair Clinic')
  .option('--patients <number>', 'how many patients it has', '300')
  .option('--seed <number>', 'the same seed makes the same people', '1')
  .option(...JSON_OPTION)
  .action(async (options: DemoOptions & ClinicDemoOptions & { clinic?: boolean }) =>
    options.clinic ? (await import('./cli/demo/clinic/clinic.js')).createDemoClinic(options) : (await import('./cli/demo/demo.js')).runDemo(options),
  );

const keys = program.command('keys').description('the keys that sign access tokens, and those that seal notes and identifiers of patients');
keys
  .command('rotate')
  .description('sign with a new key from now on; the old ones stay valid until their tokens have expired')
  .option(...JSON_OPTION)
  .action(async (options: OutputOptions) => (await import('./cli/administration.js')).rotateKeys(options));
keys
  .command('revoke')
  .description('end a key that leaked: what it signed is refused at once')
  .argument('[id]', 'as /.well-known/jwks.json names it: kid')
  .option('--all', 'every key and every login: for a copy of a database that is to let in nobody whom the original let in')
  .option(...JSON_OPTION)
  .action(async (id: string | undefined, options: OutputOptions & { all?: boolean }) => (await import('./cli/administration.js')).revokeKey(id, options));
keys
  .command('rotate-data')
  .description('give every clinic a new data key, and seal its notes and identifiers anew in the background')
  .option(...JSON_OPTION)
  .action(async (options: OutputOptions) => (await import('./cli/data-keys.js')).rotateData(options));
keys
  .command('rewrap')
  .description('wrap the data keys by the present root key: the first of ENCRYPTION_KEY, or that of HAIRLINE_KMS_KEY_ID')
  .option(...JSON_OPTION)
  .action(async (options: OutputOptions) => (await import('./cli/data-keys.js')).rewrapKeys(options));
keys
  .command('status')
  .description('show the data keys of the clinics, and how far their sealing is')
  .option(...JSON_OPTION)
  .action(async (options: OutputOptions) => (await import('./cli/data-keys.js')).showKeyStatus(options));
keys
  .command('encryption')
  .description('print a new key for the setting ENCRYPTION_KEY, which seals secrets in the database')
  .option(...JSON_OPTION)
  .action(async (options: OutputOptions) => (await import('./cli/encryption-key.js')).printEncryptionKey(options));

const clinic = program.command('clinic').description('clinics of this installation');
clinic
  .command('create')
  .description('add a clinic, and print its id')
  .requiredOption('--name <name>', 'as on its papers')
  .requiredOption('--time-zone <zone>', 'IANA time zone, such as Asia/Kolkata')
  .requiredOption('--country <code>', 'ISO 3166-1 alpha-2, such as IN')
  .requiredOption('--currency <code>', 'ISO 4217, such as INR')
  .option(...JSON_OPTION)
  .action(async (options: ClinicOptions) => (await import('./cli/administration.js')).createClinic(options));

const staff = program.command('staff').description('people of a clinic');
staff
  .command('create')
  .description('add a person, and print their id')
  .requiredOption('--clinic <id>', 'the clinic')
  .requiredOption('--role <role>', 'admin, dermatologist, technician, receptionist or auditor')
  .requiredOption('--name <name>', 'the person’s name')
  .requiredOption('--email <address>', 'the address by which the person is known')
  .option(...JSON_OPTION)
  .action(async (options: StaffOptions) => (await import('./cli/administration.js')).createStaff(options));
staff
  .command('invite')
  .description('print a link with which a person chooses a password, once (an admin invites by e-mail, over the API)')
  .requiredOption('--email <address>', 'the address by which the person is known')
  .option('--clinic <id>', 'the clinic, for a person who works for several')
  .option(...JSON_OPTION)
  .action(async (options: InviteOptions) => (await import('./cli/accounts.js')).invite(options));

const client = program.command('client').description('systems that act for a clinic');
client
  .command('create')
  .description('add an integration client, and print its id')
  .requiredOption('--clinic <id>', 'the clinic')
  .requiredOption('--client-id <name>', 'the name by which the client presents itself')
  .requiredOption('--name <name>', 'what the client is, for people')
  .requiredOption('--scopes <scopes>', 'what it may do, separated by commas')
  .option(...JSON_OPTION)
  .action(async (options: ClientOptions) => (await import('./cli/administration.js')).createClient(options));
client
  .command('secret')
  .description('give a client one more secret, and print it; those before stay good (an admin ends them over the API)')
  .argument('<client-id>', 'the name by which the client presents itself')
  .option(...JSON_OPTION)
  .action(async (clientId: string, options: SecretOptions) => (await import('./cli/accounts.js')).createSecret(clientId, options));

const codes = program.command('codes').description('lists of diagnoses, medicines and tests by code');
codes
  .command('load')
  .description('load a full release from a file of the clinic’s own, in place of the one before')
  .requiredOption('--clinic <id>', 'the clinic')
  .requiredOption('--system <system>', 'icd-10, atc or loinc')
  .requiredOption('--file <path>', 'CSV or TSV with the columns code and display, or an ICD-10-CM order file; UTF-8')
  .option(...JSON_OPTION)
  .action(async (options: LoadOptions) => (await import('./cli/codes.js')).loadCodes(options));

const formulary = program.command('formulary').description('the clinic’s own names of medicines, conditions and procedures');
formulary
  .command('load')
  .description('add the names of a file; a dermatologist has then to confirm them')
  .argument('<file>', 'CSV in UTF-8 with the columns kind, name, system, code, display, harmless and reason')
  .requiredOption('--clinic <id>', 'the clinic')
  .option(...JSON_OPTION)
  .action(async (file: string, options: Omit<LoadNamesOptions, 'file'>) => (await import('./cli/formulary.js')).loadNames({ ...options, file }));

const jobs = program.command('jobs').description('work in the background that was given up');
jobs
  .command('failed')
  .description('list the jobs of all clinics that were given up, and of what kind the error was')
  .option(...JSON_OPTION)
  .action(async (options: OutputOptions) => (await import('./cli/jobs.js')).listFailedJobs(options));
jobs
  .command('retry')
  .description('try a job again from the step that failed')
  .argument('<id>', 'the job')
  .option(...JSON_OPTION)
  .action(async (id: string, options: OutputOptions) => (await import('./cli/jobs.js')).retryFailedJob({ ...options, id }));

const isExpected = (error: unknown): error is Error => error instanceof StartError || error instanceof EmbeddedServerError || error instanceof OtherBuildError;

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  process.stderr.write(isExpected(error) ? `hairline: ${error.message}\n` : `hairline: an unexpected error: ${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
}
