/** Rules of the whole language, by chance: what the engine's properties are tried on. */
import fc from 'fast-check';
import type { Clause, MaxAgeDays, Rule, Ruleset } from '../../src/contraindications/engine/index.js';
import { screeningQuestions } from '../../src/contraindications/engine/questions.js';

/** Few words each, so that rules and people meet. */
const someConditions = ['E11', 'E11.9', 'L63', 'L', 'M32', 'I10', 'C44.4'];
const someMedicines = ['B01AC06', 'B01A', 'J01', 'D10BA01'];
export const someQuestions = screeningQuestions.slice(0, 3);
export const someProcedures = ['hysterectomy', 'hair-transplant-fut'];
const someIngredients = ['minoxidil', 'lidocaine', 'hormone', 'local-anaesthetic'];
/** Analytes with figures, with the units in which limits may stand, and about where values lie. */
export const someLabs = [
  { lab: 'hba1c', units: ['%', 'mmol/mol'], low: 4, high: 10 },
  { lab: 'platelets', units: ['10*3/uL', '10*9/L', '10*5/uL'], low: 20, high: 400 },
] as const;
const toUnit: Record<string, (value: number) => number> = {
  'mmol/mol': (value) => (value - 2.152) / 0.09148,
  '10*5/uL': (value) => value / 100,
};

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** Leaves out what is undefined, as JSON does. */
const withoutUndefined = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
const some = <T>(values: readonly T[], minLength = 1) => fc.subarray([...values], { minLength, maxLength: Math.min(3, values.length) });
const days = fc.constantFrom(0, 1, 7, 10, 30);

const labLimit = fc
  .record({
    of: fc.constantFrom(...someLabs),
    limits: fc.subarray(['ge', 'gt', 'le', 'lt'] as const, { minLength: 1, maxLength: 2 }),
    values: fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })),
    unit: fc.nat(2),
  })
  .map(({ of, limits, values, unit }) => {
    const inUnit = of.units[unit % of.units.length]!;
    const step = (of.high - of.low) / 8;
    const limit = (eighths: number): number => Number((toUnit[inUnit] ?? ((value: number) => value))(of.low + step * eighths).toPrecision(4));
    return { lab: of.lab, unit: inUnit, ...Object.fromEntries(limits.map((name, index) => [name, limit(values[index]!)])) };
  });

/** Clauses that `not` and `notApplicableWhen` may hold. */
const aboutThePerson: readonly fc.Arbitrary<Clause>[] = [
  fc.constantFrom<Clause>({ sexAtBirth: 'female' }, { sexAtBirth: 'male' }),
  fc.constant<Clause>({ capacityForPregnancy: 'no' }),
  fc.constantFrom(12, 18, 40).map((ageUnder): Clause => ({ ageUnder })),
  fc.constantFrom<[number, number]>([10, 55], [18, 40]).map((ageOutside): Clause => ({ ageOutside })),
  fc.constantFrom(...someProcedures).map((procedure): Clause => ({ procedure })),
  some(someIngredients).map((plannedIngredient): Clause => ({ plannedIngredient })),
];

const againstTreatment: readonly fc.Arbitrary<Clause>[] = [
  fc
    .record({ condition: some(someConditions), except: maybe(some(someConditions)), status: maybe(fc.constant('active' as const)) })
    .map((item): Clause => withoutUndefined(item) as Clause),
  fc.constantFrom(...someQuestions).map((screening): Clause => ({ screening, is: 'yes' })),
  fc
    .record({
      medication: some(someMedicines),
      status: maybe(fc.constant('active' as const)),
      lastTaken: maybe(fc.constant('not-stated' as const)),
      lastTakenWithinDays: maybe(days),
      lastTakenDaysAgo: maybe(fc.tuple(days, days).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as [number, number])),
    })
    .map((item): Clause => withoutUndefined(item) as Clause),
  labLimit,
  fc
    .record({ lab: fc.constant('hcg'), is: fc.constantFrom('positive', 'negative'), withinDays: maybe(days) })
    .map((item): Clause => withoutUndefined(item) as Clause),
  fc.constantFrom(...someLabs.map(({ lab }) => lab)).map((lab): Clause => ({ lab, outsideReference: true })),
  some(['hcg', ...someLabs.map(({ lab }) => lab)]).map((labOnFile): Clause => ({ labOnFile })),
  fc.constantFrom<Clause>({ vital: 'blood-pressure', geAny: [140, 90], unit: 'mm[Hg]' }, { vital: 'blood-pressure', ltAny: [90, 60], unit: 'mm[Hg]' }),
  fc.constantFrom<Clause>(
    { trichoanalysis: 'infection', is: ['bacterial', 'fungal'] },
    { trichoanalysis: 'inflammation', is: ['moderate', 'severe'] },
    { trichoanalysis: 'suspiciousLesion', is: ['yes'] },
  ),
  fc.constantFrom<Clause>({ pregnancy: 'yes' }, { breastfeeding: 'yes' }, { couldBecomePregnant: true }),
  fc.tuple(some(someProcedures), days).map(([procedureWithinDays, within]): Clause => ({ procedureWithinDays, days: within })),
  fc.constant<Clause>({ allergyToPlannedIngredient: true }),
  some(['lidocaine', 'local-anaesthetic', 'N01B', 'J01C']).map((allergy): Clause => ({ allergy })),
];

