/** Completes the token answers for the FHIR interface: with the patient of the launch, and with every scope that was granted. */
import { Injectable } from '@nestjs/common';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { computeGrantSubject, getFhirBase } from '../../platform/access/token-claims.js';
import { Launches } from './launches.service.js';
import type { LaunchedPatient } from './launches.repository.js';
import { listGrantedScopes } from './smart-requests.js';

/** The members of a token answer or introspection that tell of the launch. */
export const describeLaunch = (launched: LaunchedPatient | null): object =>
  launched === null ? {} : { patient: launched.patientId, ...(launched.consultationId !== null && { encounter: launched.consultationId }) };

/** The address of the person in the FHIR interface. */
export const formatFhirUser = (publicUrl: string, staffId: string): string => `${getFhirBase(publicUrl)}/Practitioner/${staffId}`;

@Injectable()
export class SmartAnswers {
  constructor(private readonly launches: Launches) {}

  async complete(ctx: KoaContextWithOIDC, publicUrl: string, clinicId: string | null): Promise<void> {
    const body = ctx.body as { access_token?: unknown } | undefined;
    if (body?.access_token === undefined) return;
    const { AccessToken, Grant } = ctx.oidc.entities as { AccessToken?: { aud?: unknown; scope?: string }; Grant?: { jti: string } };
    if (!AccessToken || !Grant || clinicId === null || AccessToken.aud !== getFhirBase(publicUrl)) return;
    const launched = await this.launches.findByGrant(clinicId, computeGrantSubject(Grant.jti));
    ctx.body = {
      ...body,
      scope: listGrantedScopes(ctx, AccessToken.scope).join(' '),
      ...describeLaunch(launched),
      // The server's pages do not stay on the screen beside the application: it shows whose record is open.
      ...(launched !== null && { need_patient_banner: true }),
    };
  }
}
