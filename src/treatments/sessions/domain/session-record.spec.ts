import { describe, expect, it } from '@jest/globals';
import { recordErrors, recordWarnings } from './session-record.js';
import { sharpsErrors } from './sharps.js';
import { missingVitalSigns, vitalSignsAsked } from './vital-signs-asked.js';
import { vitalSignNames } from '../../protocols/domain/known-limits.js';
import type { Protocol } from '../../protocols/domain/protocol.js';
import { shippedProtocols } from '../../protocols/shipped/index.js';

const shipped = (treatment: Protocol['treatment']): Protocol => ({ treatment, protocolVersion: 1, content: shippedProtocols[treatment] });

describe('sharps', () => {
  it('that were opened are disposed of, or what is known of the difference is said', () => {
    expect(sharpsErrors(undefined)).toEqual([]);
    expect(sharpsErrors({ opened: 3, disposed: 3 })).toEqual([]);
    expect(sharpsErrors({ opened: 3, disposed: 2 })).toMatchObject([{ pointer: '/sharps/disposed', code: 'sharps-do-not-match' }]);
    expect(sharpsErrors({ opened: 2, disposed: 3 })).toHaveLength(1);
    expect(sharpsErrors({ opened: 3, disposed: 2, differenceReason: 'One fell behind the chair, found and thrown away' })).toEqual([]);
  });
});

describe('the record of a session', () => {
  it('keeps the needle to 4 to 13 mm', () => {
    const pointers = (needleLengthMm: number) =>
      recordErrors(shipped('mesotherapy'), { mesotherapy: { technique: 'injection', depthMm: 2, needleLengthMm } }, '').map((error) => error.pointer);
    expect([pointers(4), pointers(13), pointers(3.9), pointers(14)]).toEqual([[], [], ['/mesotherapy/needleLengthMm'], ['/mesotherapy/needleLengthMm']]);
  });

  const sitting = { micropigmentation: { needlesPerCartridge: 3, hairTrimmed: 'yes' as const } };
  const warnings = (durationMinutes: number, agreed: 'yes' | 'no' | null = null) =>
    recordWarnings(shipped('scalp-micropigmentation'), sitting, { durationMinutes, hairTrimming: agreed && { agreed } }).map((one) => one.code);

  it('warns of a sitting of unusual length, and of hair trimmed against what was agreed', () => {
    expect([warnings(180), warnings(240), warnings(179), warnings(241)]).toEqual([[], [], ['unusual-duration'], ['unusual-duration']]);
    expect([warnings(200, 'yes'), warnings(200, 'no')]).toEqual([[], ['against-agreement']]);
    expect(recordWarnings(shipped('mesotherapy'), {}, { durationMinutes: 5, hairTrimming: null })).toEqual([]);
  });
});

describe('vital signs', () => {
  it('that the protocol asks for are measured, each by its name', () => {
    expect(vitalSignsAsked(shipped('mesotherapy'))).toEqual([]);
    expect(missingVitalSigns([], undefined)).toEqual([]);
    expect(missingVitalSigns(vitalSignNames, undefined).map((error) => error.pointer)).toEqual([
      '/vitalSigns/bloodPressure',
      '/vitalSigns/heartRate',
      '/vitalSigns/bodyWeight',
    ]);
    const measured = { bloodPressure: { systolic: 118, diastolic: 76 }, heartRate: 72 };
    expect(missingVitalSigns(vitalSignNames, measured).map((error) => error.pointer)).toEqual(['/vitalSigns/bodyWeight']);
    expect(missingVitalSigns(['heart-rate'], measured)).toEqual([]);
  });
});
