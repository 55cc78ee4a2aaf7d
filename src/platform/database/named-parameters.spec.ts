import { describe, expect, it } from '@jest/globals';
import { numberParameters } from './named-parameters.js';

describe('named parameters', () => {
  it.each([
    ['SELECT 1', 'SELECT 1', []],
    ['id = :id', 'id = $1', ['id']],
    ['a = :a AND b = :b AND c = :a', 'a = $1 AND b = $2 AND c = $1', ['a', 'b']],
    [':after::uuid IS NULL OR id > :after', '$1::uuid IS NULL OR id > $1', ['after']],
    [`to_char(at, 'HH24:mi:ss') = :at`, `to_char(at, 'HH24:mi:ss') = $1`, ['at']],
    [`':it''s :text' || :a`, `':it''s :text' || $1`, ['a']],
    [`"a:b" = :a`, `"a:b" = $1`, ['a']],
    ['-- :none\n:a /* :none */', '-- :none\n$1 /* :none */', ['a']],
    ['now()::date + :days::integer', 'now()::date + $1::integer', ['days']],
  ])('become numbers: %s', (sql, text, names) => {
    expect(numberParameters(sql)).toEqual({ text, names });
  });
});
