import { isId } from '../../kernel/id.js';
import { hashSecret } from './key-encryption.js';

/** The claims of a verified token. */
export interface TokenClaims {
  sub: string;
  clinic: string;
  kind: 'staff' | 'client';
  exp: number;
  /** The id of the token. */
  jti: string;
  /** The client that the token was issued to; left out for an operator's token and for the server's own documentation. */
  client?: string | undefined;
  /** The scopes of the token, separated by spaces; left out where it has all of its person's permissions. */
  scope?: string | undefined;
  /** The hash of the grant that a person gave a client. When the grant ends, so does the token. */
  grant?: string | undefined;
  /** The thumbprint of the key that the token is bound to (RFC 9449); left out where it is bound to none. */
  boundTo?: string | undefined;
  /** When and how the person logged in; left out for an operator's token. */
  login?: { at: number; amr: readonly string[] } | undefined;
  /** The id of the key that signed the token. */
  kid?: string | undefined;
  /** Whether the token is for the FHIR interface. It is then for nothing else, and no other token is for that. */
  isForFhir: boolean;
  /** Whether an identity provider issued the token; left out for this server's own. */
  isForeign?: boolean | undefined;
}

const FHIR_PATH = '/fhir/R4';

/** The base address of the FHIR interface, which is the audience of its tokens. */
export const getFhirBase = (publicUrl: string): string => publicUrl + FHIR_PATH;

/** Whether the address of a request is one of the FHIR interface. */
export const isOfFhir = (url: string): boolean => url === FHIR_PATH || /^\/fhir\/R4[/?]/.test(url);

/** The client of the server's own documentation, with which people of every clinic can log in. */
export const DOCUMENTATION_CLIENT = 'hairline-docs';

/** The client of the pages of a person's own account, which belong to the server too. */
export const ACCOUNT_CLIENT = 'hairline-account';

const findText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The thumbprint of the binding; empty, which fits no key, for an unknown kind of binding. */
export const findBoundKey = (cnf: unknown): string | undefined => {
  if (cnf === undefined) return undefined;
  return typeof cnf === 'object' && cnf !== null && 'jkt' in cnf && typeof cnf.jkt === 'string' ? cnf.jkt : '';
};

export const parseClaims = (payload: unknown): TokenClaims | null => {
  const { sub, clinic, kind, exp, jti, client_id: clientId, scope, grant, cnf, auth_time: at, amr, aud } = (payload ?? {}) as Record<string, unknown>;
  if (!isId(sub) || !isId(clinic) || (kind !== 'staff' && kind !== 'client') || typeof exp !== 'number' || typeof jti !== 'string') return null;
  const client = clientId === DOCUMENTATION_CLIENT ? undefined : findText(clientId);
  const login = typeof at === 'number' ? { at, amr: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [] } : undefined;
  return {
    sub,
    clinic,
    kind,
    exp,
    jti,
    client,
    scope: findText(scope),
    grant: findText(grant),
    boundTo: findBoundKey(cnf),
    login,
    isForFhir: findText(aud)?.endsWith(FHIR_PATH) ?? false,
  };
};

/** The subject under which a single token is revoked. The subject below revokes all tokens of a grant. */
export const computeTokenSubject = (jti: string): Buffer => hashSecret(`token ${jti}`);
export const computeGrantSubject = (grantId: string): Buffer => hashSecret(`grant ${grantId}`);

export const listRevocableSubjects = ({ jti, grant }: Pick<TokenClaims, 'jti' | 'grant'>): Buffer[] => [
  computeTokenSubject(jti),
  ...(grant === undefined ? [] : [Buffer.from(grant, 'base64url')]),
];
