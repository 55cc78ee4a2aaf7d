/** Whether the server may send a request to an address that a client gave. Pure. */
import { isIP } from 'node:net';
import { isPublicAddress, isWithin } from '../../kernel/network.js';
import { parseWebAddress } from '../../kernel/web-address.js';

export interface OutboundPolicy {
  /** Whether addresses without TLS are allowed: in development only. */
  http: boolean;
  /** Networks that are not public and allowed all the same: those of the operator. */
  networks: readonly string[];
}

const LONGEST = 2_000;

/** The ports of public web services. A request to another port of a public address could reach a service that is not meant for everybody. */
const ports: Readonly<Record<string, readonly string[]>> = { 'https:': ['', '8443'], 'http:': ['', '8080'] };

/** The host of an address, without the brackets of IPv6. */
const getHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Whether a machine at this address may be reached. */
export const isReachable = (address: string, { networks }: OutboundPolicy): boolean => isPublicAddress(address) || isWithin(address, networks);

/** Whether the address may be requested, as far as its text shows. Its name still has to be resolved. */
export const isAskable = (text: string, policy: OutboundPolicy): boolean => {
  const url = text.length > LONGEST ? null : parseWebAddress(text);
  if (url === null) return false;
  if (url.protocol !== 'https:' && !(policy.http && url.protocol === 'http:')) return false;
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  const host = getHost(url);
  const isOwn = isWithin(host, policy.networks);
  if (isIP(host) > 0 && !isReachable(host, policy)) return false;
  return isOwn || policy.http || ports[url.protocol]!.includes(url.port);
};
