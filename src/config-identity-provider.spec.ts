import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readInstallationProvider } from './config-identity-provider.js';
import { StartError } from './start-error.js';

const CLINIC = '01936f00-5c00-7000-8000-000000000001';

const whole: Record<string, string> = {
  HAIRLINE_OIDC_ISSUER: 'https://id.hospital.example',
  HAIRLINE_OIDC_AUDIENCE: 'https://api.clinic.example',
  HAIRLINE_OIDC_CLIENT_IDS: 'hairline-docs, front-end',
  HAIRLINE_OIDC_CLINIC_CLAIM: '/organisation',
  HAIRLINE_OIDC_ROLE_CLAIM: '/groups',
  HAIRLINE_OIDC_ROLES: 'hair-doctors=dermatologist, role=desk=receptionist, hair-systems=client',
  HAIRLINE_OIDC_LINKS_BY_EMAIL: 'true',
};

const read = (environment: Readonly<Record<string, string | undefined>>, production = true) =>
  readInstallationProvider({ text: (name) => environment[name], flag: (name) => environment[name] === 'true' }, production);

describe('an identity provider for the whole installation', () => {
  it('is none where nothing of it is set', () => {
    expect(read({ PORT: '3000' })).toBeNull();
  });

  it('is read with what it does not say', () => {
    expect(read(whole)).toEqual({
      name: 'id.hospital.example',
      issuer: 'https://id.hospital.example',
      audience: 'https://api.clinic.example',
      clientIds: ['hairline-docs', 'front-end'],
      scopes: ['openid', 'profile', 'email'],
      audienceParameter: 'resource',
      clinicClaim: '/organisation',
      roleClaim: '/groups',
      emailClaim: '/email',
      clinics: null,
      roles: [
        { value: 'hair-doctors', role: 'dermatologist' },
        { value: 'role=desk', role: 'receptionist' },
      ],
      clientValues: ['hair-systems'],
      linksByEmail: true,
      createsPeople: false,
      trustsSecondFactor: false,
      accountUrl: null,
    });
  });

  it('names the clinics by values of its own where it has a table of them', () => {
    const clinics = read({ ...whole, HAIRLINE_OIDC_ROLES: 'a=admin', HAIRLINE_OIDC_CLINICS: `hair-clinic=${CLINIC}` })?.clinics;
    expect(clinics).toEqual([{ value: 'hair-clinic', clinicId: CLINIC }]);
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['an audience that is a client id', { HAIRLINE_OIDC_AUDIENCE: 'front-end' }, /AUDIENCE is one of HAIRLINE_OIDC_CLIENT_IDS/],
    ['no way to log in for the first time', { HAIRLINE_OIDC_LINKS_BY_EMAIL: undefined }, /nobody could log in/],
    ['an issuer without TLS', { HAIRLINE_OIDC_ISSUER: 'http://id.hospital.example' }, /HAIRLINE_OIDC_ISSUER is/],
    ['an issuer with a query', { HAIRLINE_OIDC_ISSUER: 'https://id.hospital.example/?a=b' }, /HAIRLINE_OIDC_ISSUER is/],
    ['an issuer that is no address', { HAIRLINE_OIDC_ISSUER: 'id.hospital.example' }, /HAIRLINE_OIDC_ISSUER is/],
    ['an account page that is none', { HAIRLINE_OIDC_ACCOUNT_URL: 'javascript:alert(1)' }, /HAIRLINE_OIDC_ACCOUNT_URL is/],
    ['a claim that is no pointer', { HAIRLINE_OIDC_ROLE_CLAIM: 'groups' }, /HAIRLINE_OIDC_ROLE_CLAIM is "groups"/],
    ['an unknown role', { HAIRLINE_OIDC_ROLES: 'hair-doctors=surgeon' }, /HAIRLINE_OIDC_ROLES holds "hair-doctors=surgeon"/],
    ['a role of nobody', { HAIRLINE_OIDC_ROLES: '=admin' }, /HAIRLINE_OIDC_ROLES holds "=admin"/],
    ['a value without a role', { HAIRLINE_OIDC_ROLES: 'hair-doctors' }, /HAIRLINE_OIDC_ROLES holds "hair-doctors"/],
    ['a clinic that is no id', { HAIRLINE_OIDC_CLINICS: 'hair-clinic=first' }, /HAIRLINE_OIDC_CLINICS holds/],
    ['an unknown parameter', { HAIRLINE_OIDC_AUDIENCE_PARAMETER: 'aud' }, /AUDIENCE_PARAMETER is "aud"/],
  ])('with %s is refused', (_what, change, sentence) => {
    expect(() => read({ ...whole, HAIRLINE_OIDC_ROLES: 'a=admin', ...change })).toThrow(sentence);
  });

  it('of which only a part is set is refused, whichever part', () => {
    const names = Object.keys(whole).filter((name) => !name.endsWith('LINKS_BY_EMAIL'));
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1, maxLength: names.length - 1 }), (set) => {
        expect(() => read(Object.fromEntries(set.map((name) => [name, whole[name]!])))).toThrow(StartError);
      }),
    );
  });
});
