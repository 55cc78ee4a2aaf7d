/** Launches of applications: with which patient an EHR opens one, and with which patient a person has let one in. */
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ConsultationsService } from '../../consultations/index.js';
import { Clock } from '../../kernel/clock.js';
import { createFailure, createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { computeGrantSubject, getFhirBase } from '../../platform/access/token-claims.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { LaunchContextInput, LaunchContextResponse } from './launch-context.dto.js';
import { LaunchesRepository, type LaunchedPatient, type LaunchingClient } from './launches.repository.js';

const LAUNCH_BYTES = 32;
const LAUNCH_MILLISECONDS = 300_000;
/** A refresh token of a grant lives fourteen days, and each use begins them anew; the grant itself ends after as many. */
const GRANT_MILLISECONDS = 14 * 86_400_000;

@Injectable()
export class Launches {
  constructor(
    private readonly launches: LaunchesRepository,
    private readonly patients: PatientsService,
    private readonly consultations: ConsultationsService,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  async create({ clientId, patientId, consultationId }: LaunchContextInput): Promise<LaunchContextResponse> {
    const { kind, id: callerId, permissions } = getCurrentPrincipal();
    // A merged record is refused: the survivor is the one to open. A record of somebody who has died can be read.
    await this.patients.requireWritable(patientId);
    if (consultationId !== undefined) {
      if (!permissions.has('consultation.read')) throw createFailure('forbidden', 'consultationId needs the permission consultation.read.');
      const { patientId: ofPatient, status } = await this.consultations.require(consultationId);
      if (ofPatient !== patientId || status === 'entered-in-error') throw createNotFoundFailure('consultation');
    }
    const application = await this.launches.findApplication(clientId);
    if (!application) {
      const detail = 'There is no active application of this name in the clinic to which people can log in.';
      throw createInvalidInputFailure([{ pointer: '/clientId', code: 'not-found', detail }]);
    }
    const launch = randomBytes(LAUNCH_BYTES).toString('base64url');
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LAUNCH_MILLISECONDS);
    const context = { id: createId(), patientId, consultationId: consultationId ?? null, expiresAt };
    await this.launches.insert({
      ...context,
      launchHash: hashSecret(launch),
      integrationClientId: application.id,
      staffId: kind === 'staff' ? callerId : null,
      createdAt,
    });
    const { launchUrl } = application;
    return { ...context, clientId, launch, iss: getFhirBase(this.publicUrl), launchUrl, expiresAt: expiresAt.toISOString() };
  }

  /** Whether the application can begin a login with this launch. */
  isUsable(client: LaunchingClient, launch: string): Promise<boolean> {
    return this.launches.isUsable(client, hashSecret(launch), this.clock.now());
  }

  /** Uses the launch up for a person; null where it is not usable for this application and person, or not any more. */
  use(client: LaunchingClient, launch: string, staffId: string): Promise<LaunchedPatient | null> {
    return this.launches.use(client, hashSecret(launch), staffId, this.clock.now());
  }

  /** Stores the patient of a grant, for all tokens that come of it. */
  async keep(clinicId: string, grantId: string, launched: LaunchedPatient): Promise<void> {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + GRANT_MILLISECONDS);
    await this.launches.keepGrantContext(clinicId, { id: createId(), grantHash: computeGrantSubject(grantId), ...launched, createdAt, expiresAt });
  }

  /** The patient of a grant; null where the application was let in without one. */
  findByGrant(clinicId: string, grantHash: Buffer): Promise<LaunchedPatient | null> {
    return this.launches.findGrantContext(clinicId, grantHash);
  }

  async forget(): Promise<void> {
    await this.launches.forget();
  }
}
