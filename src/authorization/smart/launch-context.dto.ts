import { Identifier, Instant, Matching, Optional } from '../../platform/http/index.js';

/** With which patient an EHR opens an application. */
export class LaunchContextInput {
  /** The name by which the application identifies itself. Only this application can use the launch. */
  @Matching(/^[a-z0-9][a-z0-9._-]{1,62}$/, { example: 'clinic-front-end' }) clientId: string;

  /** The patient whose record is open in the EHR. */
  @Identifier() patientId: string;

  /** The consultation of this patient that is open in the EHR; left out where none is. */
  @Optional() @Identifier() consultationId?: string;
}

/** A launch for an application. */
export class LaunchContextResponse {
  /** The id of the launch. */
  @Identifier() id: string;

  /**
   * The name by which the application identifies itself.
   * @example clinic-front-end
   */
  clientId: string;

  /** The patient of the launch. */
  @Identifier() patientId: string;

  /** The consultation of the launch; null where there is none. */
  @Identifier() consultationId: string | null;

  /**
   * The value of the parameter `launch`, shown only in this answer: open `launchUrl` with the parameters `iss` and `launch`. It can be used once. Null when the
   * request is repeated.
   */
  launch: string | null;

  /**
   * The value of the parameter `iss`: the address of the FHIR interface.
   * @example https://api.clinic.example/fhir/R4
   */
  iss: string;

  /**
   * The address at which the application is opened; null where the application has none on record.
   * @example https://app.clinic.example/launch
   */
  launchUrl: string | null;

  /** When the launch expires, in UTC. */
  @Instant() expiresAt: string;
}
