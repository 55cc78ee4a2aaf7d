import { describe, expect, it } from '@jest/globals';
import { validateSessionRecord } from './session-record.js';
import { validateSharps } from './sharps.js';
import { listMissingVitalSigns, listAskedVitalSigns } from './vital-signs-asked.js';
import { vitalSignNames } from '../../protocols/domain/known-limits.js';
import type { Protocol } from '../../protocols/domain/protocol.js';
import { shippedProtocols } from '../../protocols/shipped/index.js';

const shipped = (treatment: Protocol['treatment']): Protocol => ({ treatment, protocolVersion: 1, content: shippedProtocols[treatment] });

describe('sharps', () => {
  it('that were opened are disposed of, or what is known of the difference is said', () => {
    expect(validateSharps(undefined)).toEqual([]);
    expect(validateSharps({ opened: 3, disposed: 3 })).toEqual([]);
    expect(validateSharps({ opened: 3, disposed: 2 })).toMatchObject([{ pointer: '/sharps/disposed', code: 'sharps-do-not-match' }]);
    expect(validateSharps({ opened: 2, disposed: 3 })).toHaveLength(1);
    expect(validateSharps({ opened: 3, disposed: 2, differenceReason: 'One fell behind the chair, found and thrown away' })).toEqual([]);
  });
});

const usual = { durationMinutes: 200, hairTrimming: null, series: null };

