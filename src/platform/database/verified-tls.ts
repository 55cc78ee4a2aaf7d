/** Whether a connection to PostgreSQL verifies who answers. Pure. */
import { isWithin } from '../../kernel/network.js';

const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** The only mode of libpq that verifies the certificate and its host name. */
const VERIFIED = 'verify-full';

const getHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Whether the address leads to this machine, where nobody is in between. */
const isLocal = (url: URL): boolean => getHost(url) === 'localhost' || isWithin(getHost(url), LOOPBACK);

/** The address with the certification authority of a file, whose certificates alone are trusted then. */
export const withTrustedAuthority = (address: string, file: string): string => {
  const url = new URL(address);
  url.searchParams.set('sslmode', VERIFIED);
  url.searchParams.set('sslrootcert', file);
  return url.href;
};

/** Whether nobody between this machine and the database can read along or answer in its place. */
export const isVerified = (address: string): boolean => {
  const url = new URL(address);
  const modes = url.searchParams.getAll('sslmode');
  return isLocal(url) || (modes.length === 1 && modes[0] === VERIFIED && !url.searchParams.has('ssl') && !url.searchParams.has('host'));
};
