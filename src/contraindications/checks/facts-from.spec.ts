import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectFacts } from './facts-from.js';
import type { ConsultationFacts, HistoryFacts, ResultFacts } from './records.js';

const timeZone = 'Asia/Kolkata';
const woman = { id: 'p1', birthDate: '1991-04-03', sexAtBirth: 'female' as const };

const visit = (startedAt: string, medicalHistory: HistoryFacts | null, more: Partial<ConsultationFacts> = {}): ConsultationFacts => ({
  id: startedAt.slice(0, 10),
  signed: true,
  startedAt,
  medicalHistory,
  bloodPressure: null,
  results: [],
  trichoanalyses: [],
  diagnoses: [],
  ...more,
});

const result = (analyte: string, value: number | null, collectedAt: string): ResultFacts => ({
  bloodTestId: 'b1',
  collectedAt,
  analyte,
  code: null,
  canonical: value === null ? null : { value, unit: '%' },
  comparator: null,
  text: null,
  interpretation: null,
  referenceRange: null,
});

const factsOf = (...consultations: ConsultationFacts[]) => collectFacts(woman, consultations, { timeZone, ingredients: null });
const january = '2026-01-10T05:00:00Z';
const june = '2026-06-10T05:00:00Z';
const aspirin = { name: 'Aspirin', code: { system: 'atc', code: 'B01AC06' } };

