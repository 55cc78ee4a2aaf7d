/** People of whom anything may or may not be known, in the few words that `any-rules` uses. */
import fc from 'fast-check';
import { addDays } from '../../src/kernel/day.js';
import type { Answer, Evidence, Facts, LabFact, ListName, Missing, Recorded, TrichoanalysisField } from '../../src/contraindications/engine/index.js';
import { someLabs, someProcedures, someQuestions } from './any-rules.js';
import { answer, healthy, lab, today } from './healthy-person.js';

const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 3): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq });
const day = fc.integer({ min: -1, max: 40 }).map((days) => addDays(today, -days));
const recorded: fc.Arbitrary<Recorded> = fc
  .tuple(day, fc.integer({ min: 0, max: 999 }))
  .map(([on, tick]) => ({ on, recordedAt: `${on}T05:30:00.${String(tick).padStart(3, '0')}Z`, source: { type: 'consultation', id: `c${tick}` } }));
const anAnswer: fc.Arbitrary<Answer> = fc
  .record({ base: recorded, value: fc.constantFrom('yes' as const, 'no' as const), ends: maybe(fc.integer({ min: 0, max: 30 }), 1) })
  .map(({ base, value, ends }) => ({ ...base, value, ...(value === 'yes' && ends !== null ? { endsOn: addDays(today, ends) } : {}) }));

const someCodes = ['E11.9', 'E11', 'L63.0', 'M32.9', 'I10', 'C44.4', 'Z99'];
const someAtc = ['B01AC06', 'B01AA03', 'J01CA04', 'D10BA01', 'N02BE01'];
const lists: readonly ListName[] = ['conditions', 'medications', 'allergies', 'procedures'];
const fields = [
  ['infection', ['none', 'fungal']],
  ['inflammation', ['none', 'severe']],
  ['suspiciousLesion', ['no', 'yes']],
] as const;

const conditions = fc.array(
  fc
    .tuple(recorded, fc.constantFrom(...someCodes), fc.boolean())
    .map(([base, code, active]) => ({ ...base, code: { system: 'icd-10', code }, text: null, active })),
  { maxLength: 3 },
);
const medications = fc.array(
  fc
    .record({ base: recorded, atc: fc.constantFrom(...someAtc), inUse: fc.boolean(), last: maybe(day), vague: fc.boolean(), ends: maybe(fc.nat(20), 1) })
    .map(({ base, atc, inUse, last, vague, ends }) => ({
      ...base,
      name: `${atc} ${base.recordedAt}`,
      atc,
      inUse,
      lastTaken: last === null ? null : { first: vague ? null : last, last },
      ...(inUse && ends !== null ? { endsOn: addDays(today, ends) } : {}),
    })),
  { maxLength: 3 },
);
const allergies = fc.array(
  fc
    .tuple(recorded, fc.constantFrom('lidocaine', 'peanut', 'local anaesthetic', 'J01CA04'))
    .map(([base, what]) => ({ ...base, ...(what.startsWith('J') ? { code: { system: 'atc', code: what }, text: null } : { code: null, text: what }) })),
  { maxLength: 2 },
);
const procedures = fc.array(
  fc
    .tuple(recorded, fc.constantFrom(...someProcedures), maybe(day), fc.nat(3))
    .map(([base, kind, last, months]) => ({ ...base, kind, text: kind, performed: last === null ? null : { first: addDays(last, -30 * months), last } })),
  { maxLength: 2 },
);
const labs = fc
  .array(
    fc
      .record({
        base: recorded,
        of: fc.constantFrom(...someLabs),
        eighths: fc.integer({ min: -1, max: 17 }),
        comparator: maybe(fc.constantFrom('<' as const, '<=' as const, '>=' as const, '>' as const), 1),
        interpretation: maybe(fc.constantFrom('L' as const, 'N' as const, 'H' as const)),
      })
      .map(({ base, of, eighths, comparator, interpretation }) => ({
        ...lab(of.lab, of.low + ((of.high - of.low) * eighths) / 16, of.units[0]),
        ...base,
        comparator,
        interpretation,
      })),
    { maxLength: 3 },
  )
  // Several of one analyte are of one moment, and differ.
  .map((all) => {
    const found: Record<string, LabFact> = {};
    for (const item of all) {
      const first = found[item.analyte];
      found[item.analyte] = first ? { ...first, others: [...(first.others ?? []), { ...item, on: first.on }] } : item;
    }
    return found;
  });
