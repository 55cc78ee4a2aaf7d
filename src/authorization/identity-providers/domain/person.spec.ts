import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roles } from '../../../platform/access/policy.js';
import type { Identity } from './identity.js';
import { decidePerson, type Known } from './person.js';

const identity: Identity = {
  subject: 'subject-1',
  sid: null,
  role: 'dermatologist',
  verifiedEmail: 'meera@clinic.test',
  hasUnverifiedEmail: false,
  name: 'Dr Meera Example',
  hasTwoFactors: false,
  issuedAt: 1_000,
  authenticatedAt: 1_000,
};
const all = { linksByEmail: true, createsPeople: true };
const nobody: Known = { linked: null, byEmail: null };
const linked = { staffId: 'staff-1', role: 'dermatologist', isActive: true, claimsIssuedAt: 500 } as const;
const byEmail = { staffId: 'staff-2', role: 'dermatologist', isActive: true, isLinked: false } as const;

describe('who a subject is', () => {
  it.each([
    ['the linked person', identity, all, { linked, byEmail }, { kind: 'known', staffId: 'staff-1', role: null, areClaimsNewer: true }],
    ['the linked person, whose role follows newer claims', { ...identity, role: 'admin' }, all, { linked, byEmail: null }, { kind: 'known', role: 'admin' }],
    [
      'the linked person, whose role older claims leave',
      { ...identity, role: 'admin', issuedAt: 500 },
      all,
      { linked, byEmail: null },
      { kind: 'known', role: null },
    ],
    ['the person with the address', identity, all, { linked: null, byEmail }, { kind: 'link', staffId: 'staff-2', role: null }],
    ['a new person', identity, all, nobody, { kind: 'create', role: 'dermatologist', name: 'Dr Meera Example', email: 'meera@clinic.test' }],
    ['a new person without a name', { ...identity, name: null }, all, nobody, { kind: 'create', name: 'meera@clinic.test' }],
    ['nobody without a role', { ...identity, role: null }, all, { linked, byEmail }, { kind: 'refuse', why: 'no-role' }],
    ['nobody who has left', identity, all, { linked: { ...linked, isActive: false }, byEmail }, { kind: 'refuse', why: 'person-left' }],
    ['nobody who has left, by address', identity, all, { linked: null, byEmail: { ...byEmail, isActive: false } }, { kind: 'refuse', why: 'person-left' }],
    [
      'nobody with the address of another subject',
      identity,
      all,
      { linked: null, byEmail: { ...byEmail, isLinked: true } },
      { kind: 'refuse', why: 'email-taken' },
    ],
    [
      'nobody by address where the clinic does not allow it',
      identity,
      { ...all, linksByEmail: false },
      { linked: null, byEmail },
      { kind: 'refuse', why: 'email-taken' },
    ],
    ['nobody new where the clinic makes nobody', identity, { ...all, createsPeople: false }, nobody, { kind: 'refuse', why: 'person-unknown' }],
    ['nobody without an address', { ...identity, verifiedEmail: null }, all, nobody, { kind: 'refuse', why: 'person-unknown' }],
    [
      'nobody whose address is not verified',
      { ...identity, verifiedEmail: null, hasUnverifiedEmail: true },
      all,
      nobody,
      { kind: 'refuse', why: 'email-not-verified' },
    ],
    [
      'nobody where neither is allowed',
      identity,
      { linksByEmail: false, createsPeople: false },
      { linked: null, byEmail },
      { kind: 'refuse', why: 'person-unknown' },
    ],
  ] as const)('is %s', (_who, who, allowed, known, decision) => {
    expect(decidePerson(who, allowed, known)).toMatchObject(decision);
  });

  it('is never somebody who has left, somebody by an address that is not verified, or somebody without a role', () => {
    const role = fc.constantFrom(...roles);
    const anyIdentity = fc.record({
      role: fc.option(role, { nil: null }),
      verifiedEmail: fc.option(fc.constant('meera@clinic.test'), { nil: null }),
      hasUnverifiedEmail: fc.boolean(),
      issuedAt: fc.nat(),
    });
    const person = { staffId: fc.string(), role, isActive: fc.boolean() };
    const anyKnown = fc.record({
      linked: fc.option(fc.record({ ...person, claimsIssuedAt: fc.nat() }), { nil: null }),
      byEmail: fc.option(fc.record({ ...person, isLinked: fc.boolean() }), { nil: null }),
    });
    fc.assert(
      fc.property(anyIdentity, fc.record({ linksByEmail: fc.boolean(), createsPeople: fc.boolean() }), anyKnown, (part, allowed, known) => {
        const decision = decidePerson({ ...identity, ...part }, allowed, known);
        if (decision.kind === 'refuse') return;
        expect(part.role).not.toBeNull();
        if (decision.kind === 'known') expect(known.linked?.isActive).toBe(true);
        else expect([known.linked, part.verifiedEmail]).toEqual([null, 'meera@clinic.test']);
        if (decision.kind === 'link') expect([allowed.linksByEmail, known.byEmail?.isActive, known.byEmail?.isLinked]).toEqual([true, true, false]);
        if (decision.kind === 'create') expect([allowed.createsPeople, known.byEmail]).toEqual([true, null]);
        if (decision.kind === 'known' && decision.role !== null) expect(part.issuedAt).toBeGreaterThan(known.linked!.claimsIssuedAt);
      }),
    );
  });
});