describe('what is known from all consultations', () => {
  it('takes the newest answer, whatever order they come in', () => {
    const facts = factsOf(visit(january, { screening: { diabetes: 'yes' } }), visit(june, { screening: { diabetes: 'no' } }));
    expect(facts.screening.diabetes).toMatchObject({ value: 'no', on: '2026-06-10', source: { type: 'consultation', id: '2026-06-10' } });
  });

  it('does not let a newer "unknown" take an older answer back', () => {
    const facts = factsOf(
      visit(june, { screening: { diabetes: 'unknown' }, pregnancy: { status: 'unknown' } }),
      visit(january, { screening: { diabetes: 'yes' }, pregnancy: { status: 'no', assessedOn: '2026-01-09' } }),
    );
    expect(facts.screening.diabetes?.value).toBe('yes');
    expect(facts.pregnancy).toMatchObject({ value: 'no', on: '2026-01-09' });
  });

  it('knows when a pregnancy ends, unless the day had passed when it was stated', () => {
    const pregnant = (dueOn: string) => factsOf(visit(june, { pregnancy: { status: 'yes', assessedOn: '2026-06-09', dueOn } })).pregnancy;
    expect(pregnant('2026-12-01')).toMatchObject({ value: 'yes', endsOn: '2026-12-01' });
    expect(pregnant('2026-06-08')).not.toHaveProperty('endsOn');
    expect(factsOf(visit(june, { pregnancy: { status: 'no', dueOn: '2026-12-01' } })).pregnancy).not.toHaveProperty('endsOn');
  });

  it('knows the end of a course that goes on', () => {
    const course = (status: string) => factsOf(visit(june, { medications: [{ ...aspirin, status, endsOn: '2026-06-20' }] })).medications[0];
    expect(course('active')).toMatchObject({ inUse: true, endsOn: '2026-06-20' });
    expect(course('stopped')).not.toHaveProperty('endsOn');
    const impossible = { ...aspirin, status: 'active', startedOn: '2026-06-10', endsOn: '2026-06-01' };
    expect(factsOf(visit(june, { medications: [impossible] })).medications[0]).not.toHaveProperty('endsOn');
  });

  it('counts drafts, but not as signed', () => {
    const facts = factsOf(visit(june, { screening: { diabetes: 'yes' } }, { signed: false }));
    expect(facts.screening.diabetes?.value).toBe('yes');
    expect(facts.signedConsultations).toEqual([]);
  });

  it('counts days in the time zone of the clinic', () => {
    expect(factsOf(visit('2026-06-10T20:00:00Z', { breastfeeding: 'no' })).breastfeeding?.on).toBe('2026-06-11');
  });

  it('keeps a condition as past when a later complete list does not name it, nor another of its category', () => {
    const diabetes = { code: { system: 'icd-10', code: 'E11.9' } };
    const older = visit(january, { conditions: [diabetes], reviewed: ['conditions'] });
    expect(factsOf(visit(june, { conditions: [] }), older).conditions).toMatchObject([{ code: { code: 'E11.9' }, active: true }]);
    expect(factsOf(visit(june, { conditions: [], reviewed: ['conditions'] }), older).conditions).toMatchObject([
      { code: { code: 'E11.9' }, active: false, omittedSince: { recordedAt: expect.any(String) } },
    ]);
    const named = visit(june, { conditions: [{ code: { system: 'icd-10', code: 'E11.4' } }], reviewed: ['conditions'] });
    expect(factsOf(named, older).conditions).toMatchObject([{ code: { code: 'E11.4' }, active: true }]);
    expect(factsOf(visit(june, { conditions: [{ ...diabetes, clinicalStatus: 'resolved' }] }), older).conditions).toMatchObject([{ active: false }]);
  });

  it('counts a diagnosis of the assessment as a condition, and a refuted one as none', () => {
    expect(factsOf(visit(june, {}, { diagnoses: [{ code: { system: 'icd-10', code: 'M32.9' } }] })).conditions).toHaveLength(1);
    expect(factsOf(visit(june, {}, { diagnoses: [{ code: { system: 'icd-10', code: 'M32.9' }, verificationStatus: 'refuted' }] })).conditions).toEqual([]);
  });

  it('does not know when a medicine was stopped that a later complete list leaves out', () => {
    const facts = factsOf(visit(june, { medications: [], reviewed: ['medications'] }), visit(january, { medications: [aspirin], reviewed: ['medications'] }));
    expect(facts.medications).toMatchObject([{ atc: 'B01AC06', inUse: false, lastTaken: { first: '2026-01-10', last: '2026-06-10' } }]);
  });

  it('knows the last day of a stopped medicine only as exactly as it was stated', () => {
    const facts = factsOf(visit(june, { medications: [{ ...aspirin, status: 'stopped', lastTakenOn: '2026-05' }] }));
    expect(facts.medications).toMatchObject([{ inUse: false, lastTaken: { first: '2026-05-01', last: '2026-05-31' } }]);
    expect(factsOf(visit(june, { medications: [{ ...aspirin, status: 'stopped' }] })).medications).toMatchObject([
      { lastTaken: { first: null, last: '2026-06-10' } },
    ]);
    expect(factsOf(visit(june, { medications: [{ ...aspirin, status: 'active' }] })).medications).toMatchObject([{ inUse: true, lastTaken: null }]);
  });

  it('never forgets an allergy or an operation because a later list leaves it out', () => {
    const older = visit(january, { allergies: [{ substance: { text: 'Lidocaine' } }], procedures: [{ text: 'Hysterectomy', performedOn: '2020' }] });
    const facts = factsOf(visit(june, { allergies: [], procedures: [], reviewed: ['allergies', 'procedures'] }), older);
    expect(facts.allergies).toMatchObject([{ text: 'Lidocaine' }]);
    expect(facts.procedures).toMatchObject([{ kind: 'hysterectomy', performed: { first: '2020-01-01', last: '2020-12-31' } }]);
  });

  it('says which entries nobody could read, and of which words', () => {
    const facts = factsOf(
      visit(june, { conditions: [{ text: 'zzyzx fever' }], medications: [{ name: 'Zzyzx pills', status: 'active' }], reviewed: ['conditions', 'medications'] }),
    );
    expect(facts.conditions.at(-1)).toMatchObject({ icd10: null, unread: { words: expect.arrayContaining(['zzyzx']) } });
    expect(facts.medications).toMatchObject([{ atc: null, unread: { words: expect.arrayContaining(['zzyzx']) } }]);
  });

  it('knows common medicines by name', () => {
    const facts = factsOf(visit(june, { medications: [{ name: 'Ecosprin-75' }, { name: 'Clopidogrel + aspirin' }], reviewed: ['medications'] }));
    expect(facts.medications.map(({ atc }) => atc)).toEqual(expect.arrayContaining(['B01AC06', 'B01AC04']));
    expect(facts.medications.filter(({ unread }) => unread)).toEqual([]);
  });

  it('takes the newest result that can be read, by the day of collection', () => {
    const facts = factsOf(
      visit(january, null, { results: [result('hba1c', 7, '2026-05-01T05:00:00Z')] }),
      visit(june, null, { results: [result('hba1c', 5, '2026-01-01T05:00:00Z'), result('hba1c', null, june)] }),
    );
    expect(facts.labs.hba1c).toMatchObject({ value: 7, on: '2026-05-01', source: { type: 'blood-test', id: 'b1' } });
  });

  it('takes the newest final result, with the preliminary ones since', () => {
    const of = (value: number, at: string, preliminary = false) => ({ ...result('hba1c', value, at), ...(preliminary && { preliminary: true as const }) });
    const labs = (...results: ReturnType<typeof of>[]) => factsOf(visit(june, null, { results })).labs.hba1c;
    const [first, second, third] = ['2026-01-01T05:00:00Z', '2026-02-01T05:00:00Z', '2026-03-01T05:00:00Z'];
    expect(labs(of(5, first), of(9, second, true))).toMatchObject({ value: 5, others: [{ value: 9, preliminary: true }] });
    expect(labs(of(9, second, true), of(8, third, true))).toMatchObject({ value: 8, preliminary: true });
    expect(labs(of(9, second, true), of(5, third))).not.toHaveProperty('others');
    expect(labs(of(5, first), of(5, first, true))).not.toHaveProperty('others');
    expect(labs(of(5, first), of(6, first, true))).toMatchObject({ value: 5, others: [{ value: 6, preliminary: true }] });
  });

  it('takes the newest known value of each region of the scalp', () => {
    const facts = factsOf(
      visit(january, null, {
        trichoanalyses: [
          { id: 't1', performedAt: january, region: 'occipital', infection: 'fungal' },
          { id: 't2', performedAt: january, region: 'vertex', infection: 'fungal' },
        ],
      }),
      visit(june, null, {
        trichoanalyses: [
          { id: 't3', performedAt: june, region: 'vertex', infection: 'none' },
          { id: 't4', performedAt: june, region: 'occipital', infection: 'unknown' },
        ],
      }),
    );
    expect(facts.trichoanalysis.map(({ region, value }) => [region, value]).sort()).toEqual([
      ['occipital', 'fungal'],
      ['vertex', 'none'],
    ]);
  });

  it('judges answers by the day that they are about: an old test told again does not outdo a younger one', () => {
    const repeated = visit(june, { pregnancy: { status: 'no', assessedOn: '2026-01-09' } });
    const younger = visit('2026-05-10T05:00:00Z', { pregnancy: { status: 'yes', assessedOn: '2026-05-09' } });
    expect(factsOf(repeated, younger).pregnancy).toMatchObject({ value: 'yes', on: '2026-05-09', source: { id: '2026-05-10' } });
  });

  it('takes nothing back of a medicine because nobody knows any more whether it is taken', () => {
    const unknown = visit(june, { medications: [{ ...aspirin, status: 'unknown' }] });
    const stopped = visit(january, { medications: [{ ...aspirin, status: 'stopped', lastTakenOn: '2026-01-02' }] });
    const taken = visit(january, { medications: [{ ...aspirin, status: 'active' }] });
    expect(factsOf(unknown, taken).medications).toMatchObject([{ inUse: true, on: '2026-01-10' }]);
    expect(factsOf(unknown, stopped).medications).toMatchObject([
      { inUse: true, on: '2026-06-10' },
      { inUse: false, lastTaken: { last: '2026-01-02' } },
    ]);
    expect(factsOf(unknown).medications).toMatchObject([{ inUse: true }]);
  });

  it('asks for no day of a medicine that a complete list has named, under whatever words', () => {
    const older = visit(january, { medications: [{ ...aspirin, name: 'Aspirin 75 mg', status: 'active' }, { name: 'Blue pills' }] });
    const complete = visit(june, {
      medications: [
        { ...aspirin, name: 'Ecosprin', status: 'stopped', lastTakenOn: '2026-03-01' },
        { name: 'Blue pills', code: { system: 'atc', code: 'N02BE01' } },
      ],
      reviewed: ['medications'],
    });
    const facts = factsOf(complete, older);
    expect(facts.medications).toMatchObject([{ lastTaken: { first: '2026-03-01', last: '2026-03-01' } }, { atc: 'N02BE01' }]);
  });

  it('knows the day of an operation once it was said, and asks when a later one is told without it', () => {
    const told = { text: 'FUT' };
    expect(factsOf(visit(june, { procedures: [{ ...told, performedOn: '2025-02-01' }] }), visit(january, { procedures: [told] })).procedures).toMatchObject([
      { performed: { first: '2025-02-01' } },
    ]);
    expect(factsOf(visit(june, { procedures: [told] }), visit(january, { procedures: [{ ...told, performedOn: '2025-02-01' }] })).procedures).toHaveLength(2);
  });

  it('lets a code complete an allergy that was told before in the same words', () => {
    const coded = visit(june, { allergies: [{ substance: { text: 'Lidocaine', code: { system: 'atc', code: 'N01BB02' } } }] });
    const words = visit(january, { allergies: [{ substance: { text: 'lidocaine' } }, { substance: { text: 'latex' } }] });
    expect(factsOf(coded, words).allergies).toMatchObject([{ code: { code: 'N01BB02' } }, { text: 'latex' }]);
  });

  it('takes an entry of the lists for newer or older than a consultation by its day, and names it as the source', () => {
    const entry = {
      ...visit('2026-03-10T05:00:00Z', { conditions: [{ code: { system: 'icd-10', code: 'E11.9' } }] }),
      id: 'l1',
      entryOf: 'condition' as const,
    };
    expect(factsOf(entry).conditions).toMatchObject([{ on: '2026-03-10', active: true, source: { type: 'condition', id: 'l1' } }]);
    const resolved = visit(june, { conditions: [{ code: { system: 'icd-10', code: 'E11.9' }, clinicalStatus: 'resolved' }] });
    expect(factsOf(entry, resolved).conditions).toMatchObject([{ active: false, source: { type: 'consultation' } }]);
    expect(
      factsOf(entry, visit(january, { conditions: [{ code: { system: 'icd-10', code: 'E11.9' }, clinicalStatus: 'resolved' }] })).conditions,
    ).toMatchObject([{ active: true }]);
  });
});

