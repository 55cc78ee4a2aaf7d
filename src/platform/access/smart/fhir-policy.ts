/**
 * Who may do what with which FHIR resource. It adds nothing to the authorisation table: each type of resource names the permissions of `policy.ts` that it
 * needs, and a SMART scope gives no more than the person's role or the client's own scopes. Pure.
 */
import { listScopesGranting, isGrantedByAnyScope, type Permission } from '../policy.js';
import { impliesFilters, interactions, type Filter, type Interaction, type SmartScope } from './smart-scopes.js';

interface ResourceAccess {
  readonly read: Permission;
  readonly create?: Permission;
  readonly update?: Permission;
  /** Whether each resource belongs to one patient. */
  readonly isOfPatient: boolean;
}

const clinical = { read: 'consultation.read', isOfPatient: true } as const;
const recordable = { ...clinical, create: 'consultation.write' } as const;
const correctable = { ...recordable, update: 'consultation.write' } as const;
const ofPlans = { read: 'plan.read', isOfPatient: true } as const;
const ofChecks = { read: 'check.read', isOfPatient: true } as const;
const ofEstimates = { read: 'estimate.read', isOfPatient: true } as const;
/** The clinic, its people by name and role, and terms. Every caller of the clinic sees them in other answers too. */
const ofClinic = { read: 'clinic.read', isOfPatient: false } as const;
const ofProtocols = { read: 'protocol.read', isOfPatient: false } as const;

/** The permissions for each type of resource. A type that is not listed is open to nobody, and nobody deletes. */
const resources: Readonly<Record<string, ResourceAccess>> = {
  Patient: { read: 'patient.read', create: 'patient.write', update: 'patient.write', isOfPatient: true },
  Observation: recordable,
  DiagnosticReport: recordable,
  Encounter: recordable,
  AllergyIntolerance: correctable,
  Condition: correctable,
  MedicationStatement: correctable,
  Procedure: correctable,
  DocumentReference: recordable,
  QuestionnaireResponse: recordable,
  Composition: clinical,
  List: clinical,
  Provenance: clinical,
  Binary: clinical,
  Media: { read: 'photo.read', isOfPatient: true },
  Consent: { read: 'consent.read', create: 'consent.write', isOfPatient: true },
  GuidanceResponse: ofChecks,
  DetectedIssue: ofChecks,
  CarePlan: ofPlans,
  Goal: ofPlans,
  MedicationAdministration: ofPlans,
  AdverseEvent: ofPlans,
  Medication: { read: 'product.read', isOfPatient: false },
  Invoice: ofEstimates,
  ChargeItem: ofEstimates,
  AuditEvent: { read: 'audit.read', isOfPatient: true },
  Organization: ofClinic,
  Location: ofClinic,
  Practitioner: ofClinic,
  PractitionerRole: ofClinic,
  Questionnaire: ofClinic,
  CodeSystem: ofClinic,
  ValueSet: ofClinic,
  PlanDefinition: ofProtocols,
  Library: ofProtocols,
};

export const resourceTypes: readonly string[] = Object.keys(resources).sort();

/** The permission for an interaction; null where nobody may do it. */
const findPermission = (resourceType: string, interaction: Interaction): Permission | null => {
  const access = Object.hasOwn(resources, resourceType) ? resources[resourceType]! : null;
  if (!access || interaction === 'delete') return null;
  return (interaction === 'search' ? access.read : access[interaction]) ?? null;
};

/** Whether a client may have the permission by scopes at all. Signing, deciding and the like are for people alone. */
const isForClients = (permission: Permission): boolean => isGrantedByAnyScope(permission) || listScopesGranting(permission).length > 0;

/** What a token grants for FHIR: to whom, by which scopes, for which launched patient. */
export interface FhirGrant {
  readonly kind: 'staff' | 'client';
  readonly scopes: readonly SmartScope[];
  /** The permissions of a person's role. A client has those that its scopes name. */
  readonly permissions: ReadonlySet<Permission>;
  /** The id of the launched patient; null where none was launched. */
  readonly patientId: string | null;
}

/** One way in which an interaction is allowed. What is read or written must be of the patient and must match all filters. */
interface FhirWay {
  /** The id of the only patient; null for every patient of the clinic. */
  readonly patientId: string | null;
  readonly filters: readonly Filter[];
}

/** Why an interaction is refused. */
type FhirRefusal = 'not-offered' | 'not-permitted' | 'insufficient-scope';

/** The ways in which an interaction is allowed, of which one is enough for each resource; or why it is refused. */
export type FhirDecision = { readonly ways: readonly FhirWay[] } | { readonly refusal: FhirRefusal };

/** The level of scopes that the grant can use, with the patient that it is bound to; null for a level of others. */
const findWay = ({ kind, patientId }: FhirGrant, { level, filters }: SmartScope, resourceType: string, interaction: Interaction): FhirWay | null => {
  if ((kind === 'client') !== (level === 'system')) return null;
  if (level !== 'patient') return { patientId: null, filters };
  // A new patient is never the launched one.
  if (patientId === null || (resourceType === 'Patient' && interaction === 'create')) return null;
  return { patientId: resources[resourceType]!.isOfPatient ? patientId : null, filters };
};

const impliesWay = (narrower: FhirWay, wider: FhirWay): boolean =>
  (wider.patientId === null || wider.patientId === narrower.patientId) && impliesFilters(narrower.filters, wider.filters);

/** Removes the ways that another way includes. */
const simplifyWays = (ways: readonly FhirWay[]): FhirWay[] =>
  ways.filter((way, index) => !ways.some((other, at) => at !== index && impliesWay(way, other) && (!impliesWay(other, way) || at < index)));

/** Decides whether the caller may do an interaction with a type of resource, for which patient and with which filters. */
export const decideFhirAccess = (grant: FhirGrant, resourceType: string, interaction: Interaction): FhirDecision => {
  const permission = findPermission(resourceType, interaction);
  if (permission === null) return { refusal: 'not-offered' };
  if (grant.kind === 'client' ? !isForClients(permission) : !grant.permissions.has(permission)) return { refusal: 'not-permitted' };
  const ways = grant.scopes
    .filter((scope) => (scope.resourceType === '*' || scope.resourceType === resourceType) && scope.interactions.includes(interaction))
    .map((scope) => findWay(grant, scope, resourceType, interaction))
    .filter((way) => way !== null);
  return ways.length === 0 ? { refusal: 'insufficient-scope' } : { ways: simplifyWays(ways) };
};

/** The permissions that the grant leaves, for the rules of features that read and write on behalf of the FHIR interface. */
export const listFhirPermissions = (grant: FhirGrant): ReadonlySet<Permission> => {
  const allowed = resourceTypes.flatMap((resourceType) =>
    interactions
      .filter((interaction) => 'ways' in decideFhirAccess(grant, resourceType, interaction))
      .map((interaction) => findPermission(resourceType, interaction)!),
  );
  return new Set(allowed);
};

/** Whether the scope would let this caller do anything. A scope that would not is never granted. */
export const isUsefulScope = (grant: Pick<FhirGrant, 'kind' | 'permissions'>, scope: SmartScope): boolean =>
  // As if somebody was launched: whether a patient is there is known later.
  listFhirPermissions({ ...grant, scopes: [scope], patientId: '' }).size > 0;