const hcg = maybe(
  fc.tuple(recorded, fc.constantFrom('positive', 'negative')).map(([base, text]) => ({ ...lab('hcg', 0, '1'), ...base, value: null, unit: null, text })),
);

export const anyPerson: fc.Arbitrary<Facts> = fc
  .record({
    birthDate: maybe(fc.constantFrom('1991-04-03', '2008-11-25', '2008', '1971', '1971-11-30', '2014-11-22')),
    sexAtBirth: fc.constantFrom('female' as const, 'male' as const, 'intersex' as const, 'unknown' as const),
    patient: fc.constant(healthy.patient),
    signedConsultations: fc.array(recorded, { maxLength: 2 }),
    trichoanalysesOnFile: fc.array(recorded, { maxLength: 2 }),
    examinations: fc.array(recorded, { maxLength: 2 }),
    screening: fc.dictionary(fc.constantFrom(...someQuestions), anAnswer, { noNullPrototype: true }),
    pregnancy: maybe(anAnswer),
    capacityForPregnancy: maybe(anAnswer),
    breastfeeding: maybe(anAnswer),
    reviewed: fc.dictionary(fc.constantFrom(...lists), recorded, { noNullPrototype: true }),
    conditions,
    medications,
    allergies,
    procedures,
    bloodPressure: maybe(
      fc
        .tuple(recorded, maybe(fc.constantFrom(80, 120, 140, 190)), maybe(fc.constantFrom(50, 80, 90)))
        .map(([base, systolic, diastolic]) => ({ ...base, systolic, diastolic })),
    ),
    labs: fc.tuple(labs, hcg).map(([all, one]) => (one === null ? all : { ...all, hcg: one })),
    trichoanalysis: fc
      .array(fc.tuple(recorded, fc.constantFrom('vertex', 'frontal'), fc.constantFrom(...fields), fc.nat(1)), { maxLength: 4 })
      .map((all) => all.map(([base, region, [field, values], at]) => ({ ...base, region, field, value: values[at]! })))
      .map((all) => all.filter((item, index) => all.findIndex((other) => other.region === item.region && other.field === item.field) === index)),
    ingredients: maybe(fc.subarray(['minoxidil 5 %', 'lidocaine', 'estradiol', 'biotin'])),
  })
  .map((facts) => facts as Facts);

const flipped = (answer: Answer): Answer => ({ ...answer, value: 'yes', endsOn: null });

/** A fact that speaks against a treatment: one more on a list, or a no that becomes a yes. What nobody asked stays unasked. */
export const adverse: fc.Arbitrary<(facts: Facts) => Facts> = fc.oneof(
  conditions.map((more) => (facts: Facts): Facts => ({ ...facts, conditions: [...facts.conditions, ...more] })),
  medications.map((more) => (facts: Facts): Facts => ({ ...facts, medications: [...facts.medications, ...more] })),
  allergies.map((more) => (facts: Facts): Facts => ({ ...facts, allergies: [...facts.allergies, ...more] })),
  fc.constantFrom(...someQuestions).map((question) => (facts: Facts): Facts => {
    const said = facts.screening[question];
    return said ? { ...facts, screening: { ...facts.screening, [question]: flipped(said) } } : facts;
  }),
  fc.constant((facts: Facts): Facts => ({ ...facts, pregnancy: facts.pregnancy && flipped(facts.pregnancy) })),
  fc.constant((facts: Facts): Facts => ({ ...facts, breastfeeding: facts.breastfeeding && flipped(facts.breastfeeding) })),
  fc.constantFrom('vertex', 'frontal').map((region) => (facts: Facts): Facts => {
    const grave = { infection: 'fungal', inflammation: 'severe', suspiciousLesion: 'yes', signs: 'pustules' };
    return { ...facts, trichoanalysis: facts.trichoanalysis.map((item) => (item.region === region ? { ...item, value: grave[item.field] } : item)) };
  }),
);

