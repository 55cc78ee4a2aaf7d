/** Addresses of the internet and networks of them. Pure. */
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

/** The networks that IPv6 has given out to be reached from everywhere. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** An address as it stands in text; null where it is none, or none in the usual form. */
const parseAddress = (text: string): Address | null => (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text) ? ipaddr.parse(text) : null);

/** One of IPv4 that is written as IPv6 is the one of IPv4. */
const toPlainAddress = (address: Address): Address => (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address);

/** Whether the address can belong to a machine of the public internet: not to this machine, its network, a provider's inside, a group, a way around. */
export const isPublicAddress = (text: string): boolean => {
  const address = parseAddress(text);
  if (address?.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
};

/** A network as `10.20.0.0/16` or `2001:db8::/32`, or one address, in its usual form; null where it is none, or says more than its prefix. */
export const parseNetwork = (text: string): string | null => {
  const [host = '', prefix, ...more] = text.split('/');
  const address = parseAddress(host);
  if (!address || more.length > 0 || host.includes('%')) return null;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.POSITIVE_INFINITY;
  if (length > bits) return null;
  const network = `${address.toString()}/${length}`;
  const first = address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(network) : ipaddr.IPv6.networkAddressFromCIDR(network);
  return first.toString() === address.toString() ? network : null;
};

/** Whether the address lies in one of the networks. What is no address lies in none. */
export const isWithin = (text: string | null, networks: readonly string[]): boolean => {
  const given = text === null ? null : parseAddress(text);
  if (!given) return false;
  const address = toPlainAddress(given);
  return networks.some((network) => {
    const [range, length] = ipaddr.parseCIDR(network);
    return range.kind() === address.kind() && address.match(range, length);
  });
};
