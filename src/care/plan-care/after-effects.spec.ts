import { describe, expect, it } from '@jest/globals';
import { treatments } from '../../kernel/treatment.js';
import { eventTypeCodes, listUsualCourses } from '../../treatments/index.js';
import { listNormalEffects, signedTypes, listWarningSigns } from './after-effects.js';

const session = { scheduledOn: '2026-11-24', endedAt: new Date('2026-11-24T10:00:00Z') };
const told = (treatment: (typeof treatments)[number], endedAt: Date | null = session.endedAt, language: 'en' | 'hi' = 'en') =>
  listNormalEffects({ ...session, treatment, endedAt }, { language, timeZone: 'Asia/Kolkata' });

describe('what is normal after a session', () => {
  it.each(treatments)('of %s is what the list of adverse events has as usual, each once and for as long', (treatment) => {
    const courses = listUsualCourses(treatment);
    const types = told(treatment).flatMap((effect) => effect.types);
    expect([...types].sort()).toEqual(courses.map(({ code }) => code).sort());
    for (const { types: together } of told(treatment))
      expect(new Set(courses.filter(({ code }) => together.includes(code)).map(({ hours }) => hours)).size).toBe(1);
  });

  it('lasts 48 hours to the minute, and 14 days to the end of the last one', () => {
    expect(told('mesotherapy').map(({ until }) => until)).toEqual([new Date('2026-11-26T10:00:00Z')]);
    expect(told('scalp-micropigmentation').map(({ until }) => until)).toEqual([new Date('2026-11-26T10:00:00Z'), new Date('2026-12-08T18:30:00Z')]);
  });

  it('is told by its length while the session has not ended, and in Hindi', () => {
    expect(told('scalp-micropigmentation', null).map(({ text }) => text.split(':')[0])).toEqual([
      'For 48 hours after the session',
      'For 14 days after the session',
    ]);
    for (const { text } of told('scalp-micropigmentation', null, 'hi')) expect(text).toMatch(/^सत्र के बाद .*।$/);
  });
});

describe('the signs to call for', () => {
  it('stand for every event that is to be watched for, and for none that is to be expected', () => {
    const expected = treatments.flatMap((treatment) => listUsualCourses(treatment).map(({ code }) => code));
    // Not for the patient to notice, and no event in particular.
    const untold = ['needlestick-injury', 'other'];
    expect([...signedTypes].sort()).toEqual(eventTypeCodes.filter((code) => !expected.includes(code) && !untold.includes(code)).sort());
  });

  it('begin with those that cannot wait, and speak of pigment only where there is some', () => {
    for (const language of ['en', 'hi'] as const)
      expect(
        listWarningSigns('mesotherapy', language)
          .map(({ urgency }) => urgency)
          .slice(0, 3),
      ).toEqual(['emergency', 'emergency', 'call']);
    expect(listWarningSigns('mesotherapy', 'en').map(({ id }) => id)).not.toContain('pigment');
    expect(listWarningSigns('scalp-micropigmentation', 'en').map(({ id }) => id)).toContain('pigment');
  });
});
