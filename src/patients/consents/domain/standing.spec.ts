import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findLastDay, findConsentInForce, deriveConsentStatus, findWithdrawal, type ConsentFacts, type Validity } from './standing.js';

const forever: Validity = {
  months: { treatment: null, 'photography-record': null, 'photography-publication': null, 'data-sharing': null },
  timeZone: 'Asia/Kolkata',
};
const aYear: Validity = { ...forever, months: { treatment: 12, 'photography-record': 12, 'photography-publication': 12, 'data-sharing': 12 } };
const sought = { kind: 'photography-record', treatment: null } as const;
const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1, 0, at));

const consent: fc.Arbitrary<Omit<ConsentFacts, 'id'>> = fc
  .record({
    kind: fc.constantFrom('photography-record' as const, 'data-sharing' as const),
    signed: fc.nat(20),
    lasts: fc.option(fc.nat(20)),
    inError: fc.boolean(),
    withdrawalInError: fc.boolean(),
  })
  .map(({ kind, signed, lasts, inError, withdrawalInError }) => ({
    kind,
    treatment: null,
    signedAt: minute(signed),
    withdrawnAt: lasts === null ? null : minute(signed + lasts),
    withdrawalReason: lasts === null ? null : 'Changed her mind',
    inError,
    withdrawalInError: inError && lasts !== null && withdrawalInError,
  }));
const consents = fc.array(consent, { maxLength: 6 }).map((all) => all.map((item, index): ConsentFacts => ({ ...item, id: `consent-${index}` })));
const moment = fc.nat(45).map(minute);

describe('the consent that counts', () => {
  it('was signed by then, is no error, and no withdrawal of its kind came after its signature', () => {
    fc.assert(
      fc.property(consents, moment, (all, at) => {
        const { consentId } = findConsentInForce(sought, at, all, forever);
        const eligible = all.filter(
          (consent) =>
            consent.kind === sought.kind &&
            !consent.inError &&
            consent.signedAt <= at &&
            !all.some(
              (other) => other.kind === consent.kind && !other.withdrawalInError && other.withdrawnAt !== null && other.withdrawnAt >= consent.signedAt,
            ),
        );
        const newest = Math.max(...eligible.map((consent) => consent.signedAt.getTime()));
        if (consentId === null) expect(eligible).toEqual([]);
        else expect(eligible.find((consent) => consent.id === consentId)?.signedAt.getTime()).toBe(newest);
      }),
    );
  });

  it('is the same in whatever order they are recorded', () => {
    fc.assert(
      fc.property(consents, moment, (all, at) => {
        expect(findConsentInForce(sought, at, all.toReversed(), aYear)).toEqual(findConsentInForce(sought, at, all, aYear));
        for (const consent of all) expect(findWithdrawal(consent, all.toReversed())).toEqual(findWithdrawal(consent, all));
      }),
    );
  });

  it('is never one more for a withdrawal more', () => {
    fc.assert(
      fc.property(consents, consent, moment, (all, further, at) => {
        const withdrawn = { ...further, id: 'further', inError: true, withdrawalInError: false, withdrawnAt: minute(45), withdrawalReason: 'No more' };
        const after = findConsentInForce({ ...sought, kind: withdrawn.kind }, at, [...all, withdrawn], forever);
        expect(after.consentId).toBeNull();
      }),
    );
  });
});

describe('the last day of a consent', () => {
  it.each([
    ['2026-01-20T10:00:00Z', 12, '2027-01-20'],
    ['2026-01-20T20:00:00Z', 12, '2027-01-21'],
    ['2026-08-31T10:00:00Z', 6, '2027-02-28'],
    ['2024-02-29T10:00:00Z', 12, '2025-02-28'],
    ['2026-12-15T10:00:00Z', 1, '2027-01-15'],
  ])('signed at %s for %d months is %s, in the clinic’s time zone', (signedAt, months, last) => {
    const validity = { ...aYear, months: { ...aYear.months, treatment: months } };
    const consent: ConsentFacts = {
      ...sought,
      kind: 'treatment',
      treatment: 'mesotherapy',
      id: 'a',
      signedAt: new Date(signedAt),
      withdrawnAt: null,
      withdrawalReason: null,
      inError: false,
      withdrawalInError: false,
    };
    expect(findLastDay(consent, validity)).toBe(last);
    expect(deriveConsentStatus(consent, [consent], validity, new Date(`${last}T18:29:00Z`))).toBe('standing');
    expect(deriveConsentStatus(consent, [consent], validity, new Date(`${last}T18:31:00Z`))).toBe('lapsed');
  });
});
