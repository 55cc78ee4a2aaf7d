import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPublicAddress, isWithin, parseNetwork } from './network.js';

/** Every range that leads to no machine of the public internet, with its first, last and one more address (RFC 6890 and what came after it). */
const closed: [string, string[]][] = [
  ['this network', ['0.0.0.0', '0.255.255.255', '0.1.2.3']],
  ['private', ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255']],
  ['of a provider', ['100.64.0.0', '100.127.255.255']],
  ['this machine', ['127.0.0.0', '127.0.0.1', '127.255.255.255', '::1']],
  ['of the link, with the metadata of clouds', ['169.254.0.0', '169.254.169.254', '169.254.255.255', 'fe80::', 'fe80::1', 'febf::1']],
  ['of protocols', ['192.0.0.0', '192.0.0.8', '192.0.0.255', '192.88.99.1']],
  ['for documents', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
  ['for measuring', ['198.18.0.0', '198.19.255.255', '2001:2::1']],
  ['groups', ['224.0.0.0', '239.255.255.255', 'ff02::1', 'ff0e::1']],
  ['kept back', ['240.0.0.0', '255.255.255.254', '255.255.255.255', '4000::1', '::2', '5f00::1', '100::1']],
  ['IPv4 as IPv6', ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:a00:1', '::127.0.0.1', '::7f00:1', '::ffff:0:127.0.0.1']],
  ['ways from IPv6 to IPv4', ['64:ff9b::7f00:1', '64:ff9b::a00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:a00:1::1', '2001::1', '2001:0:7f00:1::']],
  ['of one site', ['fc00::', 'fd12:3456::1', 'fdff::1', 'fec0::1']],
  ['nothing', ['::', '']],
  ['no address', ['localhost', '127.1', '0x7f.0.0.1', '2130706433', '017700000001', '1.2.3', '1.2.3.4.5', '8.8.8.8%eth0', ' 8.8.8.8', 'fe80::1%lo', '[::1]']],
];

const open = [
  '1.1.1.1',
  '8.8.8.8',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450::1',
];

const ipv4 = fc.ipV4();

describe('an address that leads to the public internet', () => {
  it.each(closed.flatMap(([kind, addresses]) => addresses.map((address): [string, string] => [kind, address])))('is none: %s, %s', (_kind, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(open)('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is never one of IPv4 in the clothes of IPv6, whichever', () => {
    fc.assert(
      fc.property(ipv4, fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:'), (address, before) => {
        expect(isPublicAddress(before + address)).toBe(false);
      }),
    );
  });
});

describe('a network', () => {
  it.each([
    ['10.20.0.0/16', '10.20.0.0/16'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0::/32', '2001:db8::/32'],
    ['::1', '::1/128'],
  ])('is %s, in its usual form %s', (text, network) => {
    expect(parseNetwork(text)).toBe(network);
  });

  it.each([
    '10.20.0.1/16',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/-1',
    '10.0.0.0/08a',
    '10/8',
    'anywhere',
    '',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    'fe80::1%eth0',
    '0x0a.0.0.0/8',
  ])('is not %j', (text) => {
    expect(parseNetwork(text)).toBeNull();
  });

  it('holds each address that begins as it does, and no other', () => {
    const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const textOf = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
    fc.assert(
      fc.property(ipv4, ipv4, fc.integer({ min: 0, max: 32 }), (address, other, length) => {
        const size = 2 ** (32 - length);
        const first = (text: string) => Math.floor(numberOf(text) / size) * size;
        const network = parseNetwork(`${textOf(first(address))}/${length}`)!;
        expect(isWithin(address, [network])).toBe(true);
        expect(isWithin(`::ffff:${address}`, [network])).toBe(true);
        expect(isWithin(other, [network])).toBe(first(other) === first(address));
      }),
    );
  });

  it('of one kind holds no address of the other, and none holds what is no address', () => {
    expect(isWithin('2001:db8::1', ['0.0.0.0/0'])).toBe(false);
    expect(isWithin('10.0.0.1', ['::/0'])).toBe(false);
    expect([isWithin(null, ['0.0.0.0/0']), isWithin('nowhere', ['0.0.0.0/0', '::/0']), isWithin('10.0.0.1', [])]).toEqual([false, false, false]);
  });
});
