import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalizeResults, type EnteredResult } from './blood-test.js';
import { deriveStandings } from './reports.js';
import type { Report, ReportStatus } from './blood-test-record.js';

const HB = '718-7';
const TSH = '3016-3';
const INR = '6301-6';

const units: Readonly<Record<string, string>> = { [HB]: 'g/dL', [TSH]: 'm[IU]/L', [INR]: '{INR}', '2276-4': 'ng/mL', '20509-6': 'g/dL' };
const typed = (code: string, value: number, more: Partial<EnteredResult> = {}): EnteredResult => ({
  code: { system: 'loinc', code },
  value,
  unit: units[code]!,
  ...more,
});

let made = 0;
/** A report of the sample of one morning, each recorded a second after the one before. */
const report = (results: EnteredResult[], more: Partial<Omit<Report, 'results'>> = {}): Report => {
  made++;
  const { results: understood } = normalizeResults(results, { sexAtBirth: 'female', age: { min: 35, max: 35 }, pregnant: false }, '');
  return {
    id: String(made).padStart(6, '0'),
    consultationId: null,
    collectedAt: '2026-01-12T02:30:00.000Z',
    laboratory: 'City Laboratory',
    reportNumber: 'R-1',
    status: null,
    issuedAt: null,
    fasting: 'unknown',
    createdAt: new Date(Date.UTC(2026, 0, 13) + made * 1000).toISOString(),
    results: understood.map(({ typed: sent, canonical, finding, rangeUsed }) => ({
      code: sent.code as Report['results'][number]['code'],
      comparator: sent.comparator ?? null,
      value: sent.value ?? null,
      unit: sent.unit ?? null,
      text: sent.text ?? null,
      referenceRange: sent.referenceRange ?? null,
      laboratoryInterpretation: sent.laboratoryInterpretation ?? null,
      canonical,
      finding,
      rangeUsed,
    })),
    ...more,
  };
};

const told = (...reports: Report[]) => {
  const standings = deriveStandings(reports);
  const name = (id: string | null): string => (id === null ? '' : String.fromCharCode(65 + reports.findIndex((report) => report.id === id)));
  return reports.map(({ id }) => {
    const { status, duplicateOf, corrects, results } = standings.get(id)!;
    const said = results.map(({ standing, by }) => `${standing}${by === null ? '' : ` ${name(by)}`}`).join(', ');
    return [status, said, ...(duplicateOf === null ? [] : [`duplicate of ${name(duplicateOf)}`]), ...corrects.map((id) => `corrects ${name(id)}`)].join('; ');
  });
};

