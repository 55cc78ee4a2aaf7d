import { randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** Makes a new secret of a client. The fixed prefix lets scanners of source code recognise a leaked secret. */
export const createClientSecret = (): string => `hairline_secret_${randomBytes(SECRET_BYTES).toString('base64url')}`;
