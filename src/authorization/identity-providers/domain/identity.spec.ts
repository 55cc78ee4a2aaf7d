import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseRole, concernsClinic, findClaim, readIdentity, type ClaimMapping } from './identity.js';

const mapping: ClaimMapping = {
  clinicClaim: '/organisation/id',
  clinicValue: 'hair-clinic',
  roleClaim: '/https:~1~1id.example~1roles',
  roles: [
    { value: 'Hair-Admins', role: 'admin' },
    { value: 'Hair-Doctors', role: 'dermatologist' },
  ],
  emailClaim: '/email',
  trustsSecondFactor: true,
};
const claims = {
  sub: 'subject-1',
  iat: 1_000,
  auth_time: 900,
  organisation: { id: 'hair-clinic' },
  'https://id.example/roles': ['Hair-Doctors'],
  email: 'Meera@Clinic.Test',
  email_verified: true,
  name: ' Dr Meera Example ',
  amr: ['pwd', 'mfa'],
  sid: 'session-1',
};

describe('a claim', () => {
  it.each([
    ['/organisation/id', 'hair-clinic'],
    ['/https:~1~1id.example~1roles', ['Hair-Doctors']],
    ['/organisation/none', undefined],
    ['/sub/length', undefined],
    ['/amr/0', undefined],
    ['/constructor', undefined],
    ['/organisation/__proto__/toString', undefined],
  ])('is found at %s', (pointer, value) => {
    expect(findClaim(claims, pointer)).toEqual(value);
  });

  it('is found by its name, whatever its name', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, value) => {
        const object: unknown = JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`);
        expect(findClaim(object, `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('the clinic of the claims', () => {
  it.each([
    ['hair-clinic', true],
    [['other', 'hair-clinic'], true],
    ['other', false],
    ['hair-clinic ', false],
    [['hair-clinics'], false],
    [undefined, false],
    [{ 'hair-clinic': true }, false],
  ])('by %j is the one that registered the provider: %s', (id, isOne) => {
    expect(concernsClinic({ organisation: { id } }, mapping)).toBe(isOne);
  });
});

describe('the role of the claims', () => {
  it.each([
    [['Hair-Doctors'], 'dermatologist'],
    ['Hair-Doctors', 'dermatologist'],
    [['Hair-Doctors', 'Hair-Admins'], 'admin'],
    [['hair-doctors'], null],
    [[], null],
    [undefined, null],
    [{ 'Hair-Admins': true }, null],
  ])('by %j is %s', (groups, role) => {
    expect(chooseRole({ 'https://id.example/roles': groups }, mapping)).toBe(role);
  });

  it('is always one of the mapping, and none without its value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (groups) => {
        const role = chooseRole({ 'https://id.example/roles': groups }, mapping);
        const named = mapping.roles.filter(({ value }) => JSON.stringify(groups).includes(JSON.stringify(value)));
        expect(role === null || named.some((entry) => entry.role === role)).toBe(true);
      }),
    );
  });
});

describe('the identity of the claims', () => {
  it('has all that they say', () => {
    expect(readIdentity(claims, mapping)).toEqual({
      subject: 'subject-1',
      sid: 'session-1',
      role: 'dermatologist',
      verifiedEmail: 'meera@clinic.test',
      hasUnverifiedEmail: false,
      name: 'Dr Meera Example',
      hasTwoFactors: true,
      issuedAt: 1_000,
      authenticatedAt: 900,
    });
  });

  it.each([
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['a subject that is too long', { sub: 'x'.repeat(256) }],
    ['no time', { iat: undefined }],
  ])('is none with %s', (_what, changes) => {
    expect(readIdentity({ ...claims, ...changes }, mapping)).toBeNull();
  });

  it.each([[false], ['true'], [1], [undefined]])('has no address where email_verified is %j', (isVerified) => {
    expect(readIdentity({ ...claims, email_verified: isVerified }, mapping)).toMatchObject({ verifiedEmail: null, hasUnverifiedEmail: true });
  });

  it('has two factors only where the clinic trusts the provider, and the provider says so', () => {
    expect(readIdentity(claims, { ...mapping, trustsSecondFactor: false })?.hasTwoFactors).toBe(false);
    for (const amr of [['pwd'], 'mfa', undefined]) expect(readIdentity({ ...claims, amr }, mapping)?.hasTwoFactors).toBe(false);
  });

  it('never says that the login was after the claims', () => {
    expect(readIdentity({ ...claims, auth_time: 2_000 }, mapping)?.authenticatedAt).toBe(1_000);
  });
});