const combined = (leaf: fc.Arbitrary<Clause>, denied: (tie: fc.Arbitrary<Clause>) => fc.Arbitrary<Clause>, depth: number): fc.Arbitrary<Clause> => {
  if (depth === 0) return leaf;
  const inner = combined(leaf, denied, depth - 1);
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: several.map((all): Clause => ({ all })) },
    { weight: 1, arbitrary: several.map((any): Clause => ({ any })) },
    { weight: 1, arbitrary: several.chain((of) => fc.integer({ min: 1, max: of.length }).map((n): Clause => ({ atLeast: { n, of } }))) },
    { weight: 1, arbitrary: denied(inner).map((not): Clause => ({ not })) },
  );
};

const personal = fc.oneof(...aboutThePerson);
const personalClause = combined(personal, (inner) => inner, 2);

const remarks = fc.record({
  note: maybe(fc.constant('A note.')),
  origin: maybe(fc.constantFrom('seed' as const, 'literature' as const)),
  overridable: maybe(fc.constantFrom<Clause['overridable']>(false, { by: 'two-dermatologists' })),
  contradicts: maybe(fc.constantFrom('pregnancy', ...someQuestions.map((question) => `screening.${question}`))),
});

/** Any clause; `not` holds only what it may. */
const anyClause: fc.Arbitrary<Clause> = fc
  .tuple(
    combined(fc.oneof(...againstTreatment, ...aboutThePerson), () => personalClause, 2),
    maybe(remarks),
  )
  .map(([clause, remark]) => withoutUndefined({ ...clause, ...remark }));

const someNeeds = [
  'consultation.signed',
  'trichoanalysis',
  'trichoanalysis.infection',
  'examination',
  'pregnancy',
  'breastfeeding',
  'birthDate',
  'conditions.reviewed',
  'medications.reviewed',
  'allergies.reviewed',
  'procedures.reviewed',
  ...someQuestions.map((question) => `screening.${question}`),
  ...someLabs.map(({ lab }) => `lab.${lab}`),
];

const maxAgeDays: fc.Arbitrary<MaxAgeDays> = fc
  .record({ history: maybe(days), lab: maybe(days), vital: maybe(days), trichoanalysis: maybe(days) })
  .map(withoutUndefined);

const clauses = (minLength: number) => fc.array(anyClause, { minLength, maxLength: 2 });

export const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    severity: fc.constantFrom('contraindicated' as const, 'caution' as const, 'informational' as const),
    notApplicableWhen: maybe(fc.array(personalClause, { minLength: 1, maxLength: 2 })),
    contraindicatedWhen: maybe(clauses(1)),
    any: clauses(0),
    cautionWhen: maybe(clauses(1)),
    needsData: fc.uniqueArray(
      fc.uniqueArray(fc.constantFrom(...someNeeds), { minLength: 1, maxLength: 2 }).map((words) => words.join('|')),
      { maxLength: 3 },
    ),
    maxAgeDays: maybe(maxAgeDays),
    onSessionDay: fc.constant(undefined),
    overridable: fc.constantFrom<Rule['overridable']>(true, false, { by: 'dermatologist' }, { by: 'two-dermatologists' }),
    plainWords: maybe(fc.constant('In plain words.')),
    note: maybe(fc.constant('A note.')),
    setting: maybe(fc.constant('What to decide.')),
    citations: maybe(fc.constant([{ title: 'Elsewhere', url: 'https://example.org' }])),
  })
  .chain((rule) => {
    const asked = rule.needsData.length === 0 ? fc.constant(undefined) : maybe(fc.constantFrom(...rule.needsData).map((need) => ({ [need]: 'Please ask.' })));
    return asked.map(
      (ask): Rule =>
        withoutUndefined({
          id: 'any.rule',
          title: 'A rule',
          origin: 'literature' as const,
          citation: { title: 'Nowhere', url: null },
          ...rule,
          ask,
        }) as Rule,
    );
  });

export const anyRuleset: fc.Arbitrary<Ruleset> = fc
  .array(anyRule, { minLength: 1, maxLength: 4 })
  .map((rules) => ({ treatment: 'mesotherapy', title: 'Any rules', rules: rules.map((rule, index) => ({ ...rule, id: `any.rule-${index}` })) }));
