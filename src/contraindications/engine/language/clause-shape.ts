import { conditionConcerns, medicineGroups } from '../../../terminology/concerns/index.js';
import { adverseEventKinds } from '../../../terminology/adverse-events.js';
import { isCodePrefix } from '../codes.js';
import { ingredientWords } from '../ingredients.js';
import { procedureWords } from '../procedures.js';
import { screeningQuestions } from '../questions.js';
import {
  count,
  days,
  either,
  listOf,
  matching,
  number,
  object,
  oneOf,
  pairOf,
  text,
  years,
  type JsonSchema,
  type Members,
  type Report,
  type Shape,
} from './shape.js';
import { isJsonObject } from '../../../kernel/json-object.js';

const icd10 = '[A-Z](\\d[0-9A-Z]?(\\.?[0-9A-Z]{0,4})?)?';
const icdPrefix = matching(new RegExp(`^${icd10}$`), 'malformed', 'The beginning of an ICD-10 code, such as E11 or L66.2.');
const concerns = Object.keys(conditionConcerns);
const groups = Object.keys(medicineGroups);
const atc = '[A-V](\\d\\d([A-Z]([A-Z](\\d\\d)?)?)?)?';
const conditionWord = matching(
  new RegExp(`^(${icd10}|${concerns.join('|')})$`),
  'malformed',
  `The beginning of an ICD-10 code, such as E11 or L66.2, or a concern: ${concerns.join(', ')}.`,
);
const medicineWord = matching(
  new RegExp(`^(${atc}|${groups.join('|')})$`),
  'malformed',
  `The beginning of an ATC code, such as B01AC06 or M01A, or a group of medicines: ${groups.join(', ')}.`,
);
const vocabulary = 'a substance or a class of the vocabulary (GET /v1/codes?system=hairline)';
const ingredient = oneOf(ingredientWords, `The id of ${vocabulary}, such as lidocaine or local-anaesthetic.`);
const substance = either(
  matching(new RegExp(`^${atc}$`), 'unknown-word', `The beginning of an ATC code, or the id of ${vocabulary}.`),
  ingredient,
  (word) => typeof word === 'string' && isCodePrefix(word),
);

const limits = ['ge', 'gt', 'le', 'lt'] as const;
const isTrue = oneOf([true]);
const isYes = oneOf(['yes']);

/** The remarks that any clause may have besides its question. */
const remarks: Members = {
  note: [text],
  origin: [oneOf(['seed', 'literature'])],
  overridable: [either(oneOf([false]), object({ by: oneOf(['two-dermatologists']) }), (value) => !isJsonObject(value))],
  contradicts: [oneOf([...screeningQuestions.map((question) => `screening.${question}`), 'pregnancy'])],
};

const clause = (members: Members, more?: JsonSchema): Shape => object({ ...members, ...remarks }, more);

/** The kinds of clauses, by the member that names the kind. A result is compared in one of three ways. */
const kindsOf = (analyte: Shape, inner: Shape): Record<string, Shape> => {
  const several = listOf(inner, 1);
  return {
    condition: clause({ condition: listOf(conditionWord, 1), except: [listOf(icdPrefix)], status: [oneOf(['active'])] }),
    screening: clause({ screening: oneOf(screeningQuestions), is: isYes }),
    medication: clause({
      medication: listOf(medicineWord, 1),
      status: [oneOf(['active'])],
      lastTaken: [oneOf(['not-stated'])],
      lastTakenWithinDays: [days],
      lastTakenDaysAgo: [pairOf(days)],
    }),
    lab: labOf(analyte),
    labOnFile: clause({ labOnFile: listOf(analyte, 1) }),
    vital: bloodPressure,
    trichoanalysis: trichoanalysis,
    pregnancy: clause({ pregnancy: isYes }),
    breastfeeding: clause({ breastfeeding: isYes }),
    capacityForPregnancy: clause({ capacityForPregnancy: oneOf(['no']) }),
    contraception: clause({ contraception: oneOf(['no']) }),
    sexAtBirth: clause({ sexAtBirth: oneOf(['female', 'male']) }),
    couldBecomePregnant: clause({ couldBecomePregnant: isTrue }),
    ageUnder: clause({ ageUnder: years }),
    ageOutside: clause({ ageOutside: pairOf(years) }),
    procedure: clause({ procedure: oneOf(procedureWords) }),
    procedureWithinDays: clause({ procedureWithinDays: listOf(oneOf(procedureWords), 1), days }),
    allergyToPlannedIngredient: clause({ allergyToPlannedIngredient: isTrue }),
    allergyToPlannedClass: clause({ allergyToPlannedClass: isTrue }),
    allergy: clause({ allergy: listOf(substance, 1) }),
    plannedIngredient: clause({ plannedIngredient: listOf(ingredient, 1) }),
    adverseEvent: clause({
      adverseEvent: listOf(oneOf(Object.keys(adverseEventKinds)), 1),
      while: [oneOf(['unresolved', 'until-allergy-recorded'])],
      serious: [isTrue],
    }),
    plannedFor: clause({
      plannedFor: listOf(conditionWord, 1),
      beganWithinDays: [days],
      stableWithinDays: [days],
      therapyTried: [oneOf(['no'])],
    }),
    all: clause({ all: several }),
    any: clause({ any: several }),
    atLeast: clause({ atLeast: object({ n: count, of: several }) }),
    not: clause({ not: inner }),
  };
};