describe('what is known, whatever was recorded', () => {
  const said = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const, null);
  const dayOf2026 = fc.integer({ min: 1, max: 300 }).map((day) => new Date(Date.UTC(2026, 0, day, 5)).toISOString());
  const aVisit = fc
    .record({
      startedAt: dayOf2026,
      diabetes: said,
      pregnancy: said,
      breastfeeding: said,
      hba1c: fc.option(fc.double({ min: 4, max: 12, noNaN: true })),
      signed: fc.boolean(),
    })
    .map(({ startedAt, diabetes, pregnancy, breastfeeding, hba1c, signed }) =>
      visit(
        startedAt,
        { screening: { diabetes }, pregnancy: pregnancy === null ? null : { status: pregnancy }, breastfeeding },
        { signed, results: [result('hba1c', hba1c, startedAt)] },
      ),
    );
  const visits = fc.uniqueArray(aVisit, { selector: ({ startedAt }) => startedAt, maxLength: 6 });

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(visits, fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = [...all].map((consultation) => ({ one: consultation, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
        expect(factsOf(...shuffled.map(({ one }) => one))).toEqual(factsOf(...all));
      }),
    );
  });

  it('is the newest answer that says something, with its day and its origin', () => {
    fc.assert(
      fc.property(visits, (all) => {
        const facts = factsOf(...all);
        const newest = [...all].sort((one, other) => other.startedAt.localeCompare(one.startedAt));
        const answered = newest.find(({ medicalHistory }) => ['yes', 'no'].includes(medicalHistory!.screening!.diabetes ?? ''));
        expect(facts.screening.diabetes?.value).toBe(answered?.medicalHistory!.screening!.diabetes ?? undefined);
        expect(facts.screening.diabetes?.source).toEqual(answered && { type: 'consultation', id: answered.id });
        const measured = newest.find(({ results }) => results[0]!.canonical !== null);
        expect(facts.labs.hba1c?.value).toBe(measured?.results[0]!.canonical!.value);
        expect(facts.labs.hba1c?.on).toBe(measured?.startedAt.slice(0, 10));
        expect(facts.signedConsultations.map(({ source }) => source.id)).toEqual(newest.filter(({ signed }) => signed).map(({ id }) => id));
      }),
    );
  });

  it('is not changed by a newer consultation in which nobody knew anything', () => {
    fc.assert(
      fc.property(visits, (all) => {
        const silent = visit(
          '2026-12-01T05:00:00Z',
          { screening: { diabetes: 'unknown' }, pregnancy: { status: 'unknown' }, breastfeeding: 'unknown' },
          { signed: false },
        );
        expect(factsOf(silent, ...all)).toEqual(factsOf(...all));
      }),
    );
  });
});

