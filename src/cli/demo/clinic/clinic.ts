/** The command `hairline demo --clinic`: makes a clinic with a history of two years. */
import { declareColumns, queryAsOperator, declareStatement } from '../../../platform/database/index.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../../app.setup.js';
import { addUsualScheduling } from '../../../appointments/operator.js';
import { addClinic, addStaff } from '../../../clinic/operator.js';
import { loadConfig, StartError, type Config } from '../../../config.js';
import { SystemClock } from '../../../kernel/clock.js';
import { addDays, type Day } from '../../../kernel/day.js';
import { Random } from './random.js';
import type { Role } from '../../../platform/access/policy.js';
import { issueAccessToken, type OperatorConnection } from '../../../platform/access/tokens.js';
import { appointmentStates } from '../../../appointments/index.js';
import { planStates, sessionStates } from '../../../treatments/index.js';
import { runWithDatabase } from '../../databases.js';
import { createKeyManagement } from '../../data-keys.js';
import { getEncryptionKey, createKeyEncryption } from '../../encryption-key.js';
import { prepareFiles } from '../../files.js';
import { printResult, say, type OutputOptions } from '../../output.js';
import { toInstant, toDay, TIME_ZONE } from './calendar.js';
import { playStory } from './courses.js';
import { FrontDesk } from './front-desk.js';
import { createProfile } from './people.js';
import { PersonAtWork } from './person-at-work.js';
import { Progress } from './progress.js';
import { PatientRecord, type Clinic } from './record.js';
import { Stockroom } from './stockroom.js';
import { Timeline, WalkingClock, type Story } from './timeline.js';
import { createContact } from '../../demonstration.js';

export interface ClinicDemoOptions extends OutputOptions {
  name: string;
  patients: string;
  seed: string;
}

const MOST_PATIENTS = 5_000;
/** The days before and after today of which appointments are counted. */
const DAYS_COUNTED = 190;
const DAYS_OF_WORK = 730;
/** One visit a day, beside sessions, for this many patients. */
const PATIENTS_PER_VISIT = 30;
const MOST_VISITS_A_DAY = 8;
const TOKEN_LIFETIME_SECONDS = 86_400;

const staff: readonly { role: Role; name: string; address: string }[] = [
  { role: 'admin', name: 'Anil Example', address: 'admin' },
  { role: 'dermatologist', name: 'Dr Meera Example', address: 'dermatologist' },
  { role: 'dermatologist', name: 'Dr Sanjay Example', address: 'dermatologist-2' },
  { role: 'technician', name: 'Ravi Example', address: 'technician' },
  { role: 'receptionist', name: 'Nisha Example', address: 'receptionist' },
  { role: 'auditor', name: 'Farah Example', address: 'auditor' },
];

const parseWholeNumber = (text: string, option: string, least: number, most: number): number => {
  if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new StartError(`${option} is a whole number from ${least} to ${most}.`);
};

const isNameKnown = declareStatement('operator.is-clinic-name-known', {
  parameters: { name: 'text' },
  row: declareColumns<{ known: boolean }>({ known: 'boolean' }),
  sql: 'SELECT EXISTS (SELECT FROM clinics WHERE name = :name) AS known',
});

/** Makes a new clinic with an e-mail domain of its own. */
const makeClinic = async (connection: OperatorConnection, name: string): Promise<{ id: string; domain: string }> => {
  const [clinic] = await queryAsOperator(connection, isNameKnown, { name });
  if (clinic!.known) throw new StartError(`There is a clinic "${name}" already; give the new one another name with --name.`);
  const domain = `${
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'clinic'
  }.hairline.test`;
  const id = await addClinic(connection, { name, timeZone: TIME_ZONE, country: 'IN', currency: 'INR', contact: createContact(domain) });
  await addUsualScheduling(connection, id, name);
  return { id, domain };
};

const employStaff = async (
  config: Config,
  app: NestFastifyApplication,
  connection: OperatorConnection,
  clinicId: string,
  domain: string,
): Promise<PersonAtWork[]> => {
  const people: PersonAtWork[] = [];
  for (const { role, name, address } of staff) {
    const id = await addStaff(connection, { clinicId, role, name, email: `${address}@${domain}` });
    // The server checks tokens by the clock of the machine, not by the walking clock.
    const { token } = await issueAccessToken(
      connection,
      createKeyEncryption(config),
      { kind: 'staff', id, clinicId },
      { issuedAt: new SystemClock().now(), lifetimeSeconds: TOKEN_LIFETIME_SECONDS },
    );
    people.push(new PersonAtWork(app, token, id, name));
  }
  return people;
};

/** Switches off waiting for the disk, to make many thousand changes faster. After a failure of the machine the demonstration is made again. */
const withoutDiskWaits = (databaseUrl: string): string => {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c synchronous_commit=off');
  return url.href;
};

const startApplication = async (config: Config, databaseUrl: string, clock: WalkingClock): Promise<NestFastifyApplication> =>
  createApp({
    databaseUrl: withoutDiskWaits(databaseUrl),
    databasePoolSize: 4,
    logLevel: 'silent',
    requestsPerMinute: 0,
    metricsToken: null,
    bodyLimitBytes: config.bodyLimitBytes,
    trustProxy: false,
    files: config.files,
    publicUrl: config.publicUrl,
    encryptionKey: getEncryptionKey(config),
    keyManagement: await createKeyManagement(config),
    mail: config.mail,
    clock,
  });