describe('a report under the number of another', () => {
  it('with another value is a correction: the earlier value is superseded, what else it says is added', () => {
    expect(told(report([typed(HB, 13.1)]), report([typed(HB, 8.1), typed(TSH, 2.1), typed(INR, 1)]))).toEqual([
      'final; superseded B',
      'corrected; in-force, in-force, in-force; corrects A',
    ]);
  });

  it('with the same contents is a duplicate, in any order and unit', () => {
    const first = report([typed(HB, 13.1), typed(TSH, 2.1)]);
    const again = report([typed(TSH, 2.1), typed(HB, 131, { unit: 'g/L' })], { laboratory: ' CITY  laboratory', reportNumber: 'r-1' });
    expect(told(first, again)).toEqual(['final; in-force, in-force', 'final; repeated A, repeated A; duplicate of A']);
  });

  it('with other tests is an addition', () => {
    expect(told(report([typed(HB, 13.1)]), report([typed(TSH, 2.1)]))).toEqual(['final; in-force', 'appended; in-force']);
    expect(told(report([typed(HB, 13.1)]), report([typed(HB, 13.1), typed(TSH, 2.1)]))).toEqual(['final; in-force', 'appended; repeated A, in-force']);
  });

  it('of another sample is another report', () => {
    const other = { collectedAt: '2026-01-13T02:30:00.000Z' };
    expect(told(report([typed(HB, 13.1)]), report([typed(HB, 8.1)], other))).toEqual(['final; in-force', 'final; in-force']);
  });

  it('of another laboratory is another report; one that names none is the same', () => {
    expect(told(report([typed(HB, 13.1)]), report([typed(HB, 8.1)], { laboratory: 'Other Laboratory' }))).toEqual(['final; in-force', 'final; in-force']);
    expect(told(report([typed(HB, 13.1)]), report([typed(HB, 8.1)], { laboratory: null }))[0]).toBe('final; superseded B');
  });

  it('with another range or judgement is a correction; one that tells more of the same figure counts in its place', () => {
    const range = { low: 12, high: 15.5 };
    const other = { low: 12.5, high: 15.5 };
    expect(told(report([typed(HB, 13.1, { referenceRange: range })]), report([typed(HB, 13.1, { referenceRange: other })]))[1]).toBe(
      'corrected; in-force; corrects A',
    );
    expect(told(report([typed(HB, 13.1)]), report([typed(HB, 13.1, { referenceRange: range })]))).toEqual([
      'final; repeated B; duplicate of B',
      'final; in-force',
    ]);
    const inOtherUnit = typed(HB, 131, { unit: 'g/L', referenceRange: { low: 120, high: 155 } });
    expect(told(report([typed(HB, 13.1, { referenceRange: range })]), report([inOtherUnit]))[1]).toBe('final; repeated A; duplicate of A');
  });

  it('under another code of the analyte takes its place, and two codes of one report both count', () => {
    expect(told(report([typed(HB, 13.1)]), report([typed('20509-6', 8.1)]))).toEqual(['final; superseded B', 'corrected; in-force; corrects A']);
    expect(told(report([typed(HB, 13.1)]), report([typed('20509-6', 8.1)]), report([typed('20509-6', 8.3)]))).toEqual([
      'final; superseded B',
      'corrected; superseded C; corrects A',
      'corrected; in-force; corrects B',
    ]);
    const both = report([typed(HB, 13.1), typed('20509-6', 13)]);
    expect(told(both, report([typed(HB, 8.1)]))).toEqual(['final; superseded B, in-force', 'corrected; in-force; corrects A']);
  });

  it('that differs in its comparator, or in the figure of its words, is a correction', () => {
    expect(told(report([typed('2276-4', 15)]), report([typed('2276-4', 15, { comparator: '<' })]))[0]).toBe('final; superseded B');
    const titre = (text: string): EnteredResult => ({ code: { system: 'loinc', code: '5048-4' }, text });
    expect(told(report([titre('1:160')]), report([titre('1:320 speckled')]))[0]).toBe('final; superseded B');
    expect(told(report([titre('1:160')]), report([titre('positive')]))[0]).toBe('final; in-force');
  });
});

