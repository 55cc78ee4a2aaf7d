import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Permission, Role } from './policy.js';
import type { FhirGrant } from './smart/fhir-policy.js';

/** The clinic of the caller, with the facts that rules need. */
interface ClinicContext {
  readonly id: string;
  /** The IANA time zone to which the clinic's days belong. */
  readonly timeZone: string;
  /** The ISO 3166-1 alpha-2 code of the country. */
  readonly country: string;
  /** The ISO 4217 code of the currency. */
  readonly currency: string;
}

export const principalKinds = declareEnumeration('PrincipalKind', ['staff', 'client']);
export type PrincipalKind = (typeof principalKinds)[number];

/** The integration client that a person uses, and the limits that its clinic sets. */
export interface UsedClient {
  readonly id: string;
  /** The networks from which it may be used, in CIDR notation; empty for every network. */
  readonly allowedNetworks: readonly string[];
  readonly requestsPerMinute: number | null;
}

/** Whether any patient of the clinic is closed to anybody. */
export interface PatientAccessRules {
  /** Whether any record of the clinic is restricted. */
  readonly restricted: boolean;
  /** The roles whose people open the records alone of patients of whose care team they are. */
  readonly careTeamOf: readonly string[];
}

/** Tells the caller that the client may not be used from this address. */
export const describeForeignNetwork = (address: string | null): string =>
  `The application may be used from the networks alone that its clinic has named, and not from ${address ?? 'an unknown address'}.`;

export const PATIENT_LINK = 'patient-link';

/** The caller: a person of the clinic's staff, or an integration client. */
export interface Principal {
  /** `patient-link` for whoever has a link that the clinic sent to a patient: it opens one thing, and no route that asks for a permission. */
  readonly kind: PrincipalKind | typeof PATIENT_LINK;
  readonly id: string;
  readonly name: string;
  /** The role of a person; null for a client, which has scopes instead. */
  readonly role: Role | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly clinic: ClinicContext;
  /** The integration client that a person uses; null for an operator's token and the server's own documentation. */
  readonly client: UsedClient | null;
  readonly accessRules: PatientAccessRules;
  /** How a person logged in; null for a client, and for an operator's token. */
  readonly login: LogIn | null;
  /** What the token allows in the FHIR interface; null for a token of the API. Ask `decideFhirAccess`. */
  readonly fhir: FhirGrant | null;
}

/** Creates the caller for a link that the clinic sent to a patient. */
export const createPatientLinkPrincipal = (linkId: string, clinic: ClinicContext): Principal => ({
  kind: PATIENT_LINK,
  id: linkId,
  name: 'Link of a patient',
  role: null,
  permissions: new Set(),
  clinic,
  client: null,
  accessRules: { restricted: false, careTeamOf: [] },
  login: null,
  fhir: null,
});

/** The login that a token came from. */
interface LogIn {
  /** When the person logged in, in seconds since 1970. */
  readonly at: number;
  /** The methods of the login, in the names of RFC 8176. */
  readonly amr: readonly string[];
  /** The hash of the grant that the person gave the application. */
  readonly grant: Buffer | null;
}
