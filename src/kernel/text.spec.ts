import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findTextFault, isVisible, normalizeLine } from './text.js';

describe('text', () => {
  it.each([
    ['\0', 'a NUL character'],
    ['\ud800', 'half a surrogate pair'],
    ['\u0007', 'a control character'],
    ['\u0085', 'a control character'],
    ['\u202e', 'a character that changes the direction of what follows'],
    ['\u2067', 'a character that changes the direction of what follows'],
    ['\ufffd', 'U+FFFD, which stands where bytes could not be read'],
    ['\ufdd0', 'a code that is no character'],
    ['\uffff', 'a code that is no character'],
  ])('that holds %j is refused for that', (character, fault) => {
    for (const text of [character, `Asha${character}`, `${character}Rao`]) expect(findTextFault(text)).toBe(fault);
  });

  it.each(['Asha\tRao', 'one\r\ntwo', 'آشا', 'क्षितिज', 'می\u200cخواهم', '👩🏽\u200d🦲', 'R\u200fL', 'Z\u0324'])('such as %j is sound and seen', (text) => {
    expect([findTextFault(text), isVisible(text)]).toEqual([null, true]);
  });

  it.each([
    '',
    ' ',
    '\u200b',
    '\u200b\u200d',
    '\ufeff',
    '\u3164',
    '\u115f\u1160',
    '\uffa0',
    '\u00ad',
    '\u2800',
    '\u034f',
    '\u180e',
    '\u2060',
    '\u{e0041}',
    '\u0301',
    '\u2028',
  ])('such as %j cannot be seen', (text) => {
    expect(isVisible(text)).toBe(false);
  });

  it.each([
    ['As\u200bha  Rao', 'Asha Rao'],
    ['\ufeffAsha\u00adRao ', 'AshaRao'],
    ['Asha\u2028Rao', 'Asha Rao'],
    ['E\u0301va', 'Éva'],
    ['\u200dAsha\u200c Rao\u200d', 'Asha Rao'],
    ['حسن\u200cزاده', 'حسن\u200cزاده'],
    ['क्\u200dष', 'क्\u200dष'],
  ])('%j is seen as %j', (text, seen) => {
    expect(normalizeLine(text)).toBe(seen);
  });

  it('is seen the same however often it is looked at, and never gains anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const seen = normalizeLine(text);
        expect(normalizeLine(seen)).toBe(seen);
        expect(isVisible(seen)).toBe(isVisible(text.normalize('NFC')));
      }),
    );
  });
});
