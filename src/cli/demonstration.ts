/** Makes two demonstration clinics with a person of every role, to show that clinics cannot see each other's data. */
import { declareColumns } from '../platform/database/columns.js';
import { runInTransaction, queryAsOperator } from '../platform/database/operator.js';
import { declareStatement } from '../platform/database/statement.js';
import { setPassword } from '../authorization/operator.js';
import { bookedRoles } from '../appointments/index.js';
import { addDemonstrationScheduling, addUsualScheduling } from '../appointments/operator.js';
import { addClinic, addIntegrationClient, addStaff } from '../clinic/operator.js';
import { roles, scopes, type Role } from '../platform/access/policy.js';
import type { OperatorConnection } from '../platform/access/tokens.js';

const clinics = [
  { name: 'Demo Hair Clinic', domain: 'demo.hairline.test', client: 'ehr-demo', frontEnd: 'front-end-demo' },
  { name: 'Other Hair Clinic', domain: 'other.hairline.test', client: 'ehr-other', frontEnd: 'front-end-other' },
];

/** The publicly known password of the demonstration's people, for trials on one's own machine. */
export const DEMONSTRATION_PASSWORD = 'show me hairline';
const DEMONSTRATION_SECRET = 'show-me-hairline';

/** The usual origins of front ends in development. */
const developmentOrigins = ['http://localhost:5173', 'http://127.0.0.1:5173', 'http://localhost:8080', 'http://127.0.0.1:8080'];

const names: Record<Role, string> = {
  admin: 'Anil Example',
  dermatologist: 'Dr Meera Example',
  technician: 'Ravi Example',
  receptionist: 'Nisha Example',
  auditor: 'Farah Example',
};

/** Makes the contact data of a demonstration clinic, with numbers that reach nobody. */
export const createContact = (domain: string) => ({
  phone: '0124 400 0000',
  email: `clinic@${domain}`,
  address: { lines: ['12 Example Road', 'Sector 15, Part 2'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' },
  emergencyPhone: '+91 99999 00000',
});

const DEMONSTRATION_LOCK = 4_711_203;

const lockDemonstration = declareStatement('operator.lock-demonstration', { parameters: { lock: 'bigint' }, sql: 'SELECT pg_advisory_xact_lock(:lock)' });

const anyClinic = declareStatement('operator.any-clinic', {
  row: declareColumns<{ some: boolean }>({ some: 'boolean' }),
  sql: 'SELECT EXISTS (SELECT FROM clinics) AS some',
});

const make = async (connection: OperatorConnection, publicUrl: string): Promise<boolean> => {
  await queryAsOperator(connection, lockDemonstration, { lock: DEMONSTRATION_LOCK });
  const [clinicsNow] = await queryAsOperator(connection, anyClinic);
  if (clinicsNow!.some) return false;
  const people: { clinicId: string; id: string }[] = [];
  for (const { name, domain, client, frontEnd } of clinics) {
    const clinicId = await addClinic(connection, { name, timeZone: 'Asia/Kolkata', country: 'IN', currency: 'INR', contact: createContact(domain) });
    const locationId = await addUsualScheduling(connection, clinicId, name);
    const staffIds: string[] = [];
    for (const role of roles) {
      const id = await addStaff(connection, { clinicId, role, name: names[role], email: `${role}@${domain}` });
      people.push({ clinicId, id });
      if (bookedRoles.some((booked) => booked === role)) staffIds.push(id);
    }
    await addDemonstrationScheduling(connection, { clinicId, locationId, staffIds });
    const ofEhr = { clientId: client, name: `${name}: electronic health record`, secret: DEMONSTRATION_SECRET };
    await addIntegrationClient(connection, { clinicId, scopes, ...ofEhr });
    const origins = [...developmentOrigins, publicUrl];
    const ofFrontEnd = { clientId: frontEnd, name: `${name}: front end`, origins, redirectUris: origins.map((origin) => `${origin}/`) };
    await addIntegrationClient(connection, { clinicId, kind: 'public', scopes: [], ...ofFrontEnd });
  }
  await setPassword(connection, people, DEMONSTRATION_PASSWORD);
  return true;
};

/** Makes the demonstration clinics on an empty database. Does nothing where a clinic exists, also when several processes start at once. */
export const addDemonstration = (connection: OperatorConnection, publicUrl: string): Promise<boolean> =>
  runInTransaction(connection, () => make(connection, publicUrl));
