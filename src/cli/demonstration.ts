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

/** Makes them on an empty database; does nothing where there is a clinic already. */
export const addDemonstration = async (connection: OperatorConnection): Promise<boolean> => {
  const { rows } = await connection.query('SELECT EXISTS (SELECT FROM clinics) AS some');
  if ((rows[0] as { some: boolean }).some) return false;
  await connection.query('BEGIN');
  for (const { name, domain, client } of clinics) {
    const clinicId = await addClinic(connection, { name, timeZone: 'Asia/Kolkata', country: 'IN', currency: 'INR' });
    for (const role of roles) await addStaff(connection, { clinicId, role, name: names[role], email: `${role}@${domain}` });
    await addIntegrationClient(connection, { clinicId, clientId: client, name: `${name}: electronic health record`, scopes });
  }
  await connection.query('COMMIT');
  return true;
};
