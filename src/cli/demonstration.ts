/** Two demonstration clinics with a person of every role, so that anyone can see that clinics cannot see each other. */
import { addClinic, addIntegrationClient, addStaff } from '../clinic/index.js';
import { roles, scopes, type Role } from '../platform/access/policy.js';
import type { OperatorConnection } from '../platform/access/tokens.js';

const clinics = [
  { name: 'Demo Hair Clinic', domain: 'demo.hairline.test', client: 'ehr-demo' },
  { name: 'Other Hair Clinic', domain: 'other.hairline.test', client: 'ehr-other' },
];

const names: Record<Role, string> = {
  admin: 'Anil Example',
  dermatologist: 'Dr Meera Example',
  technician: 'Ravi Example',
  receptionist: 'Nisha Example',
  auditor: 'Farah Example',
};

/** How a demonstration clinic is reached: nobody is, by these numbers. */
export const contactOf = (domain: string) => ({
  phone: '0124 400 0000',
  email: `clinic@${domain}`,
  address: { lines: ['12 Example Road', 'Sector 15, Part 2'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' },
  emergencyPhone: '+91 99999 00000',
});

const DEMONSTRATION_LOCK = 4_711_203;

const make = async (connection: OperatorConnection): Promise<boolean> => {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [DEMONSTRATION_LOCK]);
  const { rows } = await connection.query('SELECT EXISTS (SELECT FROM clinics) AS some');
  if ((rows[0] as { some: boolean }).some) return false;
  for (const { name, domain, client } of clinics) {
    const clinicId = await addClinic(connection, { name, timeZone: 'Asia/Kolkata', country: 'IN', currency: 'INR', contact: contactOf(domain) });
    for (const role of roles) await addStaff(connection, { clinicId, role, name: names[role], email: `${role}@${domain}` });
    await addIntegrationClient(connection, { clinicId, clientId: client, name: `${name}: electronic health record`, scopes });
  }
  return true;
};

/** Makes them on an empty database; does nothing where there is a clinic already, also when several processes start at once. */
export const addDemonstration = async (connection: OperatorConnection): Promise<boolean> => {
  await connection.query('BEGIN');
  try {
    const isMade = await make(connection);
    await connection.query('COMMIT');
    return isMade;
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  }
};
