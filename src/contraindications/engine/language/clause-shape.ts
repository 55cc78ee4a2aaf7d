import { conditionConcerns, medicineGroups } from '../../../terminology/concerns/index.js';
import { adverseEventKinds } from '../../../terminology/adverse-events.js';
import { isCodePrefix } from '../codes.js';
import { ingredientWords } from '../ingredients.js';
import { procedureWords } from '../procedures.js';
import { screeningQuestions } from '../questions.js';
import {
  count,
  days,
  createEitherShape,
  createListShape,
  createPatternShape,
  number,
  createObjectShape,
  createChoiceShape,
  createPairShape,
  text,
  years,
  type JsonSchema,
  type Members,
  type Report,
  type Shape,
} from './shape.js';
import { isJsonObject } from '../../../kernel/json-object.js';

const icd10 = '[A-Z](\\d[0-9A-Z]?(\\.?[0-9A-Z]{0,4})?)?';
const icdPrefix = createPatternShape(new RegExp(`^${icd10}$`), 'malformed', 'The beginning of an ICD-10 code, such as E11 or L66.2.');
const concerns = Object.keys(conditionConcerns);
const groups = Object.keys(medicineGroups);
const atc = '[A-V](\\d\\d([A-Z]([A-Z](\\d\\d)?)?)?)?';
const conditionWord = createPatternShape(
  new RegExp(`^(${icd10}|${concerns.join('|')})$`),
  'malformed',
  `The beginning of an ICD-10 code, such as E11 or L66.2, or a concern: ${concerns.join(', ')}.`,
);
const medicineWord = createPatternShape(
  new RegExp(`^(${atc}|${groups.join('|')})$`),
  'malformed',
  `The beginning of an ATC code, such as B01AC06 or M01A, or a group of medicines: ${groups.join(', ')}.`,
);
const vocabulary = 'a substance or a class of the vocabulary (GET /v1/codes?system=hairline)';
const ingredient = createChoiceShape(ingredientWords, `The id of ${vocabulary}, such as lidocaine or local-anaesthetic.`);
const substance = createEitherShape(
  createPatternShape(new RegExp(`^${atc}$`), 'unknown-word', `The beginning of an ATC code, or the id of ${vocabulary}.`),
  ingredient,
  (word) => typeof word === 'string' && isCodePrefix(word),
);

const limits = ['ge', 'gt', 'le', 'lt'] as const;
const isTrue = createChoiceShape([true]);
const isYes = createChoiceShape(['yes']);

/** The remarks that any clause may have besides its question. */
const remarks: Members = {
  note: [text],
  origin: [createChoiceShape(['seed', 'literature'])],
  overridable: [
    createEitherShape(createChoiceShape([false]), createObjectShape({ by: createChoiceShape(['two-dermatologists']) }), (value) => !isJsonObject(value)),
  ],
  contradicts: [createChoiceShape([...screeningQuestions.map((question) => `screening.${question}`), 'pregnancy'])],
};

const createRemarkedShape = (members: Members, more?: JsonSchema): Shape => createObjectShape({ ...members, ...remarks }, more);

