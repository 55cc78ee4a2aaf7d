/** The metadata of an application that registers (RFC 7591), and those that the server answers. Pure. */
import { validateAddresses } from '../../clinic/index.js';
import { selectCoveredScopes } from '../../platform/access/smart/smart-scopes.js';
import { loginScopes } from '../smart/login-scopes.js';

export type RegistrationError = 'invalid_redirect_uri' | 'invalid_client_metadata';

/** Why metadata is refused, in the words of the standard. */
export class MetadataRefusal extends Error {
  constructor(
    readonly error: RegistrationError,
    readonly description: string,
  ) {
    super(error);
  }
}

/** An application before or after its registration. */
export interface Application {
  name: string;
  kind: 'public' | 'confidential';
  scopes: string[];
  redirectUris: string[];
  origins: string[];
  /** Where an EHR opens it (`initiate_login_uri`); null for none. */
  launchUrl: string | null;
  publicKeys: { keys: object[] } | null;
  publicKeysUri: string | null;
}

export interface Bounds {
  /** The scopes that it may ask for at most. */
  scopes: readonly string[];
  isAskable: (address: string) => boolean;
}

const MOST_ADDRESSES = 20;
const LONGEST_ADDRESS = 500;
const LONGEST_NAME = 200;

const CODE = 'authorization_code';
const BY_ITSELF = 'client_credentials';
const grantTypes = [CODE, 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code', BY_ITSELF];
const methods = ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'];

const refuse = (description: string, error: RegistrationError = 'invalid_client_metadata'): never => {
  throw new MetadataRefusal(error, description);
};

type Sent = Record<string, unknown>;

const findText = (sent: Sent, name: string): string | null => {
  const value = sent[name] ?? null;
  return value === null || typeof value === 'string' ? value : refuse(`${name} must be a text.`);
};

const listTexts = (sent: Sent, name: string): string[] | null => {
  const value = sent[name] ?? null;
  if (value === null) return null;
  if (!Array.isArray(value) || value.length > MOST_ADDRESSES || !value.every((item) => typeof item === 'string' && item.length <= LONGEST_ADDRESS)) {
    return refuse(`${name} must be a list of at most ${MOST_ADDRESSES} texts.`, name === 'redirect_uris' ? 'invalid_redirect_uri' : undefined);
  }
  return [...new Set(value as string[])];
};

const findName = (sent: Sent): string => {
  const name = findText(sent, 'client_name')?.trim() ?? '';
  return name.length <= LONGEST_NAME && /^[^\p{C}]+$/u.test(name) ? name : refuse('client_name must say, in at most 200 characters, what the application is.');
};

const listScopes = (sent: Sent, allowed: readonly string[]): string[] => {
  const asked = findText(sent, 'scope')
    ?.split(' ')
    .filter((scope) => scope !== '' && !loginScopes.some((known) => known === scope)) ?? [...allowed];
  const beyond = asked.filter((scope) => !allowed.includes(scope) && selectCoveredScopes([scope], allowed).length === 0);
  if (beyond.length > 0) refuse(`scope may hold ${allowed.join(' ') || 'nothing'} beside ${loginScopes.join(' ')}.`);
  return [...new Set(asked)];
};

/** The origins of pages. A page calls the API from the origin of its redirect address. */
const listOrigins = (redirectUris: readonly string[]): string[] => [
  ...new Set(redirectUris.filter((uri) => URL.canParse(uri) && /^https?:/.test(uri)).map((uri) => new URL(uri).origin)),
];

const requireFlows = (sent: Sent, kind: Application['kind'], redirectUris: readonly string[]): void => {
  const grants = listTexts(sent, 'grant_types') ?? [CODE];
  if (!grants.every((grant) => grantTypes.includes(grant))) refuse(`grant_types may hold ${grantTypes.join(', ')}.`);
  if (kind === 'public' && grants.includes(BY_ITSELF)) refuse('An application that keeps no secret acts for people alone.');
  if ((grants.includes(CODE) || kind === 'public') && redirectUris.length === 0)
    refuse('redirect_uris must say where people are sent back to.', 'invalid_redirect_uri');
  if (!(listTexts(sent, 'response_types') ?? ['code']).every((type) => type === 'code')) refuse('response_types may hold code.');
};

/** Parses the application from its metadata, or throws a `MetadataRefusal`. Unknown members are ignored. */
export const readMetadata = (body: unknown, { scopes, isAskable }: Bounds): Application => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return refuse('Send the metadata as an object.');
  const sent = body as Sent;
  const method = findText(sent, 'token_endpoint_auth_method') ?? 'client_secret_basic';
  if (!methods.includes(method)) refuse(`token_endpoint_auth_method may be ${methods.join(', ')}.`);
  const kind = method === 'none' ? 'public' : 'confidential';
  const redirectUris = listTexts(sent, 'redirect_uris') ?? [];
  requireFlows(sent, kind, redirectUris);
  const hasKeys = method === 'private_key_jwt';
  const keys = hasKeys ? (sent.jwks ?? null) : null;
  const publicKeysUri = hasKeys ? findText(sent, 'jwks_uri') : null;
  if (hasKeys && keys === null && publicKeysUri === null) refuse('private_key_jwt needs jwks or jwks_uri.');
  const addresses = {
    redirectUris,
    origins: kind === 'public' ? listOrigins(redirectUris) : [],
    launchUrl: findText(sent, 'initiate_login_uri'),
    publicKeys: keys as Application['publicKeys'],
    publicKeysUri,
  };
  const [wrong] = validateAddresses(addresses, { kind, isAskable });
  if (wrong) refuse(wrong.detail, wrong.pointer.startsWith('/redirectUris') ? 'invalid_redirect_uri' : 'invalid_client_metadata');
  return { name: findName(sent), kind, scopes: listScopes(sent, scopes), ...addresses };
};

/** Chooses how the application authenticates. */
const chooseMethod = ({ kind, publicKeys, publicKeysUri }: Application): string => {
  if (kind === 'public') return 'none';
  return publicKeys === null && publicKeysUri === null ? 'client_secret_basic' : 'private_key_jwt';
};

/** Whether the application authenticates with a secret. */
export const keepsSecret = (application: Application): boolean => chooseMethod(application) === 'client_secret_basic';

/** The metadata of the registered application in an answer. */
export const toMetadata = (application: Application): object => {
  const { name, kind, scopes, redirectUris, launchUrl, publicKeys, publicKeysUri } = application;
  const letsPeopleIn = redirectUris.length > 0;
  return {
    client_name: name,
    redirect_uris: redirectUris,
    token_endpoint_auth_method: chooseMethod(application),
    grant_types: grantTypes.filter((grant) => (grant === BY_ITSELF ? kind === 'confidential' : letsPeopleIn)),
    response_types: letsPeopleIn ? ['code'] : [],
    scope: scopes.join(' '),
    ...(launchUrl !== null && { initiate_login_uri: launchUrl }),
    ...(publicKeys && { jwks: publicKeys }),
    ...(publicKeysUri !== null && { jwks_uri: publicKeysUri }),
  };
};
