/** What a logout token says (OpenID Connect Back-Channel Logout 1.0, section 2.6). Pure. */
import type { Claims } from './identity.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const FRESH_SECONDS = 600;
const LONGEST = 255;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= LONGEST;

export interface LogoutClaims {
  jti: string;
  subject: string | null;
  sid: string | null;
  issuedAt: number;
}

/** Reads the claims of a verified logout token; null where they are no logout, or not of the last ten minutes. */
export const readLogout = (claims: Claims, nowSeconds: number): LogoutClaims | null => {
  const { jti, iat, sub, sid, events, nonce } = claims;
  const event: unknown = typeof events === 'object' && events !== null && Object.hasOwn(events, EVENT) ? (events as Claims)[EVENT] : null;
  if (typeof event !== 'object' || event === null || Array.isArray(event) || nonce !== undefined) return null;
  if (!isText(jti) || typeof iat !== 'number' || iat < nowSeconds - FRESH_SECONDS) return null;
  if ((sub !== undefined && !isText(sub)) || (sid !== undefined && !isText(sid)) || (sub === undefined && sid === undefined)) return null;
  return { jti, subject: sub ?? null, sid: sid ?? null, issuedAt: iat };
};
