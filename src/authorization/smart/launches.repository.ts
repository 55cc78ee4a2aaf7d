import { Injectable } from '@nestjs/common';
import { bindStatement, Database, declareColumns, declareStatement } from '../../platform/database/index.js';

/** With which patient an EHR opens an application. */
export interface LaunchContext {
  id: string;
  launchHash: Buffer;
  integrationClientId: string;
  patientId: string;
  consultationId: string | null;
  /** The only person who may use it; null where a client made it. */
  staffId: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** The patient of a launch or of a grant, and the consultation where there is one. */
export interface LaunchedPatient {
  patientId: string;
  consultationId: string | null;
}

/** The application that uses a launch. */
export interface LaunchingClient {
  clinicId: string;
  id: string;
}

interface LaunchTarget {
  id: string;
  launchUrl: string | null;
}

const launchedRow = declareColumns<LaunchedPatient>({ patientId: 'uuid', consultationId: 'uuid?' });

const findApplication = declareStatement('launches.application', {
  parameters: { clientId: 'text' },
  row: declareColumns<LaunchTarget>({ id: 'uuid', launchUrl: 'text?' }),
  sql: `SELECT id, launch_url AS "launchUrl" FROM integration_clients
    WHERE clinic_id = current_clinic() AND client_id = :clientId AND status = 'active' AND redirect_uris <> '{}'`,
});
const insert = declareStatement('launches.insert', {
  parameters: {
    id: 'uuid',
    launchHash: 'bytea',
    integrationClientId: 'uuid',
    patientId: 'uuid',
    consultationId: 'uuid?',
    staffId: 'uuid?',
    createdAt: 'timestamptz',
    expiresAt: 'timestamptz',
  },
  sql: `INSERT INTO launch_contexts (id, launch_hash, integration_client_id, patient_id, consultation_id, staff_id, created_at, expires_at)
   VALUES (:id, :launchHash, :integrationClientId, :patientId, :consultationId, :staffId, :createdAt, :expiresAt)`,
});
const findUsable = declareStatement('launches.usable', {
  parameters: { launchHash: 'bytea', integrationClientId: 'uuid', now: 'timestamptz' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT id FROM launch_contexts WHERE clinic_id = current_clinic() AND launch_hash = :launchHash AND integration_client_id = :integrationClientId
     AND used_at IS NULL AND expires_at > :now::timestamptz`,
});
/** Uses the launch up. Of two at the same moment one gets the patient. */
const use = declareStatement('launches.use', {
  parameters: { launchHash: 'bytea', integrationClientId: 'uuid', staffId: 'uuid', now: 'timestamptz' },
  row: launchedRow,
  sql: `UPDATE launch_contexts SET used_at = :now::timestamptz WHERE clinic_id = current_clinic() AND launch_hash = :launchHash
     AND integration_client_id = :integrationClientId AND used_at IS NULL AND expires_at > :now AND (staff_id IS NULL OR staff_id = :staffId)
   RETURNING ${launchedRow.list}`,
});
const keepGrantContext = declareStatement('launches.keep-grant-context', {
  parameters: { id: 'uuid', grantHash: 'bytea', patientId: 'uuid', consultationId: 'uuid?', createdAt: 'timestamptz', expiresAt: 'timestamptz' },
  sql: `INSERT INTO grant_contexts (id, grant_hash, patient_id, consultation_id, created_at, expires_at)
   VALUES (:id, :grantHash, :patientId, :consultationId, :createdAt, :expiresAt)`,
});
/** The consultation is left out where it belongs to another record by now, as after a merge was undone. */
const findGrantContext = declareStatement('launches.grant-context', {
  parameters: { grantHash: 'bytea' },
  row: launchedRow,
  sql: `SELECT g.patient_id AS "patientId", c.id AS "consultationId" FROM grant_contexts g
     LEFT JOIN consultations c ON c.clinic_id = g.clinic_id AND c.id = g.consultation_id AND c.patient_id = g.patient_id
    WHERE g.clinic_id = current_clinic() AND g.grant_hash = :grantHash`,
});
const forget = declareStatement('launches.forget', { sql: 'SELECT forget_launches()' });

@Injectable()
export class LaunchesRepository {
  constructor(private readonly database: Database) {}

  /** The active application of the clinic to which people can log in. */
  findApplication(clientId: string): Promise<LaunchTarget | null> {
    return this.database.findRow(findApplication, { clientId });
  }

  async insert(launch: LaunchContext): Promise<void> {
    await this.database.execute(insert, launch);
  }

  /** Whether the application can still use the launch. */
  async isUsable({ clinicId, id: integrationClientId }: LaunchingClient, launchHash: Buffer, now: Date): Promise<boolean> {
    const [found] = await this.database.executeSeparately(clinicId, [bindStatement(findUsable, { launchHash, integrationClientId, now })], 'READ ONLY');
    return found!.rows.length > 0;
  }

  /** Null where the launch was used meanwhile, has expired, or is for another application or person. */
  async use({ clinicId, id: integrationClientId }: LaunchingClient, launchHash: Buffer, staffId: string, now: Date): Promise<LaunchedPatient | null> {
    const bound = bindStatement(use, { launchHash, integrationClientId, staffId, now });
    const [used] = await this.database.executeSeparately(clinicId, [bound], 'READ WRITE');
    return (used!.rows[0] as LaunchedPatient | undefined) ?? null;
  }

  async keepGrantContext(clinicId: string, kept: LaunchedPatient & { id: string; grantHash: Buffer; createdAt: Date; expiresAt: Date }): Promise<void> {
    await this.database.executeSeparately(clinicId, [bindStatement(keepGrantContext, kept)], 'READ WRITE');
  }

  async findGrantContext(clinicId: string, grantHash: Buffer): Promise<LaunchedPatient | null> {
    const [found] = await this.database.executeSeparately(clinicId, [bindStatement(findGrantContext, { grantHash })], 'READ ONLY');
    return (found!.rows[0] as LaunchedPatient | undefined) ?? null;
  }

  /** Deletes expired launches and the patients of expired grants. */
  async forget(): Promise<void> {
    await this.database.executeSeparately(null, [bindStatement(forget)], 'READ WRITE');
  }
}
