/**
 * What an operator does from the command line, as the role that owns the schema: it can see every clinic's people
 * and clients, and nothing of patients.
 */
import { newId } from '../kernel/id.js';
import { secretHash } from '../platform/access/key-encryption.js';
import type { Role, Scope } from '../platform/access/policy.js';
import type { OperatorConnection, TokenSubject } from '../platform/access/tokens.js';
import type { OpeningHours } from './clinic.dto.js';
import { normaliseContact, type Contact } from './contact.js';
import { newClientSecret } from './integration-clients/client-secret.js';

export interface NewClinic {
  name: string;
  timeZone: string;
  country: string;
  currency: string;
  openingHours?: OpeningHours;
  contact?: Contact;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Monday to Saturday from ten to seven, as the clinics that we looked at (S0-65). */
const usualHours = (): OpeningHours => Object.fromEntries(weekdays.map((day) => [day, [{ opens: '10:00', closes: '19:00' }]]));

export const addClinic = async (connection: OperatorConnection, clinic: NewClinic): Promise<string> => {
  const id = newId();
  const { contact } = normaliseContact(clinic.contact ?? {}, clinic.country);
  await connection.query(
    `INSERT INTO clinics (clinic_id, name, time_zone, country, currency, opening_hours, phone, email, address, emergency_phone, policies, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}', now(), now())`,
    [
      id,
      clinic.name,
      clinic.timeZone,
      clinic.country,
      clinic.currency,
      JSON.stringify(clinic.openingHours ?? usualHours()),
      contact.phone,
      contact.email,
      contact.address && JSON.stringify(contact.address),
      contact.emergencyPhone,
    ],
  );
  return id;
};

export const addStaff = async (connection: OperatorConnection, person: { clinicId: string; role: Role; name: string; email: string }): Promise<string> => {
  const id = newId();
  await connection.query(`INSERT INTO staff (clinic_id, id, role, name, email, created_at, updated_at) VALUES ($1, $2, $3, $4, lower($5), now(), now())`, [
    person.clinicId,
    id,
    person.role,
    person.name,
    person.email,
  ]);
  return id;
};

export const addIntegrationClient = async (
  connection: OperatorConnection,
  client: {
    clinicId: string;
    clientId: string;
    name: string;
    scopes: readonly Scope[];
    kind?: 'confidential' | 'public';
    redirectUris?: readonly string[];
    origins?: readonly string[];
    /** Where it has one from the beginning. */
    secret?: string;
  },
): Promise<string> => {
  const id = newId();
  const { clinicId, clientId, name, scopes, kind = 'confidential', redirectUris = [], origins = [], secret } = client;
  await connection.query(
    `INSERT INTO integration_clients (clinic_id, id, client_id, name, scopes, kind, redirect_uris, origins, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now(), now())`,
    [clinicId, id, clientId, name, scopes, kind, redirectUris, origins],
  );
  if (secret !== undefined) await keepSecret(connection, { clinicId, id }, secret);
  return id;
};

const keepSecret = (connection: OperatorConnection, client: { clinicId: string; id: string }, secret: string) =>
  connection.query(`INSERT INTO integration_client_secrets (clinic_id, id, integration_client_id, secret_hash, created_at) VALUES ($1, $2, $3, $4, now())`, [
    client.clinicId,
    newId(),
    client.id,
    secretHash(secret),
  ]);

/** One more secret of a client: null where there is no such client, or it cannot keep one. */
export const addClientSecret = async (connection: OperatorConnection, clientId: string): Promise<string | null> => {
  const { rows } = await connection.query(
    `SELECT clinic_id AS "clinicId", id FROM integration_clients WHERE client_id = $1 AND status = 'active' AND kind = 'confidential'`,
    [clientId],
  );
  const client = rows[0] as { clinicId: string; id: string } | undefined;
  if (!client) return null;
  const secret = newClientSecret();
  await keepSecret(connection, client, secret);
  return secret;
};

export interface FoundSubject extends TokenSubject {
  name: string;
  clinicName: string;
}

/** Active people with that address: more than one when a person works for several clinics. */
export const findPerson = async (connection: OperatorConnection, email: string): Promise<FoundSubject[]> => {
  const { rows } = await connection.query(
    `SELECT 'staff' AS kind, s.id, s.clinic_id AS "clinicId", s.name, c.name AS "clinicName"
       FROM staff s JOIN clinics c ON c.clinic_id = s.clinic_id
      WHERE s.email = lower($1) AND s.status = 'active' ORDER BY c.name`,
    [email],
  );
  return rows as FoundSubject[];
};

export const findClient = async (connection: OperatorConnection, clientId: string): Promise<FoundSubject | null> => {
  const { rows } = await connection.query(
    `SELECT 'client' AS kind, i.id, i.clinic_id AS "clinicId", i.name, c.name AS "clinicName"
       FROM integration_clients i JOIN clinics c ON c.clinic_id = i.clinic_id
      WHERE i.client_id = $1 AND i.status = 'active'`,
    [clientId],
  );
  return (rows[0] as FoundSubject | undefined) ?? null;
};
