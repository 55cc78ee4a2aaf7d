import { isId } from '../../kernel/id.js';
import { hashSecret } from './key-encryption.js';

/** What a token that passed says. */
export interface TokenClaims {
  sub: string;
  clinic: string;
  kind: 'staff' | 'client';
  exp: number;
  /** The number of the token. */
  jti: string;
  /** The client of the clinic that the token was issued to; none for an operator's token, and for the server's own documentation. */
  client?: string | undefined;
  /** What the token is good for, separated by spaces; left out where it takes nothing away. */
  scope?: string | undefined;
  /** What a person has allowed a client, by its hash: when it ends, so does the token. */
  grant?: string | undefined;
  /** The thumbprint of the key that the token is bound to (RFC 9449); none where whoever bears it is let in. */
  boundTo?: string | undefined;
  /** How a person logged in, and when; none of an operator's token. */
  login?: { at: number; amr: readonly string[] } | undefined;
  /** The key that signed it. */
  kid?: string | undefined;
}

/** The client that is part of the server: its own documentation, with which people of every clinic can log in. */
export const DOCUMENTATION_CLIENT = 'hairline-docs';

/** The pages of one's own account, which are part of the server too. */
export const ACCOUNT_CLIENT = 'hairline-account';

const findText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A binding of a kind that is not known here fits no key. */
const findBoundKey = (cnf: unknown): string | undefined => {
  if (cnf === undefined) return undefined;
  return typeof cnf === 'object' && cnf !== null && 'jkt' in cnf && typeof cnf.jkt === 'string' ? cnf.jkt : '';
};

export const parseClaims = (payload: unknown): TokenClaims | null => {
  const { sub, clinic, kind, exp, jti, client_id: clientId, scope, grant, cnf, auth_time: at, amr } = (payload ?? {}) as Record<string, unknown>;
  if (!isId(sub) || !isId(clinic) || (kind !== 'staff' && kind !== 'client') || typeof exp !== 'number' || typeof jti !== 'string') return null;
  const client = clientId === DOCUMENTATION_CLIENT ? undefined : findText(clientId);
  const login = typeof at === 'number' ? { at, amr: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [] } : undefined;
  return { sub, clinic, kind, exp, jti, client, scope: findText(scope), grant: findText(grant), boundTo: findBoundKey(cnf), login };
};

/** By what the access of a token can be revoked: the token alone, or the grant that it came of. */
export const computeTokenSubject = (jti: string): Buffer => hashSecret(`token ${jti}`);
export const computeGrantSubject = (grantId: string): Buffer => hashSecret(`grant ${grantId}`);

export const listRevocableSubjects = ({ jti, grant }: Pick<TokenClaims, 'jti' | 'grant'>): Buffer[] => [
  computeTokenSubject(jti),
  ...(grant === undefined ? [] : [Buffer.from(grant, 'base64url')]),
];