async function* followStory(story: Story, whenOver: () => void): Story {
  yield* story;
  whenOver();
}

interface Run {
  people: readonly PersonAtWork[];
  clock: WalkingClock;
  begin: Day;
  end: Date;
  patients: number;
  seed: number;
}

const playClinic = async ({ people, clock, begin, end, patients, seed }: Run): Promise<void> => {
  const [admin, first, second, technician, receptionist] = people as readonly [PersonAtWork, PersonAtWork, PersonAtWork, PersonAtWork, PersonAtWork];
  const stockroom = new Stockroom(first, clock, new Random(seed));
  const timeline = new Timeline(clock);
  const dermatologists = [first, second] as const;
  const visitsADay = Math.min(MOST_VISITS_A_DAY, Math.max(2, Math.round(patients / PATIENTS_PER_VISIT)));
  const desk = new FrontDesk({ admin, receptionist, technician, dermatologists }, clock, new Random(seed + 1), toDay(end), visitsADay);
  const clinic: Clinic = { dermatologists, technician, receptionist, stockroom, desk, timeline, clock };
  await stockroom.open();
  await desk.open();
  const progress = new Progress(patients, toInstant(begin, 9), end);
  timeline.add(stockroom.playStory(begin), toInstant(begin, 10));
  timeline.add(stockroom.playRecalls(begin, first), toInstant(begin, 10));
  timeline.add(desk.play(timeline), toInstant(begin, 10));
  for (let number = 0; number < patients; number++) {
    const profile = createProfile(number, seed, toDay(end));
    const { density, diameter, telogen } = profile;
    const record = new PatientRecord(clinic, profile, new Random(seed * 31 + number), { density, diameter, telogen });
    timeline.add(
      followStory(playStory(record), () => progress.countDone()),
      toInstant(begin, 10),
    );
  }
  await timeline.runUntil(end, (now) => progress.report(now));
};

const listStates = <State extends string>({ initial, transitions }: { initial: State; transitions: readonly { to: State }[] }): State[] => [
  ...new Set([initial, ...transitions.map(({ to }) => to)]),
];

const counted: readonly [what: string, url: string][] = [
  ['patients', '/v1/patients?'],
  ...listStates(planStates).map((status): [string, string] => [`plans ${status}`, `/v1/treatment-plans?status=${status}&`]),
  ...listStates(sessionStates).map((status): [string, string] => [`sessions ${status}`, `/v1/treatment-sessions?status=${status}&`]),
  ['adverse events', '/v1/adverse-events?'],
  ['products', '/v1/products?'],
  ['lots', '/v1/product-lots?'],
];

/** Counts the records of each kind, as a dermatologist of the clinic sees them. */
const countResources = async (by: PersonAtWork, today: Day): Promise<Record<string, number>> => {
  const around = `from=${addDays(today, -DAYS_COUNTED)}T00:00:00Z&to=${addDays(today, DAYS_COUNTED)}T00:00:00Z`;
  const appointments = listStates(appointmentStates).map((status): [string, string] => [
    `appointments ${status}`,
    `/v1/appointments?${around}&status=${status}&`,
  ]);
  const counts: Record<string, number> = {};
  for (const [what, url] of [...counted, ...appointments]) counts[what] = (await by.get(`${url}limit=1&count=true`)).total as number;
  return counts;
};

/**
 * Makes a clinic with a history of two years. The clinic's own people make every record through the application, which runs in this process with a clock that
 * moves from the past to now. Every rule of the product therefore applies.
 */
export const createDemoClinic = async (options: ClinicDemoOptions): Promise<void> => {
  const patients = parseWholeNumber(options.patients, '--patients', 1, MOST_PATIENTS);
  const seed = parseWholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1);
  const config = loadConfig();
  if (config.production) throw new StartError('Synthetic patients have no place in production; make them where NODE_ENV is something else.');
  await prepareFiles(config.files);
  await runWithDatabase(config, async ({ applicationUrl, connection }) => {
    const end = new SystemClock().now();
    const begin = addDays(toDay(end), -DAYS_OF_WORK);
    const clock = new WalkingClock(toInstant(begin, 9));
    const app = await startApplication(config, applicationUrl, clock);
    try {
      const { id, domain } = await makeClinic(connection, options.name);
      say(`${options.name}: ${patients} patients, from ${begin} to today.`);
      const people = await employStaff(config, app, connection, id, domain);
      await playClinic({ people, clock, begin, end, patients, seed });
      const counts = await countResources(people[1]!, toDay(end));
      const lines = Object.entries(counts).map(([what, many]) => `  ${String(many).padStart(6)}  ${what}`);
      printResult(
        options,
        { clinicId: id, name: options.name, dermatologist: `dermatologist@${domain}`, counts },
        [...lines, '', `Token:  npx hairline token --email dermatologist@${domain}`].join('\n'),
      );
    } finally {
      await app.close();
    }
  });
};