/** The shape of a clause about a result: compared with limits in a unit, with a word, or with its reference range. */
const labOf = (analyte: Shape): Shape => {
  const limited = clause(
    { lab: analyte, unit: text, ge: [number], gt: [number], le: [number], lt: [number] },
    { anyOf: limits.map((limit) => ({ required: [limit] })) },
  );
  const word = clause({ lab: analyte, is: oneOf(['positive', 'negative']), withinDays: [days] });
  const reference = clause({ lab: analyte, outsideReference: isTrue });
  return {
    check: (value, pointer, report) => {
      const has = (name: string): boolean => isJsonObject(value) && value[name] !== undefined;
      const ways = [
        { shape: limited, stated: limits.some(has) },
        { shape: word, stated: has('is') },
        { shape: reference, stated: has('outsideReference') },
      ].filter(({ stated }) => stated);
      if (ways.length === 1) ways[0]!.shape.check(value, pointer, report);
      else report(pointer, 'malformed', 'Exactly one of limits (ge, gt, le, lt), is, or outsideReference.');
    },
    schema: { oneOf: [limited.schema, word.schema, reference.schema] },
  };
};

const pressures = pairOf(number);
const bloodPressureMembers = clause(
  { vital: oneOf(['blood-pressure']), geAny: [pressures], ltAny: [pressures], unit: oneOf(['mm[Hg]']) },
  { oneOf: [{ required: ['geAny'] }, { required: ['ltAny'] }] },
);
const bloodPressure: Shape = {
  check: (value, pointer, report) => {
    bloodPressureMembers.check(value, pointer, report);
    if (isJsonObject(value) && (value.geAny === undefined) === (value.ltAny === undefined)) report(pointer, 'malformed', 'Either geAny or ltAny.');
  },
  schema: bloodPressureMembers.schema,
};

/** The signs that rules may ask for, from any list of a trichoanalysis. */
export const trichoanalysisSigns: readonly string[] = [
  'erythematous',
  'scarred',
  'atrophic',
  'tender',
  'erythema',
  'scaling',
  'casts',
  'pustules',
  'papules',
  'crusts',
  'oedema',
  'haemorrhage',
  'fibrosis',
  'empty-follicles',
  'perifollicular-scale',
  'yellow-dots',
  'black-dots',
  'exclamation-mark-hairs',
  'broken-hairs',
];

/** The values of each field of a trichoanalysis; `unknown` is not a finding. */
const trichoanalysisValues: Record<string, readonly string[]> = {
  infection: ['none', 'bacterial', 'fungal', 'viral', 'parasitic', 'unspecified'],
  inflammation: ['none', 'mild', 'moderate', 'severe'],
  suspiciousLesion: ['yes', 'no'],
  signs: trichoanalysisSigns,
};
const trichoanalysisOf = Object.fromEntries(
  Object.entries(trichoanalysisValues).map(([field, values]) => [field, clause({ trichoanalysis: oneOf([field]), is: listOf(oneOf(values), 1) })]),
);
const anyField = clause({ trichoanalysis: oneOf(Object.keys(trichoanalysisValues)), is: listOf(text, 1) });
const trichoanalysis: Shape = {
  check: (value, pointer, report) => {
    const field = isJsonObject(value) && typeof value.trichoanalysis === 'string' ? value.trichoanalysis : '';
    (Object.hasOwn(trichoanalysisOf, field) ? trichoanalysisOf[field]! : anyField).check(value, pointer, report);
  },
  schema: { oneOf: Object.values(trichoanalysisOf).map(({ schema }) => schema) },
};

/** The greatest depth of nested clauses. */
export const deepest = 5;

const reference: JsonSchema = { $ref: '#/$defs/clause' };

const atDepth = (analyte: Shape, depth: number): Shape => {
  if (depth > deepest)
    return {
      check: (_value: unknown, pointer: string, report: Report) => report(pointer, 'too-deep', `Clauses stand at most ${deepest} deep in one another.`),
      schema: reference,
    };
  const kinds = kindsOf(analyte, atDepth(analyte, depth + 1));
  return {
    check: (value, pointer, report) => {
      if (!isJsonObject(value)) return report(pointer, 'not-an-object', 'A clause is an object.');
      const named = Object.keys(kinds).filter((kind) => Object.hasOwn(value, kind));
      const [kind] = named;
      if (kind === undefined || named.length > 1) return report(pointer, 'unknown-clause', `A clause has exactly one of ${Object.keys(kinds).join(', ')}.`);
      kinds[kind]!.check(value, pointer, report);
    },
    schema: reference,
  };
};

/** The shape of a clause, and its definition for a JSON Schema that has it at `#/$defs/clause`. The schema does not limit the depth. */
export const clauseShape = (analytes: Iterable<string>): { clause: Shape; definition: JsonSchema } => {
  const analyte = oneOf(analytes);
  const inner: Shape = { check: () => undefined, schema: reference };
  return { clause: atDepth(analyte, 0), definition: { oneOf: Object.values(kindsOf(analyte, inner)).map(({ schema }) => schema) } };
};