describe('entries of one visit under one code', () => {
  const january = '2026-01-10T05:00:00Z';
  const penicillin = { system: 'atc', code: 'J01C' };
  const transplant = { system: 'hairline', code: 'hair-transplant-fue' };
  const alopecia = { system: 'icd-10', code: 'L64.9' };

  it('each count by their own words', () => {
    const facts = factsOf(
      visit(january, {
        conditions: [{ code: alopecia }, { code: alopecia, text: 'hypertension' }],
        allergies: [{ substance: { code: penicillin } }, { substance: { code: penicillin, text: 'lidocaine' } }],
        procedures: [{ code: transplant }, { code: transplant, text: 'hysterectomy' }],
      }),
    );
    expect(facts.conditions.map(({ icd10 }) => icd10)).toEqual(['L64.9', 'I10']);
    expect(facts.allergies.map(({ text }) => text)).toEqual([null, 'lidocaine']);
    expect(new Set(facts.procedures.map(({ kind }) => kind))).toEqual(new Set(['hair-transplant-fue', 'hysterectomy']));
  });

  it('are one where they say the same', () => {
    const twice = { substance: { code: penicillin, text: 'Penicillin' } };
    const facts = factsOf(visit(january, { allergies: [twice, { ...twice }], procedures: [{ code: transplant }, { code: transplant }] }));
    expect([facts.allergies.length, facts.procedures.length]).toEqual([1, 1]);
  });
});

