/**
 * What unmodified SMART applications need of the server beside oidc-provider: the configuration where they look for it, and two habits of theirs put into the
 * form that the standards want.
 */
import { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { getFhirBase } from '../../platform/access/token-claims.js';
import { buildSmartConfiguration } from './smart-configuration.js';
import { isSmartRequest } from './smart-requests.js';

const CONFIGURATION = '/.well-known/smart-configuration';

/** Where applications look for the configuration: under the FHIR interface, and at the root. */
export const listConfigurationPaths = (publicUrl: string): string[] => [CONFIGURATION, new URL(getFhirBase(publicUrl)).pathname + CONFIGURATION];

/** Serves the configuration where applications look for it. */
export const mountSmartConfiguration = (scope: FastifyInstance, publicUrl: string): void => {
  // As bytes: a text would be sent with a charset, which this media type does not have.
  const configuration = Buffer.from(JSON.stringify(buildSmartConfiguration(publicUrl)));
  for (const path of listConfigurationPaths(publicUrl)) {
    scope.get(path, (_request, reply) => reply.header('Content-Type', 'application/json').send(configuration));
  }
};

/**
 * Completes the query of a request to log in. oidc-provider drops `offline_access` without `prompt=consent`, which SMART applications do not send: here the
 * person is asked in any case.
 */
export const completeAuthorization = (path: string, publicUrl: string): string => {
  const [route = '', query = ''] = path.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const asked = Object.fromEntries(parameters);
  const isLasting = asked.scope?.split(' ').includes('offline_access') ?? false;
  if (route !== '/authorize' || !isLasting || asked.prompt !== undefined || !isSmartRequest(asked, getFhirBase(publicUrl))) return path;
  parameters.set('prompt', 'consent');
  return `${route}?${parameters.toString()}`;
};

/** The client id that a public application leaves out when it refreshes: the refresh token knows it. A client with a secret or key has to say who it is. */
const findClientId = async (provider: Provider, form: URLSearchParams): Promise<string | null> => {
  const token = form.get('refresh_token');
  if (form.get('grant_type') !== 'refresh_token' || token === null || form.has('client_id') || form.has('client_assertion')) return null;
  const clientId = (await provider.RefreshToken.find(token, { ignoreExpiration: true }))?.clientId;
  const client = clientId === undefined ? undefined : await provider.Client.find(clientId);
  return client?.clientAuthMethod === 'none' ? client.clientId : null;
};

/** Completes the form of a token request, and gives a request with the whole form, as the one that came was read. */
export const completeTokenRequest = async (provider: Provider, raw: IncomingMessage, body: Buffer): Promise<IncomingMessage> => {
  const form = new URLSearchParams(body.toString('latin1'));
  const clientId = raw.headers.authorization === undefined ? await findClientId(provider, form) : null;
  if (clientId !== null) form.set('client_id', clientId);
  const sent = clientId === null ? body : Buffer.from(form.toString());
  const request = new IncomingMessage(raw.socket);
  const { method, httpVersion, rawHeaders } = raw;
  Object.assign(request, { method, httpVersion, rawHeaders, complete: true, headers: { ...raw.headers, 'content-length': String(sent.length) } });
  request.push(sent);
  request.push(null);
  return request;
};