describe('the status of a report', () => {
  const said = (value: number, status: ReportStatus | null, more: Partial<Omit<Report, 'results'>> = {}) => report([typed(HB, value)], { status, ...more });

  it('tells what is preliminary from what is final, whatever comes first', () => {
    expect(told(said(13.1, 'preliminary'), said(12.9, 'final'))).toEqual(['preliminary; superseded B', 'final; in-force; corrects A']);
    expect(told(said(12.9, 'final'), said(13.1, 'preliminary'))).toEqual(['final; in-force; corrects B', 'preliminary; superseded A']);
    expect(told(said(13.1, 'preliminary'), said(13.1, null))).toEqual(['preliminary; repeated B', 'final; in-force']);
    expect(told(said(13.1, 'preliminary'), said(12.9, 'preliminary'))).toEqual(['preliminary; superseded B', 'preliminary; in-force; corrects A']);
  });

  it('is corrected for a final one that says something else than a final one, and a late final one undoes no correction', () => {
    expect(told(said(13.1, 'final'), said(8.1, 'final'))[1]).toBe('corrected; in-force; corrects A');
    expect(told(said(8.1, 'corrected'), said(13.1, 'final'))).toEqual(['corrected; in-force; corrects B', 'final; superseded A']);
    expect(told(said(13.1, null), said(8.1, 'amended'))[1]).toBe('amended; in-force; corrects A');
  });

  it('follows when the laboratory issued it, and not when it arrived', () => {
    const at = (hour: string) => ({ issuedAt: `2026-01-12T${hour}:00:00.000Z` });
    expect(told(said(13.1, 'final', at('06')), said(6.1, 'corrected', at('10')), said(8.1, 'corrected', at('08')))).toEqual([
      'final; superseded C',
      'corrected; in-force; corrects C',
      'corrected; superseded B; corrects A',
    ]);
    expect(told(said(6.1, null, at('10')), said(13.1, null, at('06')))).toEqual(['corrected; in-force; corrects B', 'final; superseded A']);
    expect(told(said(6.1, 'corrected', at('06')), said(13.1, 'final', at('10')))[1]).toBe('corrected; in-force; corrects A');
    expect(told(said(12.9, 'final', at('06')), said(13.1, 'preliminary', at('10')))[0]).toBe('final; in-force; corrects B');
    // What does not say when it was issued stays where it was recorded.
    expect(told(said(13.1, 'corrected', at('10')), said(12.9, 'corrected'), said(8.1, 'corrected', at('06')))[0]).toBe('corrected; in-force; corrects B');
  });

  it('undoes no correction by a message that comes twice; a correction back says that it is one', () => {
    expect(told(said(13.1, null), said(8.1, null), said(13.1, null))).toEqual([
      'final; superseded B',
      'corrected; in-force; corrects A',
      'final; superseded B; duplicate of A',
    ]);
    expect(told(said(13.1, null), said(8.1, null), said(13.1, 'corrected'))[2]).toBe('corrected; in-force; corrects B');
  });
});

describe('a report that was copied into a consultation', () => {
  const copy = { consultationId: 'visit' };

  it('gives way to the laboratory’s own', () => {
    expect(told(report([typed(HB, 13.1)], copy), report([typed(HB, 13.1)]))).toEqual(['final; repeated B; duplicate of B', 'final; in-force']);
    expect(told(report([typed(HB, 13.1)], copy), report([typed(HB, 8.1)]))).toEqual(['final; superseded B', 'corrected; in-force; corrects A']);
  });

  it('does not silence the laboratory, which says again what was copied otherwise', () => {
    expect(told(report([typed(HB, 8.1)]), report([typed(HB, 13.1)], copy), report([typed(HB, 8.1)]))).toEqual([
      'final; superseded B',
      'corrected; superseded C; corrects A',
      'corrected; in-force; corrects B',
    ]);
  });
});

describe('reports without a number', () => {
  const paper = { reportNumber: null };

  it('are one where they say the same, and contradict each other where they do not', () => {
    expect(told(report([typed(HB, 13.1)], paper), report([typed(HB, 13.1)], { ...paper, laboratory: null }))[1]).toBe('final; repeated A; duplicate of A');
    expect(told(report([typed(HB, 13.1)], paper), report([typed(HB, 8.1)], paper))).toEqual(['final; in-force', 'final; in-force']);
    const underAnother = { ...typed('20509-6', 13.1), value: undefined, text: '13.1 gm/dL' } as unknown as EnteredResult;
    expect(told(report([typed(HB, 13.1)], paper), report([underAnother], paper))[1]).toBe('final; repeated A; duplicate of A');
  });

  it('are corrected by one that says so, and are the numbered one where they say the same', () => {
    expect(told(report([typed(HB, 13.1)], paper), report([typed(HB, 8.1)], { ...paper, status: 'corrected' }))[0]).toBe('final; superseded B');
    expect(told(report([typed(HB, 13.1)], paper), report([typed(HB, 13.1)]), report([typed(HB, 8.1)]))).toEqual([
      'final; superseded C',
      'final; repeated A; duplicate of A',
      'corrected; in-force; corrects A',
    ]);
  });
});