describe('names that the clinic has taught', () => {
  it('are kept with the facts of a check where its own words hold them, and not all of the formulary', () => {
    const own = (code: string) => ({ codes: [{ system: 'atc', code }], harmless: false });
    const substances = new Map([['zorvex', own('N01BB02')], ['quilparin plus', own('B01AC06')], ['other one', own('A10BA02')]]); // prettier-ignore
    const facts = collectFacts(woman, [visit('2026-01-10T05:00:00Z', { allergies: [{ substance: { text: 'Zorvex, rash' } }] })], {
      timeZone,
      ingredients: ['Quilparin-Plus 2 %'],
      names: { substances, conditions: new Map(), procedures: new Map() },
    });
    expect(Object.keys(facts.ownNames!)).toEqual(['zorvex', 'quilparin plus']);
  });
});

describe('results of one moment under one code', () => {
  it('are told where one could not be read, whatever the other says', () => {
    const code = { system: 'loinc', code: '4548-4' };
    const read = { ...result('hba1c', 5.1, '2026-01-10T05:00:00Z'), code };
    const unread = { ...result('hba1c', null, '2026-01-10T05:00:00Z'), code, text: 'high', unread: { value: null, unit: null, abnormal: true } };
    for (const results of [
      [read, unread],
      [unread, read],
    ])
      expect(factsOf(visit('2026-01-10T05:00:00Z', null, { results })).unreadResults).toMatchObject([{ text: 'high', abnormal: true }]);
    const later = { ...read, collectedAt: '2026-01-11T05:00:00Z' };
    expect(factsOf(visit('2026-01-10T05:00:00Z', null, { results: [unread, later] })).unreadResults).toEqual([]);
  });
});
