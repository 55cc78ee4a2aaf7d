/** The configuration of oidc-provider: what it offers, what it refuses, and how long its artifacts live. */
import Provider, { errors, interactionPolicy, type Adapter, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { proofAlgorithms } from '../../platform/access/presented-token.js';
import type { SigningKey } from '../../platform/access/signing-keys.js';
import { TOKEN_ALGORITHM } from '../../platform/access/signing-keys.js';
import { isScope, scopes as clientScopes, WHOLE_ROLE } from '../../platform/access/policy.js';
import { ACCOUNT_CLIENT, DOCUMENTATION_CLIENT, computeGrantSubject, getFhirBase } from '../../platform/access/token-claims.js';
import { getIssuer } from '../../platform/access/token.strategy.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { asksForTwoFactors, hasTwoFactors, isAllowedWay, isRequiredOf, strengths } from '../domain/strength.js';
import { loginScopes } from '../smart/login-scopes.js';
import { formatFhirUser } from '../smart/smart-answers.js';
import { createPatientPrompt, isSmartRequest, hasLastingScope, listGrantableScopes, listGrantedScopes, requireAudience } from '../smart/smart-requests.js';
import { furtherMetadata, isSecretOf, findOwnClient, type ClientWithMetadata } from './clients.js';
import type { ProviderPages } from './provider-pages.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WORKING_DAY = 12 * HOUR;
const OFFLINE = 14 * DAY;

/** SMART Backend Services asks for no more than five minutes. */
const ACCESS_TOKEN = 10 * MINUTE;
const CLIENT_TOKEN = 5 * MINUTE;

/** Scopes about the person that the server's own documentation has. */
const identityScopes = ['openid', 'offline_access', 'profile', 'email'];

/** The scopes that a person can grant a client: the whole role, or parts of it. */
const personScopes = [WHOLE_ROLE, ...clientScopes];

const provableBy = ['ES256', 'ES384', 'RS256', 'RS384', 'PS256', 'PS384', 'EdDSA'] as const;

export interface ProviderParts {
  publicUrl: string;
  keys: readonly SigningKey[];
  cookieKeys: string[];
  /** The secret of the nonces of proofs: 32 bytes. */
  nonceSecret: Buffer;
  adapterOf: (model: string) => Adapter;
  findPerson: (staffId: string) => Promise<LoginPerson | null>;
  /** Whether the client can still use the launch that an EHR has made for it. */
  isLaunch: (client: object, launch: string) => Promise<boolean>;
  pages: ProviderPages;
}

interface PersonAccount {
  accountId: string;
  person: LoginPerson;
}

const findLoggedInPerson = (ctx: KoaContextWithOIDC | undefined): LoginPerson | null =>
  (ctx?.oidc.entities.Account as unknown as PersonAccount | undefined)?.person ?? null;

const getGrantType = (ctx: KoaContextWithOIDC): unknown => ctx.oidc.params?.grant_type;

/** Whether a client may act for the person: one of the person's clinic, or one of the server's own. */
const isOfClient = (person: LoginPerson, client: object | undefined): boolean => {
  const own = findOwnClient(client);
  return own === null || own.clinicId === person.clinicId;
};

const isRequired = ({ role, secondFactorPolicy }: LoginPerson): boolean => isRequiredOf(role, secondFactorPolicy);

/** Whether a login is one that the clinic allows now: with as many factors as it requires, and in a way in which its people may log in. */
const isGoodLogin = (person: LoginPerson, amr: string[] | undefined): boolean => (!isRequired(person) || hasTwoFactors(amr)) && isAllowedWay(person, amr);

/** Whether the login behind a code or refresh token is one that the clinic allows now. */
const isStrongEnough = (person: LoginPerson, token: object | undefined): boolean =>
  token === undefined || !('amr' in token || 'grantId' in token) || isGoodLogin(person, (token as { amr?: string[] }).amr);

/** How the person logged in, in the claims of RFC 9068. */
const logInOf = (ctx: KoaContextWithOIDC | undefined): object => {
  const { RefreshToken, AuthorizationCode, DeviceCode } = (ctx?.oidc.entities ?? {}) as Record<string, { acr?: string; amr?: string[]; authTime?: number }>;
  const { acr, amr, authTime } = RefreshToken ?? AuthorizationCode ?? DeviceCode ?? {};
  return { acr, amr, auth_time: authTime };
};

const createLoginPolicy = (publicUrl: string): interactionPolicy.DefaultPolicy => {
  const policy = interactionPolicy.base();
  policy.add(createPatientPrompt(publicUrl), 1);
  // The person of the session has left, or works for another clinic than the client's: the person at the browser logs in.
  policy
    .get('login')!
    .checks.add(
      new interactionPolicy.Check(
        'not_of_clinic',
        'somebody of the clinic has to log in',
        'login_required',
        (ctx) => Boolean(ctx.oidc.session?.accountId) && !ctx.oidc.account && !ctx.oidc.result?.login,
      ),
    );
  // The login of the session has fewer factors than the clinic requires or the application asks for, or the clinic no longer allows its way.
  policy.get('login')!.checks.add(
    new interactionPolicy.Check('second_factor', 'a login with a second factor is needed', 'login_required', ({ oidc }) => {
      const person = (oidc.account as PersonAccount | undefined)?.person;
      const { accountId, amr } = oidc.session ?? {};
      const isTooWeak = asksForTwoFactors(oidc.params?.acr_values) && !hasTwoFactors(amr);
      return Boolean(accountId && (isTooWeak || (person && !isGoodLogin(person, amr))));
    }),
  );
  return policy;
};

const buildConfiguration = ({ publicUrl, keys, cookieKeys, nonceSecret, adapterOf, findPerson, isLaunch, pages }: ProviderParts): Configuration => {
  const fhirBase = getFhirBase(publicUrl);
  const isSecure = publicUrl.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure: isSecure, signed: true } as const;
  return {
    adapter: adapterOf,
    jwks: { keys: keys.map((key) => ({ ...key.privateJwk, kid: key.id, alg: key.algorithm, use: 'sig' })) },
    scopes: [...loginScopes],
    acrValues: strengths,
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      profile: ['name', 'locale', 'role', 'clinic', 'clinic_name'],
      email: ['email'],
      fhirUser: ['fhirUser'],
    },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: TOKEN_ALGORITHM, response_types: ['code'], grant_types: ['authorization_code'] },
    enabledJWA: {
      clientAuthSigningAlgValues: [...provableBy],
      idTokenSigningAlgValues: [TOKEN_ALGORITHM],
      dPoPSigningAlgValues: [...proofAlgorithms],
    },
    cookies: {
      keys: cookieKeys,
      names: { session: 'hairline_session', interaction: 'hairline_login', resume: 'hairline_resume' },
      long: { ...cookie, path: '/oauth' },
      short: cookie,
    },
    routes: {
      authorization: '/authorize',
      token: '/token',
      jwks: '/jwks',
      revocation: '/revoke',
      introspection: '/introspect',
      pushed_authorization_request: '/par',
      end_session: '/log-out',
      device_authorization: '/device-authorization',
      code_verification: '/device',
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      // A request with a proof of a key gets a token bound to that key (RFC 9449).
      dPoP: { enabled: true, nonceSecret, requireNonce: () => false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      pushedAuthorizationRequests: { enabled: true },
      deviceFlow: {
        enabled: true,
        charset: 'base-20',
        mask: '****-****',
        userCodeInputSource: (ctx, form, _out, error) => pages.showDevice(ctx, form, error),
        userCodeConfirmSource: (ctx, form, client, _device, userCode) => pages.showDeviceConfirm(ctx, form, client, userCode),
        successSource: (ctx) => pages.showDeviceDone(ctx),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => pages.showLogOut(ctx, form),
        postLogoutSuccessSource: (ctx) => pages.showLoggedOut(ctx),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => (isSmartRequest(ctx.oidc.params ?? {}, fhirBase) ? fhirBase : publicUrl),
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, resource, client) => {
          const isForFhir = resource === fhirBase;
          if (!isForFhir && resource.replace(/\/$/, '') !== publicUrl) throw new errors.InvalidTarget();
          const own = getGrantType(ctx) === 'client_credentials';
          const { scopes = [], registeredItself = false } = findOwnClient(client) ?? {};
          const hasKey = (client as ClientWithMetadata).clientAuthMethod === 'private_key_jwt';
          const offered = isForFhir
            ? listGrantableScopes(ctx, { allowed: scopes, role: findLoggedInPerson(ctx)?.role ?? null, hasKey })
            : own || registeredItself
              ? scopes.filter(isScope)
              : personScopes;
          return {
            scope: offered.join(' '),
            audience: isForFhir ? fhirBase : publicUrl,
            accessTokenFormat: 'jwt',
            accessTokenTTL: own ? CLIENT_TOKEN : ACCESS_TOKEN,
            jwt: { sign: { alg: TOKEN_ALGORITHM } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (ctx, token, { payload }) => {
          const client = findOwnClient(token.client);
          const person = findLoggedInPerson(ctx);
          const isForFhir = payload.aud === fhirBase;
          if (token.kind === 'ClientCredentials' && client) {
            // A client that asks for no scope gets all of its own.
            Object.assign(payload, {
              sub: client.id,
              clinic: client.clinicId,
              kind: 'client',
              scope: payload.scope ?? client.scopes.filter(isScope).join(' '),
            });
          } else if (person) {
            const grant = (token as unknown as { grantId: string }).grantId;
            Object.assign(payload, {
              clinic: person.clinicId,
              kind: 'staff',
              scope: isForFhir && ctx ? listGrantedScopes(ctx, payload.scope as string | undefined).join(' ') : (payload.scope ?? ''),
              grant: computeGrantSubject(grant).toString('base64url'),
            });
            Object.assign(payload, logInOf(ctx));
          } else throw new errors.InvalidGrant('nobody is behind it any more');
        },
      },
    },
    // Access from a browser ends with its session. An application that needs access without the person asks for `offline_access`.
    // So does every SMART application that wants more than one token.
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && (!('resource' in source) || source.resource !== fhirBase || hasLastingScope(source.scopes)),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: ACCESS_TOKEN,
      ClientCredentials: CLIENT_TOKEN,
      AuthorizationCode: MINUTE,
      DeviceCode: ACCESS_TOKEN,
      IdToken: ACCESS_TOKEN,
      Interaction: 30 * MINUTE,
      Session: WORKING_DAY,
      Grant: OFFLINE,
      RefreshToken: (_ctx, token) => ((token as unknown as { expiresWithSession?: boolean }).expiresWithSession ? WORKING_DAY : OFFLINE),
    },
    interactions: { policy: createLoginPolicy(publicUrl), url: (_ctx, interaction) => `/oauth/interaction/${interaction.uid}` },
    findAccount: async (ctx, staffId, token) => {
      const person = await findPerson(staffId);
      if (!person || !isOfClient(person, ctx.oidc.client) || !isStrongEnough(person, token)) return undefined;
      const { name, email, role, language, clinicId, clinicName } = person;
      const fhirUser = formatFhirUser(publicUrl, staffId);
      const claims = () => ({
        sub: staffId,
        name,
        email,
        role,
        clinic: clinicId,
        clinic_name: clinicName,
        fhirUser,
        ...(language !== null && { locale: language }),
      });
      return { accountId: staffId, claims, person } satisfies PersonAccount & { claims: () => object };
    },
    loadExistingGrant: async (ctx) => {
      const { provider, client, session, result } = ctx.oidc;
      const consented = result?.consent?.grantId;
      // Each launch of a SMART application is asked for anew, as it is for another patient; so is what a person has once refused.
      const grantId = consented ?? (isSmartRequest(ctx.oidc.params ?? {}, fhirBase) ? undefined : session?.grantIdFor(client!.clientId));
      const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
      if (existing?.accountId === session?.accountId && (consented !== undefined || existing?.rejected === undefined)) return existing;
      // The server's own pages need no consent.
      const isOfDocumentation = client!.clientId === DOCUMENTATION_CLIENT;
      if (!isOfDocumentation && client!.clientId !== ACCOUNT_CLIENT) return undefined;
      const grant = new provider.Grant({ accountId: session!.accountId!, clientId: client!.clientId });
      grant.addOIDCScope(isOfDocumentation ? identityScopes.join(' ') : 'openid');
      if (isOfDocumentation) grant.addResourceScope(publicUrl, personScopes.join(' '));
      await grant.save();
      return grant;
    },
    extraParams: {
      aud: (ctx, audience) => requireAudience(ctx, audience, publicUrl),
      launch: async (_ctx, launch, client) => {
        if (launch === undefined || (await isLaunch(client, launch))) return;
        throw new errors.InvalidRequest('launch is unknown here, was used, has expired, or was made for another application');
      },
    },
    discovery: { registration_endpoint: `${getIssuer(publicUrl)}/register` },
    clientBasedCORS: (_ctx, origin, client) => ((client as unknown as { origins?: string[] }).origins ?? []).includes(origin),
    extraClientMetadata: { properties: [...furtherMetadata] },
    renderError: (ctx, out, error) => pages.showError(ctx, out, error),
  };
};

/** Creates the provider for these keys. It is created again when they change, because it keeps nothing outside the database. */
export const createProvider = (parts: ProviderParts): Provider => {
  const provider = new Provider(getIssuer(parts.publicUrl), buildConfiguration(parts));
  // Addresses come from the server's settings, which `authorization-server.ts` hands over.
  provider.proxy = true;
  provider.Client.prototype.compareClientSecret = function compare(this: ClientMetadata, secret: string): boolean {
    return isSecretOf(this, secret);
  };
  return provider;
};