describe('any reports', () => {
  const line = fc.record({ code: fc.constantFrom(HB, TSH, '20509-6'), value: fc.constantFrom(8.1, 9.9, 13.1) });
  const anyReport = fc.record({
    lines: fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: ({ code }) => code }),
    status: fc.constantFrom<ReportStatus | null>(null, 'preliminary', 'final', 'corrected'),
    reportNumber: fc.constantFrom('R-1', 'R-2', null),
    consultationId: fc.constantFrom(null, 'visit'),
  });
  const reportsOf = (
    some: { lines: { code: string; value: number }[]; status: ReportStatus | null; reportNumber: string | null; consultationId: string | null }[],
  ) =>
    some.map(({ lines, ...more }) =>
      report(
        lines.map(({ code, value }) => typed(code, value)),
        more,
      ),
    );
  const inForce = (reports: readonly Report[]): string[] => {
    const standings = deriveStandings(reports);
    const all = reports.flatMap(({ id, reportNumber, results }) =>
      results.flatMap(({ code, value }, index) =>
        standings.get(id)!.results[index]!.standing === 'in-force' ? [`${reportNumber} ${code.code} ${value}`] : [],
      ),
    );
    return all.sort();
  };

  it('lose no test: of everything that was ever reported a value of the analyte is in force', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 1, maxLength: 6 }), (some) => {
        const reports = reportsOf(some);
        const standing = inForce(reports).join('\n');
        for (const { code } of some.flatMap(({ lines }) => lines)) expect(standing).toMatch(code === TSH ? /3016-3/ : /718-7|20509-6/);
      }),
    );
  });

  it('say the same in whatever order they arrive, where each says when it was issued', () => {
    const values = fc.uniqueArray(fc.integer({ min: 60, max: 180 }), { minLength: 2, maxLength: 6 });
    const status = fc.constantFrom(...(['final', 'corrected', null] as const));
    fc.assert(
      fc.property(values, status, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (tenths, status, keys) => {
        const issued = tenths.map((value, hour) => ({ value: value / 10, hour }));
        const arriving = [...issued].sort((one, other) => keys[one.hour]! - keys[other.hour]! || one.hour - other.hour);
        const send = (order: typeof issued) =>
          inForce(order.map(({ value, hour }) => report([typed(HB, value)], { status, issuedAt: new Date(Date.UTC(2026, 0, 12, hour + 3)).toISOString() })));
        expect(send(arriving)).toEqual([`R-1 ${HB} ${issued.at(-1)!.value}`]);
      }),
    );
  });

  it('say the same in whatever order they are read', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 6 }), (some) => {
        const reports = reportsOf(some);
        expect(inForce([...reports].reverse())).toEqual(inForce(reports));
      }),
    );
  });

  it('say the same when one of the laboratory’s comes once more', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 1, maxLength: 5 }), fc.nat(), (some, pick) => {
        const ofLaboratory = some.map((item) => ({ ...item, consultationId: null, reportNumber: 'R-1' }));
        const reports = reportsOf(ofLaboratory);
        const again = reportsOf([ofLaboratory[pick % some.length]!]);
        expect(inForce([...reports, ...again])).toEqual(inForce(reports));
      }),
    );
  });

  it('that are superseded or repeated name one in force, or one that is superseded itself by a later one', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 6 }), (some) => {
        const reports = reportsOf(some);
        const standings = deriveStandings(reports);
        for (const { id } of reports) {
          for (const { standing, by } of standings.get(id)!.results) {
            if (standing === 'in-force') expect(by).toBeNull();
            else expect([by === id, standings.has(by!)]).toEqual([false, true]);
          }
        }
      }),
    );
  });
});
