import { Injectable } from '@nestjs/common';
import { bindStatement, declareColumns, Database, declareStatement } from '../../platform/database/index.js';
import type { Application } from './client-metadata.js';

/** A token with which an application may register. */
export interface GoodToken {
  clinicId: string;
  id: string;
  scopes: string[];
}

export interface NewApplication extends Application {
  tokenId: string;
  id: string;
  clientId: string;
  accessHash: Buffer;
  secretId: string;
  /** The hash of the secret; null where there is none. */
  secretHash: Buffer | null;
  now: Date;
}

export interface RegisteredApplication extends Application {
  id: string;
  clientId: string;
  allowedNetworks: string[];
  createdAt: Date;
}

interface Place {
  clinicId: string;
  id: string;
}

const tokenRow = declareColumns<GoodToken>({ clinicId: 'uuid', id: 'uuid', scopes: 'text[]' });
const placeRow = declareColumns<Place>({ clinicId: 'uuid', id: 'uuid' });
const applicationRow = declareColumns<RegisteredApplication>({
  id: 'uuid',
  clientId: 'text',
  name: 'text',
  kind: 'text',
  scopes: 'text[]',
  redirectUris: 'text[]',
  origins: 'text[]',
  launchUrl: 'text?',
  publicKeys: 'jsonb?',
  publicKeysUri: 'text?',
  allowedNetworks: 'text[]',
  createdAt: 'timestamptz',
});

const findToken = declareStatement('registration.token', {
  parameters: { hash: 'bytea' },
  row: tokenRow,
  sql: `SELECT ${tokenRow.list} FROM registration_token(:hash)`,
});

/** Registers an application, or nothing. Of simultaneous registrations as many succeed as the token allows. */
const register = declareStatement('registration.register', {
  parameters: {
    tokenId: 'uuid',
    id: 'uuid',
    clientId: 'text',
    name: 'text',
    kind: 'text',
    scopes: 'text[]',
    redirectUris: 'text[]',
    origins: 'text[]',
    launchUrl: 'text?',
    publicKeys: 'jsonb?',
    publicKeysUri: 'text?',
    accessHash: 'bytea',
    secretId: 'uuid',
    secretHash: 'bytea?',
    now: 'timestamptz',
  },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `WITH taken AS (
      UPDATE client_registration_tokens SET uses = uses + 1
       WHERE clinic_id = current_clinic() AND id = :tokenId AND ended_at IS NULL AND expires_at > now() AND uses < most_uses RETURNING id
    ), made AS (
      INSERT INTO integration_clients (id, client_id, name, kind, scopes, redirect_uris, origins, launch_url, public_keys, public_keys_uri, registration_token_id,
        registration_access_hash, created_at, updated_at)
      SELECT :id, :clientId, :name, :kind, :scopes::text[], :redirectUris::text[], :origins::text[], :launchUrl, :publicKeys::jsonb, :publicKeysUri, taken.id,
        :accessHash, :now::timestamptz, :now FROM taken RETURNING id
    ), kept AS (
      INSERT INTO integration_client_secrets (id, integration_client_id, secret_hash, created_at)
      SELECT :secretId, made.id, :secretHash::bytea, :now FROM made WHERE :secretHash::bytea IS NOT NULL
    )
    SELECT id FROM made`,
});

const findPlace = declareStatement('registration.place', {
  parameters: { accessHash: 'bytea', clientId: 'text' },
  row: placeRow,
  sql: `SELECT ${placeRow.list} FROM registered_client(:accessHash, :clientId)`,
});
const read = declareStatement('registration.read', {
  parameters: { id: 'uuid' },
  row: applicationRow,
  sql: `SELECT ${applicationRow.list} FROM integration_clients WHERE clinic_id = current_clinic() AND id = :id AND status = 'active'`,
});
/** Replaces an application. Scopes are narrowed and never widened: where somebody changed them since they were read, those that stay are the ones of both. */
const replace = declareStatement('registration.replace', {
  parameters: {
    id: 'uuid',
    name: 'text',
    scopes: 'text[]',
    before: 'text[]',
    redirectUris: 'text[]',
    origins: 'text[]',
    launchUrl: 'text?',
    publicKeys: 'jsonb?',
    publicKeysUri: 'text?',
    now: 'timestamptz',
  },
  row: applicationRow,
  sql: `UPDATE integration_clients SET name = :name, redirect_uris = :redirectUris, origins = :origins, launch_url = :launchUrl,
      scopes = CASE WHEN scopes = :before::text[] THEN :scopes::text[] ELSE ARRAY(SELECT s FROM unnest(scopes) s WHERE s = ANY (:scopes::text[])) END,
      public_keys = :publicKeys::jsonb, public_keys_uri = :publicKeysUri, version = version + 1, updated_at = :now
    WHERE clinic_id = current_clinic() AND id = :id AND status = 'active' RETURNING ${applicationRow.list}`,
});
const end = declareStatement('registration.end', {
  parameters: { id: 'uuid', now: 'timestamptz' },
  sql: `UPDATE integration_clients SET status = 'inactive', registration_access_hash = NULL, version = version + 1, updated_at = :now
    WHERE clinic_id = current_clinic() AND id = :id`,
});

@Injectable()
export class RegistrationsRepository {
  constructor(private readonly database: Database) {}

  async findToken(hash: Buffer): Promise<GoodToken | null> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(findToken, { hash })], 'READ ONLY');
    return (found!.rows[0] as GoodToken | undefined) ?? null;
  }

  /** False where another registration has used up the token meanwhile. */
  async register(clinicId: string, application: NewApplication): Promise<boolean> {
    const [made] = await this.database.executeSeparately(clinicId, [bindStatement(register, application)], 'READ WRITE');
    return made!.rows.length > 0;
  }

  /** The application with this registration access token. */
  async find(accessHash: Buffer, clientId: string): Promise<(RegisteredApplication & { clinicId: string }) | null> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(findPlace, { accessHash, clientId })], 'READ ONLY');
    const place = found!.rows[0] as Place | undefined;
    if (!place) return null;
    const [application] = await this.database.executeSeparately(place.clinicId, [bindStatement(read, { id: place.id })], 'READ ONLY');
    const row = application!.rows[0] as RegisteredApplication | undefined;
    return row ? { ...row, clinicId: place.clinicId } : null;
  }

  /** Null where the application was switched off meanwhile. */
  async replace(clinicId: string, { id, scopes: before }: RegisteredApplication, application: Application, now: Date): Promise<RegisteredApplication | null> {
    const [changed] = await this.database.executeSeparately(clinicId, [bindStatement(replace, { id, before, ...application, now })], 'READ WRITE');
    return (changed!.rows[0] as RegisteredApplication | undefined) ?? null;
  }

  async end(clinicId: string, id: string, now: Date): Promise<void> {
    await this.database.executeSeparately(clinicId, [bindStatement(end, { id, now })], 'READ WRITE');
  }
}