const longAgo = '1990-01-01';
const aged = <T extends Recorded>(item: T): T => ({ ...item, on: longAgo, endsOn: null });
const without = <T>(all: Record<string, T>, name: string): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
const changed = <T extends Recorded>(all: Record<string, T>, name: string, gone: boolean): Record<string, T> =>
  gone || !all[name] ? without(all, name) : { ...all, [name]: aged(all[name]) };
const changedList = <T extends Recorded>(all: readonly T[], gone: boolean): T[] => (gone ? [] : all.map(aged));

/** Takes the answer to a need away: as if it had never been given, or so long ago that it no longer counts. */
export const withdraw = (need: string, gone: boolean, facts: Facts): Facts => {
  const [kind = '', name = ''] = need.split('.');
  const item = (said: Answer | null): Answer | null => (said && !gone ? aged(said) : null);
  if (kind === 'screening') return { ...facts, screening: changed(facts.screening, name, gone) };
  if (kind === 'lab') return { ...facts, labs: changed(facts.labs, name, gone) };
  if (name === 'reviewed') return { ...facts, reviewed: changed(facts.reviewed as Record<string, Recorded>, kind, gone) };
  if (kind === 'consultation') return { ...facts, signedConsultations: changedList(facts.signedConsultations, gone) };
  if (kind === 'examination') return { ...facts, examinations: changedList(facts.examinations, gone) };
  if (kind === 'trichoanalysis' && name === '') return { ...facts, trichoanalysesOnFile: changedList(facts.trichoanalysesOnFile, gone) };
  if (kind === 'trichoanalysis') {
    const [about, others] = [facts.trichoanalysis.filter(({ field }) => field === name), facts.trichoanalysis.filter(({ field }) => field !== name)];
    return { ...facts, trichoanalysis: [...others, ...changedList(about, gone)] };
  }
  if (kind === 'pregnancy') return { ...facts, pregnancy: item(facts.pregnancy) };
  if (kind === 'breastfeeding') return { ...facts, breastfeeding: item(facts.breastfeeding) };
  return { ...facts, birthDate: null };
};

/** Takes away the one fact that a piece of evidence names. */
export const takeAway = (facts: Facts, evidence: Evidence): Facts => {
  const { fact, about = '', recordedAt } = evidence;
  const other = (item: Recorded): boolean => item.recordedAt !== recordedAt;
  switch (fact) {
    case 'condition':
      return { ...facts, conditions: facts.conditions.filter((condition) => other(condition) || condition.code?.code !== evidence.code?.code) };
    case 'medication':
      return { ...facts, medications: facts.medications.filter((medication) => medication.name !== evidence.text) };
    case 'allergy':
      return { ...facts, allergies: facts.allergies.filter(other) };
    case 'procedure':
      return { ...facts, procedures: facts.procedures.filter((procedure) => other(procedure) || procedure.kind !== about) };
    case 'trichoanalysis':
      return { ...facts, trichoanalysis: facts.trichoanalysis.filter((item) => `${item.region}.${item.field}` !== about) };
    case 'screening':
    case 'lab':
      return withdraw(`${fact}.${about}`, true, facts);
    case 'reviewed':
      return withdraw(`${about}.reviewed`, true, facts);
    case 'pregnancy':
    case 'breastfeeding':
      return withdraw(fact, true, facts);
    case 'capacity-for-pregnancy':
      return { ...facts, capacityForPregnancy: evidence.value === 'no' ? null : answer('no') };
    case 'blood-pressure':
      return { ...facts, bloodPressure: null };
    case 'planned-ingredient':
      return { ...facts, ingredients: null };
    case 'age':
      return { ...facts, birthDate: null };
    case 'sex-at-birth':
      return { ...facts, sexAtBirth: 'unknown' };
    default:
      throw new Error(`Nobody knows how to take away ${fact}.`);
  }
};

