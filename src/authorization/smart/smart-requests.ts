/** What a request for the FHIR interface asks of oidc-provider: the address that it names, its launch, its patient, and the scopes that it can be granted. */
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { isRole, listPermissionsOfRole, permissions } from '../../platform/access/policy.js';
import { isUsefulScope } from '../../platform/access/smart/fhir-policy.js';
import { parseSmartScope, selectCoveredScopes } from '../../platform/access/smart/smart-scopes.js';
import { getFhirBase } from '../../platform/access/token-claims.js';

/** The parameters of a request that concern SMART. */
interface Parameters {
  scope?: unknown;
  launch?: unknown;
  resource?: unknown;
  grant_type?: unknown;
}

const LAUNCH_SCOPE = 'launch';
const LAUNCH_PATIENT_SCOPE = 'launch/patient';
const launchScopes: readonly string[] = [LAUNCH_SCOPE, LAUNCH_PATIENT_SCOPE];

/** The scopes of which one is needed for a refresh token. */
const lastingScopes = ['offline_access', 'online_access'];

/** Also of a scope with a mistake: it is then refused for what it is, and not taken for one of the API. */
const looksSmart = /^(patient|user|system)\//;

const isSystemScope = (text: string): boolean => parseSmartScope(text)?.level === 'system';

const listRequestedScopes = ({ scope }: Parameters): string[] => (typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []);

/** Whether the request is for the FHIR interface. */
export const isSmartRequest = (parameters: Parameters, fhirBase: string): boolean =>
  parameters.resource === fhirBase || listRequestedScopes(parameters).some((scope) => looksSmart.test(scope) || launchScopes.includes(scope));

/** Whether the person has to choose a patient: one is needed, and no EHR has said which. */
const needsPatient = (parameters: Parameters, fhirBase: string): boolean =>
  isSmartRequest(parameters, fhirBase) &&
  parameters.launch === undefined &&
  listRequestedScopes(parameters).some((scope) => scope === LAUNCH_PATIENT_SCOPE || parseSmartScope(scope)?.level === 'patient');

/** Whether an access token of these scopes comes with a refresh token. Without such a scope, access ends with the token. */
export const hasLastingScope = (scopes: ReadonlySet<string>): boolean => lastingScopes.some((scope) => scopes.has(scope));

const getParameters = (ctx: KoaContextWithOIDC): Parameters => ctx.oidc.params ?? {};

/** The code or refresh token that is exchanged; null for any other request. */
const findSource = (ctx: KoaContextWithOIDC): { scope?: string } | null => {
  const { RefreshToken, AuthorizationCode, DeviceCode } = ctx.oidc.entities as Record<string, { scope?: string } | undefined>;
  return RefreshToken ?? AuthorizationCode ?? DeviceCode ?? null;
};

/** The scopes that the request can be about: its own, and those of the code or refresh token that it exchanges. */
const listScopesInQuestion = (ctx: KoaContextWithOIDC): string[] => [
  ...new Set([...listRequestedScopes(getParameters(ctx)), ...listRequestedScopes(findSource(ctx) ?? {})]),
];

interface Asking {
  /** The scopes that the client has on record. */
  allowed: readonly string[];
  /** The role of the person; null while nobody has logged in, and for a client. */
  role: string | null;
  /** Whether the client authenticates with a key. */
  hasKey: boolean;
}

/** The SMART scopes that the request can be granted at most. */
export const listGrantableScopes = (ctx: KoaContextWithOIDC, { allowed, role, hasKey }: Asking): string[] => {
  const asked = listScopesInQuestion(ctx);
  const isOfSystem = getParameters(ctx).grant_type === 'client_credentials';
  if (isOfSystem && !hasKey) throw new errors.UnauthorizedClient('SMART Backend Services need a registered key (private_key_jwt)');
  const held = isRole(role) ? listPermissionsOfRole(role) : new Set(permissions);
  const kind = isOfSystem ? 'client' : 'staff';
  const granted = selectCoveredScopes(asked, allowed).filter(
    (text) => isSystemScope(text) === isOfSystem && isUsefulScope({ kind, permissions: held }, parseSmartScope(text)!),
  );
  if (isOfSystem && granted.length === 0) throw new errors.InvalidScope('the client has none of the requested scopes on record', asked.join(' '));
  return granted;
};

/** The scopes that a token of the FHIR interface has, with those about the login: applications look there for what they were given. */
export const listGrantedScopes = (ctx: KoaContextWithOIDC, ofResource: string | undefined): string[] => {
  const { scope } = getParameters(ctx);
  const asked = listRequestedScopes({ scope: scope ?? findSource(ctx)?.scope });
  const ofLogin = ctx.oidc.entities.Grant?.getOIDCScopeFiltered(asked) ?? '';
  const granted = new Set(`${ofLogin} ${ofResource ?? ''}`.split(' ').filter(Boolean));
  return asked.filter((text) => granted.has(text));
};

/** Checks `aud`: a token is never given for the address of somebody else's server. */
export const requireAudience = (ctx: KoaContextWithOIDC, audience: string | undefined, publicUrl: string): void => {
  const fhirBase = getFhirBase(publicUrl);
  const parameters = getParameters(ctx);
  if (!isSmartRequest(parameters, fhirBase)) return;
  // A request that was pushed was checked then; its `aud` is by now that of the object in which it was kept.
  if (ctx.oidc.entities.PushedAuthorizationRequest !== undefined) return;
  const named = audience ?? (parameters.resource === fhirBase && (ctx.oidc.body?.resource ?? ctx.query.resource) !== undefined ? fhirBase : undefined);
  if (named === undefined) throw new errors.InvalidRequest(`aud is required: it names the FHIR server, ${fhirBase}`);
  if (named.replace(/\/$/, '') !== fhirBase) throw new errors.InvalidRequest(`aud must be the FHIR server of this authorization server, ${fhirBase}`);
  if (parameters.resource !== fhirBase) throw new errors.InvalidTarget('resource and aud name different servers');
};

/** The interaction in which a person chooses the patient, between the login and the consent. */
export const createPatientPrompt = (publicUrl: string): interactionPolicy.Prompt =>
  new interactionPolicy.Prompt(
    { name: 'patient', requestable: false },
    new interactionPolicy.Check('patient_missing', 'a patient has to be chosen', 'interaction_required', (ctx) => {
      const hasChosen = (ctx.oidc.result as { patient?: unknown } | undefined)?.patient !== undefined;
      return needsPatient(getParameters(ctx), getFhirBase(publicUrl)) && !hasChosen;
    }),
  );
