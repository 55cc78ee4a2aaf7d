import { describe, expect, it } from '@jest/globals';
import { factsFrom } from './facts-from.js';
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

const factsOf = (...consultations: ConsultationFacts[]) => factsFrom(woman, consultations, { timeZone, ingredients: null });
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
  });

  it('counts drafts, but not as signed', () => {
    const facts = factsOf(visit(june, { screening: { diabetes: 'yes' } }, { signed: false }));
    expect(facts.screening.diabetes?.value).toBe('yes');
    expect(facts.signedConsultations).toEqual([]);
  });

  it('counts days in the time zone of the clinic', () => {
    expect(factsOf(visit('2026-06-10T20:00:00Z', { breastfeeding: 'no' })).breastfeeding?.on).toBe('2026-06-11');
  });

  it('keeps a condition until a later complete list does not name it', () => {
    const diabetes = { code: { system: 'icd-10', code: 'E11.9' } };
    const older = visit(january, { conditions: [diabetes], reviewed: ['conditions'] });
    expect(factsOf(visit(june, { conditions: [] }), older).conditions).toMatchObject([{ code: { code: 'E11.9' }, active: true }]);
    expect(factsOf(visit(june, { conditions: [], reviewed: ['conditions'] }), older).conditions).toEqual([]);
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

  it('says which entries of a reviewed list no rule can read', () => {
    const facts = factsOf(
      visit(june, { conditions: [{ text: 'sugar' }], medications: [{ name: 'Blue pills', status: 'active' }], reviewed: ['conditions', 'medications'] }),
    );
    expect(facts.reviewed).toMatchObject({ conditions: { uncoded: ['sugar'] }, medications: { uncoded: ['Blue pills'] } });
  });

  it('knows common medicines by name', () => {
    const facts = factsOf(visit(june, { medications: [{ name: 'Ecosprin-75' }, { name: 'Clopidogrel + aspirin' }], reviewed: ['medications'] }));
    expect(facts.medications.map(({ atc }) => atc)).toEqual(['B01AC06', 'B01AC06', 'B01AC04']);
    expect(facts.reviewed.medications?.uncoded).toEqual([]);
  });

  it('takes the newest result that can be read, by the day of collection', () => {
    const facts = factsOf(
      visit(january, null, { results: [result('hba1c', 7, '2026-05-01T05:00:00Z')] }),
      visit(june, null, { results: [result('hba1c', 5, '2026-01-01T05:00:00Z'), result('hba1c', null, june)] }),
    );
    expect(facts.labs.hba1c).toMatchObject({ value: 7, on: '2026-05-01', source: { type: 'blood-test', id: 'b1' } });
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
});