const supplyDetail = (facts: Facts, fact: string): Facts => {
  const [kind = '', name = ''] = fact.split('.');
  const known = { first: today, last: today };
  if (fact === 'medication.lastTakenOn')
    return { ...facts, medications: facts.medications.map((medication) => ({ ...medication, inUse: false, lastTaken: known })) };
  if (fact === 'procedure.performedOn') return { ...facts, procedures: facts.procedures.map((procedure) => ({ ...procedure, performed: known })) };
  if (fact === 'birthDate') return { ...facts, birthDate: `${facts.birthDate}-01-01`.slice(0, 10) };
  if (fact === 'ingredients') return { ...facts, ingredients: [] };
  if (fact === 'allergy.code') return { ...facts, allergies: facts.allergies.map((allergy) => ({ ...allergy, code: { system: 'atc', code: 'A01AA01' } })) };
  if (kind === 'lab') {
    const { others: _others, ...result } = facts.labs[name]!;
    return { ...facts, labs: { ...facts.labs, [name]: { ...result, comparator: null, interpretation: 'N' } } };
  }
  const list = kind as ListName;
  return { ...facts, reviewed: { ...facts.reviewed, [list]: { ...facts.reviewed[list]! } } };
};

/** Supplies what a finding asks for, in the way that speaks least against a treatment. */
export const supply = (facts: Facts, { fact, reason }: Missing, day: string): Facts => {
  if (reason === 'unclear') return supplyDetail(facts, fact);
  const [kind = '', name = ''] = fact.split('.');
  const item = answer('no', day);
  if (fact === 'blood-pressure') return { ...facts, bloodPressure: { ...item, systolic: 100, diastolic: 70 } };
  if (kind === 'lab' && facts.labs[name]?.text) return { ...facts, labs: { ...facts.labs, [name]: { ...facts.labs[name], on: day, text: 'indeterminate' } } };
  if (kind === 'screening') return { ...facts, screening: { ...facts.screening, [name]: item } };
  if (kind === 'lab') return { ...facts, labs: { ...facts.labs, [name]: lab(name, 5, '%', day) } };
  if (name === 'reviewed') return { ...facts, reviewed: { ...facts.reviewed, [kind]: { ...item } } };
  if (kind === 'consultation') return { ...facts, signedConsultations: [item] };
  if (kind === 'examination') return { ...facts, examinations: [item] };
  if (fact === 'trichoanalysis') return { ...facts, trichoanalysesOnFile: [item] };
  if (kind === 'trichoanalysis')
    return {
      ...facts,
      trichoanalysis: [
        ...facts.trichoanalysis.filter(({ field }) => field !== name),
        { ...item, region: 'occipital', field: name as TrichoanalysisField, value: name === 'suspiciousLesion' ? 'no' : 'none' },
      ],
    };
  return kind === 'birthDate' ? { ...facts, birthDate: '1991-04-03' } : { ...facts, [kind]: item };
};

/** Facts in another order. */
export const shuffled = (facts: Facts): Facts => ({
  ...facts,
  conditions: facts.conditions.toReversed(),
  medications: facts.medications.toReversed(),
  allergies: facts.allergies.toReversed(),
  procedures: facts.procedures.toReversed(),
  trichoanalysis: facts.trichoanalysis.toReversed(),
  signedConsultations: facts.signedConsultations.toReversed(),
  trichoanalysesOnFile: facts.trichoanalysesOnFile.toReversed(),
  examinations: facts.examinations.toReversed(),
  ingredients: facts.ingredients?.toReversed() ?? null,
  labs: Object.fromEntries(Object.entries(facts.labs).toReversed()),
  screening: Object.fromEntries(Object.entries(facts.screening).toReversed()),
});
