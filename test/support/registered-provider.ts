/** An identity provider that a clinic has registered, and logins with it. */
import type { IdentityProviderResponse } from '../../src/authorization/index.js';
import type { TestClinic } from './app.js';
import type { Browser } from './browser.js';
import { API_AUDIENCE, type Hospital } from './identity-provider.js';

export const SECRET = 'a secret that the hospital gave';

/** A provider that no server stands behind, for tests that only register it. */
export const hospitalSettings = {
  name: 'City Hospital',
  issuer: 'https://id.hospital.example',
  clientId: 'hairline',
  clientAuthentication: 'client_secret_basic',
  clientSecret: SECRET,
  accessTokenAudience: API_AUDIENCE,
  clinicClaim: '/organisation',
  clinicValue: 'hair-clinic',
  roleClaim: '/groups',
  roles: [
    { value: 'hair-admins', role: 'admin' },
    { value: 'hair-doctors', role: 'dermatologist' },
    { value: 'hair-desk', role: 'receptionist' },
  ],
  linksByEmail: true,
  createsPeople: false,
  trustsSecondFactor: false,
  allowsLocalLogIn: true,
};

let made = 0;

/** What the clinic says of the hospital, unless a test says otherwise. */
export const settingsOf = (hospital: Hospital, changes: Record<string, unknown>): Record<string, unknown> => ({
  ...hospitalSettings,
  issuer: hospital.issuer,
  clientId: `hairline-${process.pid}-${++made}`,
  clinicValue: `clinic-${process.pid}-${made}`,
  ...changes,
});

/** Registers the hospital at the clinic, and the clinic at the hospital. */
export const registerProvider = async (clinic: TestClinic, hospital: Hospital, changes: Record<string, unknown> = {}): Promise<IdentityProviderResponse> => {
  const { status, body, text } = await clinic.as('admin').post('/v1/identity-providers', settingsOf(hospital, changes));
  if (status !== 201) throw new Error(text);
  const provider = body as IdentityProviderResponse;
  introduce(hospital, provider);
  return provider;
};

/** Registers the clinic at the hospital, with the addresses that the clinic's answer names. */
export const introduce = (hospital: Hospital, provider: IdentityProviderResponse): void => {
  hospital.clients.set(provider.clientId, {
    client_id: provider.clientId,
    client_secret: SECRET,
    redirect_uris: [provider.redirectUri],
    post_logout_redirect_uris: [provider.postLogoutRedirectUri],
    backchannel_logout_uri: provider.backchannelLogoutUri,
    backchannel_logout_session_required: true,
    token_endpoint_auth_method: provider.clientAuthentication,
    ...(provider.clientAuthentication === 'private_key_jwt' && {
      client_secret: undefined,
      jwks_uri: `${new URL(provider.redirectUri).origin}/oauth/jwks`,
      token_endpoint_auth_signing_alg: 'ES256',
    }),
  } as never);
};

/** From the clinic's login page to the provider, through its login, and back to where the clinic sends the browser. */
export const logInAtProvider = async (here: Browser, there: Browser, provider: IdentityProviderResponse, account: string): Promise<string> => {
  await there.open(await leaveFor(here, provider));
  if (there.page.includes('/log-in"')) await there.submit('/log-in', { account });
  return here.open(there.at);
};

/** Follows the login page's link to the provider; answers where the browser is sent. */
export const leaveFor = (here: Browser, provider: IdentityProviderResponse): Promise<string> => {
  const link = new RegExp(`href="([^"]*/identity-provider/${provider.id})"`).exec(here.page)?.[1];
  if (link === undefined) throw new Error(`The page does not offer the provider: ${here.page}`);
  return here.open(new URL(link, here.at));
};
