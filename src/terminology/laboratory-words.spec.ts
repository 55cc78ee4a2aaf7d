import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findings, interpretText, findMoreSevereFinding, type Finding } from './index.js';

const of = (finding: Finding, ...texts: string[]): [string, Finding][] => texts.map((text) => [text, finding]);

describe('words of a laboratory', () => {
  it.each([
    ...of(
      'negative',
      'negative',
      'Negative',
      'NEGATIVE.',
      'neg',
      '-ve',
      '– ve'.replace(' ', ''),
      'Non-reactive',
      'non reactive',
      'NONREACTIVE',
      'Non‑Reactive',
      'NR',
    ),
    ...of(
      'negative',
      'Not Reactive',
      'not detected',
      'NOT DETECTED.',
      'Undetectable',
      'Target not detected',
      'absent',
      'Nil',
      'not seen',
      'Below cut-off',
      '(-)',
    ),
    ...of('negative', 'Negative (-)', 'Negative (0.23)', 'Non-Reactive (0.23 S/CO)', 'Non reactive, index 0.11', 'HBsAg: Non-Reactive', 'Negative for HBsAg'),
    ...of(
      'negative',
      'Non-reactive for HIV 1 & 2 antibodies',
      'HIV 1/2 non-reactive',
      'HIV I/II: Non Reactive',
      'HIV I & II antibodies not detected',
      'UPT negative',
    ),
    ...of('negative', 'नेगेटिव', 'निगेटिव', 'नकारात्मक', 'नहीं मिला', 'Négatif', 'negativ', 'Negativo'),
    ...of(
      'positive',
      'positive',
      'POSITIVE',
      'Positive.',
      'pos',
      '+ve',
      '+',
      '++',
      '+++',
      '1+',
      '4+',
      'POSITIVE (+)',
      'Positive (2+)',
      'Reactive',
      'REACTIVE (5.6 S/CO)',
    ),
    ...of('positive', 'Detected', 'present', 'trace', 'Weakly positive', 'weak positive', 'Weakly Reactive', 'low positive', 'faint positive', 'faint line'),
    ...of(
      'positive',
      'Strongly positive',
      'HIV-1 reactive, HIV-2 non-reactive',
      'ANA positive, speckled pattern',
      'Positive by ELISA',
      'urine pregnancy test positive',
    ),
    ...of('positive', 'पॉजिटिव', 'पॉज़िटिव', 'सकारात्मक', 'Positif'),
    ...of(
      'indeterminate',
      'Indeterminate',
      'EQUIVOCAL',
      'borderline',
      'Borderline positive'.slice(0, 10),
      'inconclusive',
      'Grey zone',
      'gray zone (0.95)',
      '+/-',
      '±',
      'संदिग्ध',
    ),
  ])('%s: %s', (text, finding) => {
    expect(interpretText(text)).toBe(finding);
  });

  it.each([
    ...[
      '',
      ' ',
      '-',
      '.',
      'see note',
      'haemolysed',
      'Sample haemolysed',
      'QNS',
      'pending',
      'not done',
      'ND',
      'repeat',
      'invalid',
      'not negative',
      'no',
      'non',
      'not',
      'none',
    ],
    ...[
      'Negative on a previous sample, now awaited',
      'probably negative',
      'to be confirmed',
      'control line absent on strip B7',
      '5.6',
      '0.2 S/CO',
      'HIV 1/2',
      'speckled',
    ],
    ...['negativ?er', 'repeat positive test', 'rule out positive', 'R', '1:320'],
  ])('are left to a person where one is not known: "%s"', (text) => {
    expect(interpretText(text)).toBeNull();
  });

  it('and a titre together say the graver', () => {
    const from160 = ({ denominator }: { denominator: number }): Finding => (denominator >= 160 ? 'positive' : 'negative');
    expect(interpretText('1:320 speckled', from160)).toBe('positive');
    expect(interpretText('1 : 80', from160)).toBe('negative');
    expect(interpretText('Negative 1:320', from160)).toBe('positive');
    expect(interpretText('Positive, 1/40', from160)).toBe('positive');
    expect(interpretText('1:320 seen by Dr A', from160)).toBeNull();
  });

  it('never turn milder by one that is added', () => {
    const gravity = (finding: Finding): number => ['negative', 'indeterminate', 'positive'].indexOf(finding);
    const word = fc.constantFrom('negative', 'non-reactive', 'not detected', 'equivocal', '+/-', 'reactive', 'weakly positive', 'present');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, fc.constantFrom(', ', '; ', ' and '), (some, more, between) => {
        const [before, after] = [interpretText(some.join(between))!, interpretText([...some, more].join(between))!];
        expect(gravity(after)).toBeGreaterThanOrEqual(gravity(before));
      }),
    );
  });

  it('say nothing any more beside a word that nobody knows', () => {
    fc.assert(
      fc.property(fc.constantFrom('negative', 'non-reactive', 'absent', 'positive'), fc.stringMatching(/^zq[a-z]{3,8}$/), (known, unknown) => {
        expect(interpretText(`${known} ${unknown}`)).toBeNull();
        expect(interpretText(`${unknown} ${known}`)).toBeNull();
      }),
    );
  });
});

describe('the graver of findings', () => {
  it('is one of them, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...findings), { minLength: 1 }), (all) => {
        expect(all).toContain(findMoreSevereFinding(all));
        expect(findMoreSevereFinding(all)).toBe(findMoreSevereFinding([...all].reverse()));
      }),
    );
    expect(findMoreSevereFinding([])).toBeNull();
  });
});
