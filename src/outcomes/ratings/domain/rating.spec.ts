import { describe, expect, it } from '@jest/globals';
import { findRatingMeaning, validateRating, type RatingContext, type RatingEntry } from './rating.js';

const session = { id: '01936f00-0000-7000-8000-000000000001', startedAt: '2026-01-10T10:00:00.000Z' };
const waiting = { id: '01936f00-0000-7000-8000-000000000002', startedAt: null };
const context: RatingContext = { treatment: 'scalp-micropigmentation', now: new Date('2026-02-01T00:00:00Z'), sessions: [session, waiting] };
const entry: RatingEntry = { kind: 'satisfaction', score: 10, assessor: 'patient', ratedAt: '2026-01-20T10:00:00Z' };
const errors = (more: Partial<RatingEntry>, other: Partial<RatingContext> = {}) =>
  validateRating({ ...entry, ...more }, { ...context, ...other }).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a rating', () => {
  it('is within its scale, and its patient’s or its clinician’s', () => {
    expect(errors({})).toEqual([]);
    expect(errors({ kind: 'fading', score: 4, assessor: 'clinician' })).toEqual([]);
    expect(errors({ kind: 'fading', score: 5 })).toEqual(['/score out-of-range']);
    expect(errors({ score: 11 })).toEqual(['/score out-of-range']);
    expect(errors({ assessor: 'clinician' })).toEqual(['/assessor not-allowed']);
  });

  it('of fading is of pigment', () => {
    expect(errors({ kind: 'fading', score: 1 }, { treatment: 'mesotherapy' })).toEqual(['/kind not-allowed']);
  });

  it('is not of the future, nor of a session that had not begun, nor of another plan’s', () => {
    expect(errors({ ratedAt: '2026-02-01T00:00:01Z' })).toEqual(['/ratedAt in-the-future']);
    expect(errors({ sessionId: session.id.toUpperCase() })).toEqual([]);
    expect(errors({ sessionId: session.id, ratedAt: '2026-01-10T15:29:59+05:30' })).toEqual(['/sessionId not-begun']);
    expect(errors({ sessionId: waiting.id })).toEqual(['/sessionId not-begun']);
    expect(errors({ sessionId: '01936f00-0000-7000-8000-00000000dead' })).toEqual(['/sessionId unknown-session']);
  });

  it('of fading has words', () => {
    expect([0, 4].map((score) => findRatingMeaning('fading', score))).toEqual(['not faded', 'hardly visible any more']);
    expect(findRatingMeaning('satisfaction', 4)).toBeNull();
  });
});
