import { randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A new secret of a client. It begins so that a scanner of source code knows what it has found. */
export const newClientSecret = (): string => `hairline_secret_${randomBytes(SECRET_BYTES).toString('base64url')}`;