/** The kinds of clauses, by the member that names the kind. A result is compared in one of three ways. */
const createKindShapes = (analyte: Shape, inner: Shape): Record<string, Shape> => {
  const several = createListShape(inner, 1);
  return {
    condition: createRemarkedShape({
      condition: createListShape(conditionWord, 1),
      except: [createListShape(icdPrefix)],
      status: [createChoiceShape(['active'])],
    }),
    screening: createRemarkedShape({ screening: createChoiceShape(screeningQuestions), is: isYes }),
    medication: createRemarkedShape({
      medication: createListShape(medicineWord, 1),
      status: [createChoiceShape(['active'])],
      lastTaken: [createChoiceShape(['not-stated'])],
      lastTakenWithinDays: [days],
      lastTakenDaysAgo: [createPairShape(days)],
    }),
    lab: createLabShape(analyte),
    labOnFile: createRemarkedShape({ labOnFile: createListShape(analyte, 1) }),
    vital: bloodPressure,
    trichoanalysis: trichoanalysis,
    pregnancy: createRemarkedShape({ pregnancy: isYes }),
    breastfeeding: createRemarkedShape({ breastfeeding: isYes }),
    capacityForPregnancy: createRemarkedShape({ capacityForPregnancy: createChoiceShape(['no']) }),
    contraception: createRemarkedShape({ contraception: createChoiceShape(['no']) }),
    sexAtBirth: createRemarkedShape({ sexAtBirth: createChoiceShape(['female', 'male']) }),
    couldBecomePregnant: createRemarkedShape({ couldBecomePregnant: isTrue }),
    ageUnder: createRemarkedShape({ ageUnder: years }),
    ageOutside: createRemarkedShape({ ageOutside: createPairShape(years) }),
    procedure: createRemarkedShape({ procedure: createChoiceShape(procedureWords) }),
    procedureWithinDays: createRemarkedShape({ procedureWithinDays: createListShape(createChoiceShape(procedureWords), 1), days }),
    allergyToPlannedIngredient: createRemarkedShape({ allergyToPlannedIngredient: isTrue }),
    allergyToPlannedClass: createRemarkedShape({ allergyToPlannedClass: isTrue }),
    allergy: createRemarkedShape({ allergy: createListShape(substance, 1) }),
    plannedIngredient: createRemarkedShape({ plannedIngredient: createListShape(ingredient, 1) }),
    adverseEvent: createRemarkedShape({
      adverseEvent: createListShape(createChoiceShape(Object.keys(adverseEventKinds)), 1),
      while: [createChoiceShape(['unresolved', 'until-allergy-recorded'])],
      serious: [isTrue],
    }),
    plannedFor: createRemarkedShape({
      plannedFor: createListShape(conditionWord, 1),
      beganWithinDays: [days],
      stableWithinDays: [days],
      therapyTried: [createChoiceShape(['no'])],
    }),
    all: createRemarkedShape({ all: several }),
    any: createRemarkedShape({ any: several }),
    atLeast: createRemarkedShape({ atLeast: createObjectShape({ n: count, of: several }) }),
    not: createRemarkedShape({ not: inner }),
  };
};

/** The shape of a clause about a result: compared with limits in a unit, with a word, or with its reference range. */
const createLabShape = (analyte: Shape): Shape => {
  const limited = createRemarkedShape(
    { lab: analyte, unit: text, ge: [number], gt: [number], le: [number], lt: [number] },
    { anyOf: limits.map((limit) => ({ required: [limit] })) },
  );
  const word = createRemarkedShape({ lab: analyte, is: createChoiceShape(['positive', 'negative']), withinDays: [days] });
  const reference = createRemarkedShape({ lab: analyte, outsideReference: isTrue });
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

const pressures = createPairShape(number);
const bloodPressureMembers = createRemarkedShape(
  { vital: createChoiceShape(['blood-pressure']), geAny: [pressures], ltAny: [pressures], unit: createChoiceShape(['mm[Hg]']) },
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
  Object.entries(trichoanalysisValues).map(([field, values]) => [
    field,
    createRemarkedShape({ trichoanalysis: createChoiceShape([field]), is: createListShape(createChoiceShape(values), 1) }),
  ]),
);
const anyField = createRemarkedShape({ trichoanalysis: createChoiceShape(Object.keys(trichoanalysisValues)), is: createListShape(text, 1) });
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

const createShapeAtDepth = (analyte: Shape, depth: number): Shape => {
  if (depth > deepest)
    return {
      check: (_value: unknown, pointer: string, report: Report) => report(pointer, 'too-deep', `Clauses stand at most ${deepest} deep in one another.`),
      schema: reference,
    };
  const kinds = createKindShapes(analyte, createShapeAtDepth(analyte, depth + 1));
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
export const createClauseShape = (analytes: Iterable<string>): { clause: Shape; definition: JsonSchema } => {
  const analyte = createChoiceShape(analytes);
  const inner: Shape = { check: () => undefined, schema: reference };
  return { clause: createShapeAtDepth(analyte, 0), definition: { oneOf: Object.values(createKindShapes(analyte, inner)).map(({ schema }) => schema) } };
};
