import { expect, it } from '@jest/globals';
import { asksForTwoFactors, isFresh, isRequiredOf, listMethods, getStrength, type Proof } from './strength.js';

it.each<[Proof[], string[], string]>([
  [['password'], ['pwd'], 'aal1'],
  [['password', 'one-time-code'], ['pwd', 'otp', 'mfa'], 'aal2'],
  [['password', 'recovery-code'], ['pwd', 'otp', 'mfa'], 'aal2'],
  [['password', 'passkey'], ['pwd', 'pop', 'mfa'], 'aal2'],
  [['passkey'], ['pop', 'mfa'], 'aal2'],
  [['identity-provider'], ['fed'], 'aal1'],
  [['identity-provider', 'one-time-code'], ['fed', 'otp', 'mfa'], 'aal2'],
  [['identity-provider-two-factors'], ['fed', 'mfa'], 'aal2'],
])('%j is told as %j, %s', (proofs, amr, acr) => {
  expect([listMethods(proofs), getStrength(listMethods(proofs))]).toEqual([amr, acr]);
});

it.each<[unknown, boolean]>([
  ['aal2', true],
  ['phr aal2', true],
  ['aal2 aal1', false],
  ['aal1', false],
  ['unknown', false],
  ['', false],
  [undefined, false],
])('acr_values %j asks for two factors: %s', (asked, expected) => {
  expect(asksForTwoFactors(asked)).toBe(expected);
});

it('nobody has to have a second factor until the clinic says so', () => {
  expect([isRequiredOf('admin', null), isRequiredOf('admin', { requiredFor: ['admin'] }), isRequiredOf('technician', { requiredFor: ['admin'] })]).toEqual([
    false,
    true,
    false,
  ]);
});

it('a login is fresh for ten minutes, and with both factors where there are two', () => {
  const login = { at: 1_000, amr: ['pwd'] };
  expect([isFresh(login, false, 1_600), isFresh(login, false, 1_601), isFresh(login, true, 1_000)]).toEqual([true, false, false]);
  expect(isFresh({ at: 1_000, amr: ['pwd', 'otp', 'mfa'] }, true, 1_600)).toBe(true);
});
