import { describe, expect, it } from '@jest/globals';
import { isVerified, withTrustedAuthority } from './verified-tls.js';

describe('the address of a database', () => {
  it.each([
    ['postgres://a:b@localhost/c', true],
    ['postgres://a:b@127.0.0.1:5432/c', true],
    ['postgres://a:b@[::1]/c', true],
    ['postgres://a:b@db.example/c', false],
    ['postgres://a:b@10.0.0.5/c', false],
    ['postgres://a:b@localhost.example/c', false],
    ['postgres://a:b@db.example/c?sslmode=disable', false],
    ['postgres://a:b@db.example/c?sslmode=no-verify', false],
    ['postgres://a:b@db.example/c?sslmode=require', false],
    ['postgres://a:b@db.example/c?sslmode=verify-ca', false],
    ['postgres://a:b@db.example/c?sslmode=verify-full', true],
    ['postgres://a:b@db.example/c?sslmode=verify-full&sslmode=disable', false],
    ['postgres://a:b@db.example/c?sslmode=verify-full&ssl=false', false],
    ['postgres://a:b@db.example/c?sslmode=verify-full&host=else.example', false],
  ])('%s is verified: %s', (address, expected) => {
    expect(isVerified(address)).toBe(expected);
  });

  it('is verified with a certification authority of its own, whatever mode it had', () => {
    const address = withTrustedAuthority('postgres://a:%40@db.example:6432/c?sslmode=disable', '/etc/a b/ca.pem');
    expect(isVerified(address)).toBe(true);
    const url = new URL(address);
    expect([url.username, url.password, url.port, url.searchParams.get('sslrootcert')]).toEqual(['a', '%40', '6432', '/etc/a b/ca.pem']);
  });
});
