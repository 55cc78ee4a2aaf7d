import { describe, expect, it } from '@jest/globals';
import { isId, createId, decodeId, encodeId } from './id.js';

describe('a new id', () => {
  const ids = Array.from({ length: 5_000 }, createId);

  it('is a UUID of version 7', () => {
    expect(ids.filter((id) => !isId(id) || id[14] !== '7' || !'89ab'.includes(id[19]!))).toEqual([]);
  });

  it('is never made twice, and sorts after the ones before, also within a millisecond', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it('tells when it was made', () => {
    const made = parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16);
    expect(Math.abs(made - Date.now())).toBeLessThan(60_000);
  });

  it('is written in 22 characters for an address, and read again', () => {
    const id = createId();
    expect(encodeId(id)).toMatch(/^[\w-]{22}$/);
    expect(decodeId(encodeId(id))).toBe(id);
    expect(isId(decodeId('not an id'))).toBe(false);
  });
});
