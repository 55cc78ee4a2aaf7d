/** Commands of an operator, run as the role that owns the schema. They can read every clinic's staff and clients, but no patient data. */
import { createId } from '../kernel/id.js';
import { hashSecret } from '../platform/access/key-encryption.js';
import type { Role } from '../platform/access/policy.js';
import type { OperatorConnection, TokenSubject } from '../platform/access/tokens.js';
import { declareColumns } from '../platform/database/columns.js';
import { queryAsOperator } from '../platform/database/operator.js';
import { declareStatement } from '../platform/database/statement.js';
import type { OpeningHours } from './clinic.dto.js';
import { normalizeContact, type Contact } from './contact.js';
import { createClientSecret } from './integration-clients/client-secret.js';

export interface NewClinic {
  name: string;
  timeZone: string;
  country: string;
  currency: string;
  openingHours?: OpeningHours;
  contact?: Contact;
}

export interface FoundSubject extends TokenSubject {
  name: string;
  clinicName: string;
}

const insertClinic = declareStatement('operator.add-clinic', {
  parameters: {
    id: 'uuid',
    name: 'text',
    timeZone: 'text',
    country: 'text',
    currency: 'text',
    openingHours: 'jsonb',
    phone: 'text?',
    email: 'text?',
    address: 'jsonb?',
    emergencyPhone: 'text?',
  },
  sql: `INSERT INTO clinics (clinic_id, name, time_zone, country, currency, opening_hours, phone, email, address, emergency_phone, policies, created_at, updated_at)
     VALUES (:id, :name, :timeZone, :country, :currency, :openingHours, :phone, :email, :address, :emergencyPhone, '{}', now(), now())`,
});

const insertStaff = declareStatement('operator.add-staff', {
  parameters: { clinicId: 'uuid', id: 'uuid', role: 'text', name: 'text', email: 'text' },
  sql: `INSERT INTO staff (clinic_id, id, role, name, email, created_at, updated_at) VALUES (:clinicId, :id, :role, :name, lower(:email), now(), now())`,
});

const insertClient = declareStatement('operator.add-client', {
  parameters: { clinicId: 'uuid', id: 'uuid', clientId: 'text', name: 'text', scopes: 'text[]', kind: 'text', redirectUris: 'text[]', origins: 'text[]' },
  sql: `INSERT INTO integration_clients (clinic_id, id, client_id, name, scopes, kind, redirect_uris, origins, created_at, updated_at)
     VALUES (:clinicId, :id, :clientId, :name, :scopes, :kind, :redirectUris, :origins, now(), now())`,
});

const insertSecret = declareStatement('operator.add-client-secret', {
  parameters: { clinicId: 'uuid', id: 'uuid', integrationClientId: 'uuid', secretHash: 'bytea' },
  sql: `INSERT INTO integration_client_secrets (clinic_id, id, integration_client_id, secret_hash, created_at)
     VALUES (:clinicId, :id, :integrationClientId, :secretHash, now())`,
});

const findClientWithSecrets = declareStatement('operator.find-client-with-secrets', {
  parameters: { clientId: 'text' },
  row: declareColumns<{ clinicId: string; id: string }>({ clinicId: 'uuid', id: 'uuid' }),
  sql: `SELECT clinic_id AS "clinicId", id FROM integration_clients WHERE client_id = :clientId AND status = 'active' AND kind = 'confidential'`,
});

const subjectRow = declareColumns<FoundSubject>({ kind: 'text', id: 'uuid', clinicId: 'uuid', name: 'text', clinicName: 'text' });

const findActivePerson = declareStatement('operator.find-person', {
  parameters: { email: 'text' },
  row: subjectRow,
  sql: `SELECT 'staff' AS kind, s.id, s.clinic_id AS "clinicId", s.name, c.name AS "clinicName"
       FROM staff s JOIN clinics c ON c.clinic_id = s.clinic_id
      WHERE s.email = lower(:email) AND s.status = 'active' ORDER BY c.name`,
});

const findActiveClient = declareStatement('operator.find-client', {
  parameters: { clientId: 'text' },
  row: subjectRow,
  sql: `SELECT 'client' AS kind, i.id, i.clinic_id AS "clinicId", i.name, c.name AS "clinicName"
       FROM integration_clients i JOIN clinics c ON c.clinic_id = i.clinic_id
      WHERE i.client_id = :clientId AND i.status = 'active'`,
});

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** The opening hours of a new clinic: Monday to Saturday from 10:00 to 19:00, as in the clinics of the survey (S0-65). */
const createUsualHours = (): OpeningHours => Object.fromEntries(weekdays.map((day) => [day, [{ opens: '10:00', closes: '19:00' }]]));

export const addClinic = async (connection: OperatorConnection, clinic: NewClinic): Promise<string> => {
  const id = createId();
  const { contact } = normalizeContact(clinic.contact ?? {}, clinic.country);
  await queryAsOperator(connection, insertClinic, {
    id,
    name: clinic.name,
    timeZone: clinic.timeZone,
    country: clinic.country,
    currency: clinic.currency,
    openingHours: clinic.openingHours ?? createUsualHours(),
    phone: contact.phone,
    email: contact.email,
    address: contact.address,
    emergencyPhone: contact.emergencyPhone,
  });
  return id;
};

export const addStaff = async (connection: OperatorConnection, person: { clinicId: string; role: Role; name: string; email: string }): Promise<string> => {
  const id = createId();
  await queryAsOperator(connection, insertStaff, { ...person, id });
  return id;
};

export const addIntegrationClient = async (
  connection: OperatorConnection,
  client: {
    clinicId: string;
    clientId: string;
    name: string;
    scopes: readonly string[];
    kind?: 'confidential' | 'public';
    redirectUris?: readonly string[];
    origins?: readonly string[];
    /** The first secret of the client, where it has one from the beginning. */
    secret?: string;
  },
): Promise<string> => {
  const id = createId();
  const { clinicId, clientId, name, scopes, kind = 'confidential', redirectUris = [], origins = [], secret } = client;
  await queryAsOperator(connection, insertClient, { clinicId, id, clientId, name, scopes, kind, redirectUris, origins });
  if (secret !== undefined) await keepSecret(connection, { clinicId, id }, secret);
  return id;
};

const keepSecret = (connection: OperatorConnection, client: { clinicId: string; id: string }, secret: string) =>
  queryAsOperator(connection, insertSecret, { clinicId: client.clinicId, id: createId(), integrationClientId: client.id, secretHash: hashSecret(secret) });

/** Adds a secret to a client; null where there is no such client, or where the client is public. */
export const addClientSecret = async (connection: OperatorConnection, clientId: string): Promise<string | null> => {
  const [client] = await queryAsOperator(connection, findClientWithSecrets, { clientId });
  if (!client) return null;
  const secret = createClientSecret();
  await keepSecret(connection, client, secret);
  return secret;
};

/** Finds active people with this e-mail address. There is more than one where a person works for several clinics. */
export const findPerson = (connection: OperatorConnection, email: string): Promise<FoundSubject[]> => queryAsOperator(connection, findActivePerson, { email });

export const findClient = async (connection: OperatorConnection, clientId: string): Promise<FoundSubject | null> =>
  (await queryAsOperator(connection, findActiveClient, { clientId }))[0] ?? null;
