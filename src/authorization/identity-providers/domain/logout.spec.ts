import { describe, expect, it } from '@jest/globals';
import { readLogout } from './logout.js';

const now = 10_000;
const token = { jti: 'j-1', iat: now - 5, sub: 'subject-1', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } };

describe('a logout token', () => {
  it.each([
    ['a subject', token, { jti: 'j-1', subject: 'subject-1', sid: null, issuedAt: now - 5 }],
    ['a session', { ...token, sub: undefined, sid: 's-1' }, { jti: 'j-1', subject: null, sid: 's-1', issuedAt: now - 5 }],
    ['both', { ...token, sid: 's-1' }, { jti: 'j-1', subject: 'subject-1', sid: 's-1', issuedAt: now - 5 }],
  ])('ends %s', (_what, claims, logout) => {
    expect(readLogout(claims, now)).toEqual(logout);
  });

  it.each([
    ['without the event', { ...token, events: {} }],
    ['without events', { ...token, events: undefined }],
    ['whose event is no object', { ...token, events: { 'http://schemas.openid.net/event/backchannel-logout': true } }],
    ['with a nonce, as ID tokens have', { ...token, nonce: 'n' }],
    ['without an id', { ...token, jti: undefined }],
    ['without a time', { ...token, iat: undefined }],
    ['that is old', { ...token, iat: now - 601 }],
    ['of nobody', { ...token, sub: undefined }],
    ['of a subject that is no text', { ...token, sub: 1 }],
    ['of a session that is no text', { ...token, sid: {} }],
  ])('%s ends nothing', (_what, claims) => {
    expect(readLogout(claims, now)).toBeNull();
  });
});
