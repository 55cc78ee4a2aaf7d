/** People, clients and browsers that log in, for the tests of the authorization server. */
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import * as client from 'openid-client';
import { setPassword } from '../../src/authorization/index.js';
import { addIntegrationClient } from '../../src/clinic/index.js';
import type { Role } from '../../src/platform/access/policy.js';
import { startApp, type TestApp, type TestClinic, type TestSettings } from './app.js';

export const PASSWORD = 'an owl reads under the bridge';
export const BACK = 'https://app.clinic.example/back';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/** An application that listens where it says that it is reached. */
export const startListening = async (settings: TestSettings = {}): Promise<{ app: TestApp; url: string }> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const app = await startApp({ publicUrl: url, ...settings });
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

/** What a browser is: it keeps cookies by their path, follows redirects, sends forms. */
export class Browser {
  private readonly cookies = new Map<string, { value: string; path: string }>();
  /** Where it is. */
  at = '';
  status = 0;
  page = '';
  headers = new Headers();

  constructor(private readonly headersOfAll: Record<string, string> = {}) {}

  /** Opens the address, and follows redirects as long as they stay on the server; answers where it is sent in the end. */
  async open(address: string | URL, init: RequestInit = {}): Promise<string> {
    const home = new URL(address).origin;
    let next = new URL(address);
    let request = init;
    for (let hops = 0; hops < 12; hops++) {
      const answer = await fetch(next, {
        ...request,
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: this.cookiesFor(next.pathname), ...this.headersOfAll, ...(request.headers as Record<string, string>) },
      });
      this.keep(answer.headers.getSetCookie());
      this.status = answer.status;
      this.headers = answer.headers;
      this.page = await answer.text();
      this.at = next.href;
      const location = answer.headers.get('location');
      if (location === null) return this.sendItself(home);
      next = new URL(location, next);
      if (next.origin !== home || !next.pathname.startsWith('/oauth')) return (this.at = next.href);
      request = {};
    }
    throw new Error('The redirects do not end.');
  }

  /** Sends the form of the page whose action ends so; the fields that it hides go along. */
  async submit(action: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<string> {
    const form = [...this.page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, to]) => unescaped(to!).endsWith(action));
    if (!form) throw new Error(`The page has no form to ${action}: ${this.page}`);
    const hidden = Object.fromEntries([...form[2]!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name!, unescaped(value!)]));
    return this.post(new URL(unescaped(form[1]!), this.at), { ...hidden, ...fields }, headers);
  }

  post(address: URL, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
    return this.open(address, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: new URL(address).origin, ...headers } });
  }

  logIn(email: string, password = PASSWORD): Promise<string> {
    return this.submit('/log-in', { email, password });
  }

  /** Without the scripts of the provider: the one page that sends itself. */
  private async sendItself(home: string): Promise<string> {
    if (!this.page.includes('document.forms[0].submit()')) return this.at;
    const action = unescaped(/<form method="post" action="([^"]*)"/.exec(this.page)![1]!);
    return new URL(action, this.at).origin === home ? this.submit(new URL(action, this.at).pathname) : this.at;
  }

  cookiesFor(path: string): string {
    return [...this.cookies].filter(([, { path: of }]) => path.startsWith(of)).map(([name, { value }]) => `${name.split(' ')[0]}=${value}`).join('; ');
  }

  private keep(sent: string[]): void {
    for (const line of sent) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const [name, value] = pair!.split(/=(.*)/s) as [string, string];
      const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
      const key = `${name} ${path}`;
      if (value === '' || attributes.some((one) => /^expires=thu, 01 jan 1970/i.test(one))) this.cookies.delete(key);
      else this.cookies.set(key, { value, path });
    }
  }
}

const unescaped = (text: string): string => text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll('&amp;', '&').replaceAll('&quot;', '"');

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
