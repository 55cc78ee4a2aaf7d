/** People, clients and browsers that log in, for the tests of the authorization server. */
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import * as client from 'openid-client';
import { setPassword } from '../../src/authorization/index.js';
import { addIntegrationClient } from '../../src/clinic/index.js';
import type { Role } from '../../src/platform/access/policy.js';
import { startApp, type TestApp, type TestClinic, type TestSettings } from './app.js';
import { Browser, PASSWORD } from './browser.js';

export { Browser, PASSWORD };

export const BACK = 'https://app.clinic.example/back';

/** Holds a free port until it is needed: nothing else that starts meanwhile gets it. */
const holdPort = async (): Promise<{ port: number; release: () => Promise<void> }> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const release = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, release };
};

/** An application that listens where it says that it is reached: by a number, or by the name that browsers make passkeys for. */
export const startListening = async (settings: TestSettings = {}, host: '127.0.0.1' | 'localhost' = '127.0.0.1'): Promise<{ app: TestApp; url: string }> => {
  const { port, release } = await holdPort();
  const url = `http://${host}:${port}`;
  const app = await startApp({ publicUrl: url, ...settings });
  await release();
  await app.listen(port);
  return { app, url };
};

export const emailOf = (clinic: TestClinic, role: Role): string => `${role}@${clinic.id}.test`;

/** Gives the people of the clinic the password. */
export const givePasswords = (app: TestApp, clinic: TestClinic, roles: Role[] = ['dermatologist', 'admin'], password = PASSWORD): Promise<void> =>
  setPassword(
    app.owner,
    roles.map((role) => ({ clinicId: clinic.id, id: clinic.staff[role] })),
    password,
  );

let made = 0;

/** A front end of the clinic. */
export const aFrontEnd = async (app: TestApp, clinic: TestClinic, settings: { redirectUris?: string[]; origins?: string[] } = {}): Promise<string> => {
  const clientId = `front-end-${process.pid}-${++made}`;
  await addIntegrationClient(app.owner, { clinicId: clinic.id, clientId, name: 'Front End', scopes: [], kind: 'public', redirectUris: [BACK], ...settings });
  return clientId;
};

/** A system of the clinic with its secret. */
export const aBackend = async (app: TestApp, clinic: TestClinic, scopes: Parameters<typeof addIntegrationClient>[1]['scopes']) => {
  const clientId = `backend-${process.pid}-${++made}`;
  const secret = `secret of ${clientId}`;
  const id = await addIntegrationClient(app.owner, { clinicId: clinic.id, clientId, name: 'Backend', scopes, secret });
  return { clientId, secret, id };
};

/** Unmodified openid-client, for a server without TLS. */
export const discover = (url: string, clientId: string, authentication?: client.ClientAuth): Promise<client.Configuration> =>
  client.discovery(new URL(`${url}/oauth`), clientId, undefined, authentication ?? client.None(), { execute: [client.allowInsecureRequests] });

export interface Begun {
  config: client.Configuration;
  browser: Browser;
  verifier: string;
  state: string;
  address: URL;
}

/** Begins the code flow as openid-client does: up to the page where somebody logs in. */
export const begin = async (config: client.Configuration, settings: Record<string, string> = {}, browser = new Browser()): Promise<Begun> => {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: BACK,
    scope: 'openid clinic',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...settings,
  });
  await browser.open(address);
  return { config, browser, verifier, state, address };
};

export const exchange = ({ config, verifier, state }: Begun, back: string) =>
  client.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier: verifier, expectedState: state });

/** Through login and consent to the tokens. */
export const logInAs = async (config: client.Configuration, email: string, settings: Record<string, string> = {}, browser = new Browser()) => {
  const begun = await begin(config, settings, browser);
  await browser.logIn(email);
  const back = browser.page.includes('/consent"') ? await browser.submit('/consent') : browser.at;
  return { ...begun, back, tokens: await exchange(begun, back) };
};
