import { describe, expect, it } from '@jest/globals';
import { endsConnection, findDatabaseFailure } from './failures.js';

const answer = (code: string, severity = 'ERROR') => Object.assign(new Error('said by PostgreSQL'), { code, severity });
const ofSystem = (code: string) => Object.assign(new Error('said by the system'), { code });

describe('an error of the database', () => {
  it.each([
    ['the connection was ended', '57P01'],
    ['a backend crashed', '57P02'],
    ['it is starting, or in recovery', '57P03'],
    ['it takes no writes', '25006'],
    ['the session was idle for too long in a transaction', '25P03'],
    ['the transaction took too long', '25P04'],
    ['the connection failed', '08006'],
    ['there are too many connections', '53300'],
    ['its disk is full', '53100'],
    ['its disk fails', '58030'],
    ['the statement took too long', '57014'],
  ])('means "come again" where %s (%s)', (_why, code) => {
    expect(findDatabaseFailure(answer(code))?.problem).toBe('unavailable');
  });

  it.each(['EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])(
    'means "come again" where it cannot be resolved or reached (%s)',
    (code) => {
      expect(findDatabaseFailure(ofSystem(code))?.problem).toBe('unavailable');
    },
  );

  it('means "come again" whenever PostgreSQL ends the connection with it, whatever its code', () => {
    expect(findDatabaseFailure(answer('28P01', 'FATAL'))?.problem).toBe('unavailable');
    expect([answer('28P01', 'FATAL'), answer('57P01'), answer('23505')].map(endsConnection)).toEqual([true, true, false]);
  });

  it.each(['23505', '42P01', '22P02', '25P02'])('is a fault of ours where a statement was wrong (%s)', (code) => {
    expect(findDatabaseFailure(answer(code))).toBeNull();
  });

  it('is no error of the database where a system call of ours failed', () => {
    expect(findDatabaseFailure(ofSystem('ENOENT'))).toBeNull();
    expect(findDatabaseFailure(new Error('something else'))).toBeNull();
  });
});