describe('the record of a session', () => {
  it('keeps the needle to 4 to 13 mm', () => {
    const pointers = (needleLengthMm: number) =>
      validateSessionRecord(shipped('mesotherapy'), { mesotherapy: { technique: 'injection', depthMm: 2, needleLengthMm } }, usual).errors.map(
        (error) => error.pointer,
      );
    expect([pointers(4), pointers(13), pointers(3.9), pointers(14)]).toEqual([[], [], ['/mesotherapy/needleLengthMm'], ['/mesotherapy/needleLengthMm']]);
  });

  it('keeps every technique to its depth, and names the limit', () => {
    const { content, ...protocol } = shipped('mesotherapy');
    const values = ['injection', 'nappage', 'intradermal-papule', 'epidermic', 'microneedling', 'jet'];
    const jet = { low: 0, high: 3, usual: null, unit: 'mm', source: 'our practice' };
    const own: Protocol = { ...protocol, content: { ...content, choices: { ...content.choices, technique: { values, source: 'x' } }, depths: { jet } } };
    const errors = (technique: string, depthMm: number) =>
      validateSessionRecord(own, { mesotherapy: { technique, depthMm } }, usual).errors.map(({ detail }) => detail);
    expect([
      errors('injection', 4),
      errors('nappage', 4),
      errors('intradermal-papule', 2),
      errors('epidermic', 1),
      errors('microneedling', 2.5),
      errors('jet', 3),
    ]).toEqual(Array(6).fill([]));
    expect(errors('injection', 4.1)).toEqual(['depthMm is 1 to 4 mm (S0-30).']);
    expect(errors('intradermal-papule', 3)).toEqual([
      'The depth of intradermal-papule is 1 to 2 mm (literature: a papule in the upper dermis, 1 to 2 mm; to be confirmed).',
    ]);
    expect(errors('epidermic', 1.1)).toHaveLength(1);
    expect(errors('microneedling', 3)[0]).toContain('The depth of microneedling is 0.2 to 2.5 mm');
    expect(errors('jet', 3.1)).toEqual(['The depth of jet is 0 to 3 mm (our practice).']);
    // A clinic may be stricter than what is known, not looser.
    const depths = { ...jet, high: 5 };
    const looser: Protocol = { ...own, content: { ...own.content, depths: { injection: depths, nappage: { ...depths, high: 3 } } } };
    const of = (technique: string, depthMm: number) => validateSessionRecord(looser, { mesotherapy: { technique, depthMm } }, usual).errors.length;
    expect([of('injection', 4.5), of('nappage', 3.5), of('nappage', 3)]).toEqual([1, 1, 0]);
  });

  it('keeps a sitting to the depth of its style', () => {
    const { content, ...protocol } = shipped('scalp-micropigmentation');
    const hairline = { low: 0.5, high: 1.5, usual: null, unit: 'mm', source: 'our practice' };
    const own: Protocol = { ...protocol, content: { ...content, depths: { hairline } } };
    const errors = (technique: string | null, depthMm: number) =>
      validateSessionRecord(own, { micropigmentation: { needlesPerCartridge: 3, hairTrimmed: 'yes', depthMm } }, { ...usual, technique }).errors.map(
        ({ detail }) => detail,
      );
    expect([errors('beard', 2), errors(null, 2), errors('hairline', 1.5)]).toEqual([[], [], []]);
    expect([errors('beard', 2.1).length, errors(null, 2.1).length]).toEqual([1, 1]);
    expect(errors('hairline', 1.6)).toEqual(['The depth of hairline is 0.5 to 1.5 mm (our practice).']);
  });

  const sitting = { micropigmentation: { needlesPerCartridge: 3, hairTrimmed: 'yes' as const } };
  const warnings = (durationMinutes: number, agreed: 'yes' | 'no' | null = null) =>
    validateSessionRecord(shipped('scalp-micropigmentation'), sitting, { ...usual, durationMinutes, hairTrimming: agreed && { agreed } }).warnings.map(
      (warning) => warning.code,
    );

  it('warns of a sitting of unusual length, and of hair trimmed against what was agreed', () => {
    expect([warnings(180), warnings(240), warnings(179), warnings(241)]).toEqual([[], [], ['unusual-duration'], ['unusual-duration']]);
    expect([warnings(200, 'yes'), warnings(200, 'no')]).toEqual([[], ['against-agreement']]);
    expect(validateSessionRecord(shipped('mesotherapy'), {}, { ...usual, durationMinutes: 5 }).warnings).toEqual([]);
  });

  it('refuses or warns of a value outside a limit by the severity of the protocol', () => {
    const { content, ...protocol } = shipped('scalp-micropigmentation');
    const withSeverity = (name: string, severity: 'refused' | 'warned'): Protocol => ({
      ...protocol,
      content: { ...content, limits: { ...content.limits, [name]: { ...content.limits[name]!, severity } } },
    });
    const deep = { micropigmentation: { ...sitting.micropigmentation, depthMm: 3 } };
    expect(validateSessionRecord(shipped('scalp-micropigmentation'), deep, usual).errors).toMatchObject([{ pointer: '/micropigmentation/depthMm' }]);
    const warned = validateSessionRecord(withSeverity('depthMm', 'warned'), deep, usual);
    expect(warned).toMatchObject({ errors: [], warnings: [{ code: 'outside-protocol', pointer: '/micropigmentation/depthMm' }] });
    const refused = validateSessionRecord(withSeverity('sessionMinutes', 'refused'), sitting, { ...usual, durationMinutes: 30 });
    expect(refused).toMatchObject({ errors: [{ code: 'unusual-duration', pointer: '/endedAt' }], warnings: [] });
  });

  it('is held to the techniques of the protocol, and says when an anaesthetic has another form than it has', () => {
    const gun = { mesotherapy: { technique: 'nappage', depthMm: 2 }, anaesthetic: [{ form: 'gel' }, { form: 'injection' }] };
    const { errors, warnings } = validateSessionRecord(shipped('mesotherapy'), gun, usual);
    expect(errors).toMatchObject([{ pointer: '/mesotherapy/technique', code: 'outside-protocol' }]);
    expect(errors[0]!.detail).toBe('The technique is one of injection, mesogun, microneedling (S0-29, C16).');
    expect(warnings).toMatchObject([{ pointer: '/anaesthetic/1/form', code: 'outside-protocol' }]);
  });

  it('asks for the order of shades only where the protocol does', () => {
    const series = { earlier: [], isLast: false, colours: new Map<string, string>() };
    const dark = { micropigmentation: { ...sitting.micropigmentation, shades: ['black'] } };
    const codes = (protocol: Protocol) => validateSessionRecord(protocol, dark, { ...usual, series }).warnings.map((warning) => warning.code);
    const { content, ...protocol } = shipped('scalp-micropigmentation');
    expect(codes(shipped('scalp-micropigmentation'))).toEqual(['darker-before-last']);
    expect(codes({ ...protocol, content: { ...content, choices: { ...content.choices, orderOfShades: { values: ['any'], source: 'x' } } } })).toEqual([]);
  });
});

describe('vital signs', () => {
  it('that the protocol asks for are measured, each by its name', () => {
    expect(listAskedVitalSigns(shipped('mesotherapy'))).toEqual([]);
    expect(listMissingVitalSigns([], undefined)).toEqual([]);
    expect(listMissingVitalSigns(vitalSignNames, undefined).map((error) => error.pointer)).toEqual([
      '/vitalSigns/bloodPressure',
      '/vitalSigns/heartRate',
      '/vitalSigns/bodyWeight',
    ]);
    const measured = { bloodPressure: { systolic: 118, diastolic: 76 }, heartRate: 72 };
    expect(listMissingVitalSigns(vitalSignNames, measured).map((error) => error.pointer)).toEqual(['/vitalSigns/bodyWeight']);
    expect(listMissingVitalSigns(['heart-rate'], measured)).toEqual([]);
  });
});
