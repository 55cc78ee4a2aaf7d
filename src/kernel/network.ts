/** Addresses of the internet and networks of them. Pure. */
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

/** The IPv6 networks that are assigned for global use. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Parses an address; null where the text is none in the usual form. */
const parseAddress = (text: string): Address | null => (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text) ? ipaddr.parse(text) : null);

/** The IPv4 address that an IPv4-mapped IPv6 address contains; any other address as it is. */
const toPlainAddress = (address: Address): Address => (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address);

/** What one subscriber of the internet has: an IPv4 address, or the first 64 bits of an IPv6 address. A text that is no address stays as it is. */
export const toSubscriber = (text: string): string => {
  const parsed = parseAddress(text);
  if (!parsed) return text;
  const address = toPlainAddress(parsed);
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString();
};

/**
 * Whether the address can belong to a machine of the public internet. Excluded are loopback, private, link-local and shared networks, multicast, and transition
 * addresses.
 */
export const isPublicAddress = (text: string): boolean => {
  const address = parseAddress(text);
  if (address?.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
};

/**
 * Parses a network such as `10.20.0.0/16` or `2001:db8::/32`, or a single address, to its usual form. Null where it is none, or has bits set beyond its prefix.
 */
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

/** Whether the address lies in one of the networks. A text that is no address lies in none. */
export const isWithin = (text: string | null, networks: readonly string[]): boolean => {
  const given = text === null ? null : parseAddress(text);
  if (!given) return false;
  const address = toPlainAddress(given);
  return networks.some((network) => {
    const [range, length] = ipaddr.parseCIDR(network);
    return range.kind() === address.kind() && address.match(range, length);
  });
};
