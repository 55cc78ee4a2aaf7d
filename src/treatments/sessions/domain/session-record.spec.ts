import { describe, expect, it } from '@jest/globals';
import { judgeRecord } from './session-record.js';
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

const usual = { durationMinutes: 200, hairTrimming: null, series: null };

describe('the record of a session', () => {
  it('keeps the needle to 4 to 13 mm', () => {
    const pointers = (needleLengthMm: number) =>
      judgeRecord(shipped('mesotherapy'), { mesotherapy: { technique: 'injection', depthMm: 2, needleLengthMm } }, usual).errors.map((error) => error.pointer);
    expect([pointers(4), pointers(13), pointers(3.9), pointers(14)]).toEqual([[], [], ['/mesotherapy/needleLengthMm'], ['/mesotherapy/needleLengthMm']]);
  });

  const sitting = { micropigmentation: { needlesPerCartridge: 3, hairTrimmed: 'yes' as const } };
  const warnings = (durationMinutes: number, agreed: 'yes' | 'no' | null = null) =>
    judgeRecord(shipped('scalp-micropigmentation'), sitting, { ...usual, durationMinutes, hairTrimming: agreed && { agreed } }).warnings.map((one) => one.code);

  it('warns of a sitting of unusual length, and of hair trimmed against what was agreed', () => {
    expect([warnings(180), warnings(240), warnings(179), warnings(241)]).toEqual([[], [], ['unusual-duration'], ['unusual-duration']]);
    expect([warnings(200, 'yes'), warnings(200, 'no')]).toEqual([[], ['against-agreement']]);
    expect(judgeRecord(shipped('mesotherapy'), {}, { ...usual, durationMinutes: 5 }).warnings).toEqual([]);
  });

  it('refuses or warns of a value outside a limit by the severity of the protocol', () => {
    const { content, ...protocol } = shipped('scalp-micropigmentation');
    const withSeverity = (name: string, severity: 'refused' | 'warned'): Protocol => ({
      ...protocol,
      content: { ...content, limits: { ...content.limits, [name]: { ...content.limits[name]!, severity } } },
    });
    const deep = { micropigmentation: { ...sitting.micropigmentation, depthMm: 3 } };
    expect(judgeRecord(shipped('scalp-micropigmentation'), deep, usual).errors).toMatchObject([{ pointer: '/micropigmentation/depthMm' }]);
    const warned = judgeRecord(withSeverity('depthMm', 'warned'), deep, usual);
    expect(warned).toMatchObject({ errors: [], warnings: [{ code: 'outside-protocol', pointer: '/micropigmentation/depthMm' }] });
    const refused = judgeRecord(withSeverity('sessionMinutes', 'refused'), sitting, { ...usual, durationMinutes: 30 });
    expect(refused).toMatchObject({ errors: [{ code: 'unusual-duration', pointer: '/endedAt' }], warnings: [] });
  });

  it('is held to the techniques of the protocol, and says when an anaesthetic has another form than it has', () => {
    const gun = { mesotherapy: { technique: 'nappage', depthMm: 2 }, anaesthetic: [{ form: 'gel' }, { form: 'injection' }] };
    const { errors, warnings } = judgeRecord(shipped('mesotherapy'), gun, usual);
    expect(errors).toMatchObject([{ pointer: '/mesotherapy/technique', code: 'outside-protocol' }]);
    expect(errors[0]!.detail).toBe('The technique is one of injection, mesogun, microneedling (S0-29, C16).');
    expect(warnings).toMatchObject([{ pointer: '/anaesthetic/1/form', code: 'outside-protocol' }]);
  });

  it('asks for the order of shades only where the protocol does', () => {
    const series = { earlier: [], isLast: false, colours: new Map<string, string>() };
    const dark = { micropigmentation: { ...sitting.micropigmentation, shades: ['black'] } };
    const codes = (protocol: Protocol) => judgeRecord(protocol, dark, { ...usual, series }).warnings.map((one) => one.code);
    const { content, ...protocol } = shipped('scalp-micropigmentation');
    expect(codes(shipped('scalp-micropigmentation'))).toEqual(['darker-before-last']);
    expect(codes({ ...protocol, content: { ...content, choices: { ...content.choices, orderOfShades: { values: ['any'], source: 'x' } } } })).toEqual([]);
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
