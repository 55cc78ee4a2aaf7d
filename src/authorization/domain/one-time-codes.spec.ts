import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { createKeyAddress, groupLetters, createSecret, findStep } from './one-time-codes.js';

/** The secret of RFC 6238, appendix B: the ASCII text 12345678901234567890 in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a one-time code', () => {
  // The last six of the eight digits of the table in RFC 6238, appendix B.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is what the standard says at %i seconds', (seconds, code) => {
    expect(findStep(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is good one step before and after its own, and no further', () => {
    const code = generateSync({ secret: SECRET, epoch: 3_000 });
    const steps = [-61, -31, -30, 0, 29, 30, 59, 60, 90].map((later) => findStep(SECRET, code, at(3_000 + later)));
    expect(steps).toEqual([null, null, 100, 100, 100, 100, 100, null, null]);
  });

  it('may have a space in it; anything else is none', () => {
    const code = generateSync({ secret: SECRET, epoch: 3_000 });
    expect(findStep(SECRET, ` ${code.slice(0, 3)} ${code.slice(3)} `, at(3_000))).toBe(100);
    for (const wrong of ['', '12345', '1234567', 'abcdef', `${code}0`, '१२३४५६', `${code}\u0000`])
      expect([wrong, findStep(SECRET, wrong, at(3_000))]).toEqual([wrong, null]);
  });

  it('comes of a secret that nobody else has, which is told as an address and in groups', () => {
    const [one, other] = [createSecret(), createSecret()];
    expect([one === other, /^[A-Z2-7]{32}$/.test(one)]).toEqual([false, true]);
    expect(groupLetters(SECRET)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
    const address = new URL(createKeyAddress(SECRET, 'Hair & Skin', 'a@b.example'));
    expect([address.protocol, address.host, decodeURIComponent(address.pathname)]).toEqual(['otpauth:', 'totp', '/Hair & Skin:a@b.example']);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ secret: SECRET, issuer: 'Hair & Skin' });
  });
});
