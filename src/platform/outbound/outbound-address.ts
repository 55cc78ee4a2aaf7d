/** Where a request may go that somebody else gave the address of. Pure. */
import { isIP } from 'node:net';
import { isPublicAddress, isWithin } from '../../kernel/network.js';

export interface OutboundPolicy {
  /** Whether addresses without TLS are taken: in development alone. */
  http: boolean;
  /** Networks that are not public, and may be reached all the same: those of the operator's own. */
  networks: readonly string[];
}

const LONGEST = 2_000;

/** What services listen on that are meant for everybody; what else listens on a public address is not for us to knock at. */
const ports: Readonly<Record<string, readonly string[]>> = { 'https:': ['', '8443'], 'http:': ['', '8080'] };

/** The host of an address, without the brackets of IPv6. */
const getHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Whether a machine at this address may be asked. */
export const isReachable = (address: string, { networks }: OutboundPolicy): boolean => isPublicAddress(address) || isWithin(address, networks);

/** Whether the whole address may be asked, as far as it tells by itself: its names still have to be looked up. */
export const isAskable = (text: string, policy: OutboundPolicy): boolean => {
  if (text.length > LONGEST || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(policy.http && url.protocol === 'http:')) return false;
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  const host = getHost(url);
  const isOwn = isWithin(host, policy.networks);
  if (isIP(host) > 0 && !isReachable(host, policy)) return false;
  return isOwn || policy.http || ports[url.protocol]!.includes(url.port);
};
