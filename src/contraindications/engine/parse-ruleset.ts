import { ingredientWords } from './ingredients.js';
import { procedureWords } from './procedures.js';
import { needWords, screeningQuestions } from './questions.js';
import { treatments, type Ruleset } from './ruleset.js';

/** One thing wrong with a ruleset; `pointer` is an RFC 6901 JSON Pointer into it. */
export interface RulesetError {
  pointer: string;
  code: string;
  detail: string;
}

export type ParsedRuleset = { ruleset: Ruleset; errors: [] } | { ruleset: null; errors: RulesetError[] };

/** What the language's words refer to outside itself: the analytes and the canonical unit of each. */
export interface RulesetVocabulary {
  /** Canonical unit by analyte id; null for an analyte with words for values. */
  analytes: ReadonlyMap<string, string | null>;
}

type Check = (value: unknown, pointer: string, report: (pointer: string, code: string, detail: string) => void) => void;
type Shape = Record<string, { check: Check; optional?: true }>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Check = (value, pointer, report) => {
  if (typeof value !== 'string' || value.trim() === '') report(pointer, 'not-text', 'A text that is not empty.');
};
const number: Check = (value, pointer, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report(pointer, 'not-a-number', 'A number.');
};
const days: Check = (value, pointer, report) => {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > 36_500) report(pointer, 'not-days', 'A whole number of days, 0 to 36500.');
};
const flag: Check = (value, pointer, report) => {
  if (typeof value !== 'boolean') report(pointer, 'not-a-flag', 'true or false.');
};
const oneOf = (words: Iterable<unknown>): Check => {
  const allowed = [...words];
  return (value, pointer, report) => {
    if (!allowed.includes(value)) report(pointer, 'unknown-word', `One of ${allowed.join(', ')}.`);
  };
};
const listOf =
  (check: Check, least = 0): Check =>
  (value, pointer, report) => {
    if (!Array.isArray(value)) return report(pointer, 'not-a-list', 'A list.');
    if (value.length < least) report(pointer, 'too-few', `A list of at least ${least}.`);
    value.forEach((one, index) => check(one, `${pointer}/${index}`, report));
  };
const pairOf =
  (check: Check): Check =>
  (value, pointer, report) => {
    if (!Array.isArray(value) || value.length !== 2) return report(pointer, 'not-a-pair', 'A list of two.');
    value.forEach((one, index) => check(one, `${pointer}/${index}`, report));
  };
const matching =
  (pattern: RegExp, what: string): Check =>
  (value, pointer, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(pointer, 'malformed', what);
  };

const object =
  (shape: Shape): Check =>
  (value, pointer, report) => {
    if (!isObject(value)) return report(pointer, 'not-an-object', 'An object.');
    for (const key of Object.keys(value)) if (!(key in shape)) report(`${pointer}/${key}`, 'unknown-property', 'This is not a property here.');
    for (const [key, { check, optional }] of Object.entries(shape)) {
      if (value[key] !== undefined) check(value[key], `${pointer}/${key}`, report);
      else if (!optional) report(`${pointer}/${key}`, 'missing', 'This property is needed.');
    }
  };

const must = (check: Check) => ({ check });
const may = (check: Check) => ({ check, optional: true as const });

const icdPrefix = matching(/^[A-Z](\d[0-9A-Z]?(\.?[0-9A-Z]{0,4})?)?$/, 'The beginning of an ICD-10 code, such as E11 or L66.2.');
const atcPrefix = matching(/^[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?$/, 'The beginning of an ATC code, such as B01AC06 or M01A.');
const limits = ['ge', 'gt', 'le', 'lt'] as const;

/** The members of each kind of clause, by the member that names the kind. */
const clauseShapes = (analyte: Check, clauses: Check): Record<string, Shape> => ({
  condition: { condition: must(listOf(icdPrefix, 1)), except: may(listOf(icdPrefix)), status: may(oneOf(['active'])) },
  screening: { screening: must(oneOf(screeningQuestions)), is: must(oneOf(['yes'])) },
  medication: {
    medication: must(listOf(atcPrefix, 1)),
    status: may(oneOf(['active'])),
    lastTaken: may(oneOf(['not-stated'])),
    lastTakenWithinDays: may(days),
    lastTakenDaysAgo: may(pairOf(days)),
  },
  lab: {
    lab: must(analyte),
    unit: may(text),
    ge: may(number),
    gt: may(number),
    le: may(number),
    lt: may(number),
    is: may(oneOf(['positive', 'negative'])),
    withinDays: may(days),
    outsideReference: may(oneOf([true])),
  },
  labOnFile: { labOnFile: must(listOf(analyte, 1)) },
  vital: { vital: must(oneOf(['blood-pressure'])), geAny: may(pairOf(number)), ltAny: may(pairOf(number)), unit: must(oneOf(['mm[Hg]'])) },
  trichoanalysis: { trichoanalysis: must(oneOf(['infection', 'inflammation', 'suspiciousLesion'])), is: must(listOf(text, 1)) },
  pregnancy: { pregnancy: must(oneOf(['yes'])) },
  breastfeeding: { breastfeeding: must(oneOf(['yes'])) },
  capacityForPregnancy: { capacityForPregnancy: must(oneOf(['no'])) },
  sexAtBirth: { sexAtBirth: must(oneOf(['female', 'male'])) },
  couldBecomePregnant: { couldBecomePregnant: must(oneOf([true])) },
  ageUnder: { ageUnder: must(number) },
  ageOutside: { ageOutside: must(pairOf(number)) },
  procedure: { procedure: must(oneOf(procedureWords)) },
  procedureWithinDays: { procedureWithinDays: must(listOf(oneOf(procedureWords), 1)), days: must(days) },
  allergyToPlannedIngredient: { allergyToPlannedIngredient: must(oneOf([true])) },
  plannedIngredient: { plannedIngredient: must(listOf(oneOf(ingredientWords), 1)) },
  all: { all: must(clauses) },
  any: { any: must(clauses) },
});

const contradicted = oneOf([...screeningQuestions.map((question) => `screening.${question}`), 'pregnancy']);
const remarks: Shape = {
  note: may(text),
  origin: may(oneOf(['seed', 'literature'])),
  overridable: may(oneOf([false])),
  contradicts: may(contradicted),
};

/** How deep clauses may stand in clauses. */
const deepest = 5;

const clauseCheck = (vocabulary: RulesetVocabulary, depth = 0): Check => {
  const analyte = oneOf(vocabulary.analytes.keys());
  return (value, pointer, report) => {
    if (!isObject(value)) return report(pointer, 'not-an-object', 'A clause is an object.');
    if (depth > deepest) return report(pointer, 'too-deep', `Clauses stand at most ${deepest} deep in one another.`);
    const shapes = clauseShapes(analyte, listOf(clauseCheck(vocabulary, depth + 1), 1));
    const kinds = Object.keys(shapes).filter((kind) => kind in value);
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) return report(pointer, 'unknown-clause', `A clause has exactly one of ${Object.keys(shapes).join(', ')}.`);
    object({ ...shapes[kind], ...remarks })(value, pointer, report);
    if (kind === 'lab') labClause(value, pointer, report, vocabulary);
    if (kind === 'vital' && (value.geAny === undefined) === (value.ltAny === undefined)) report(pointer, 'malformed', 'Either geAny or ltAny.');
  };
};

/** A result is compared in one way: with limits in its canonical unit, with a word, or with its reference range. */
const labClause = (value: Record<string, unknown>, pointer: string, report: Parameters<Check>[2], vocabulary: RulesetVocabulary): void => {
  const limited = limits.some((limit) => value[limit] !== undefined);
  const ways = [limited, value.is !== undefined, value.outsideReference !== undefined].filter(Boolean).length;
  if (ways !== 1) report(pointer, 'malformed', 'Exactly one of limits (ge, gt, le, lt), is, or outsideReference.');
  const unit = vocabulary.analytes.get(String(value.lab));
  if (limited && unit !== undefined && value.unit !== unit)
    report(`${pointer}/unit`, 'wrong-unit', `Limits are in ${unit ?? 'no unit: this analyte has words for values'}.`);
};

const need =
  (vocabulary: RulesetVocabulary): Check =>
  (value, pointer, report) => {
    if (typeof value !== 'string') return report(pointer, 'not-text', 'A fact, or facts parted by |.');
    for (const one of value.split('|')) {
      const [kind, name = ''] = one.split('.');
      const known = kind === 'lab' ? vocabulary.analytes.has(name) : kind === 'screening' ? screeningQuestions.includes(name) : needWords.has(one);
      if (!known) report(pointer, 'unknown-fact', `No fact is called ${one}.`);
    }
  };

const maxAge = object({ history: may(days), lab: may(days), vital: may(days), trichoanalysis: may(days) });

const ruleCheck = (vocabulary: RulesetVocabulary): Check => {
  const clauses = listOf(clauseCheck(vocabulary));
  return object({
    id: must(matching(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/, 'A name such as mesotherapy.diabetes.')),
    title: must(text),
    origin: must(oneOf(['seed', 'literature'])),
    citation: must(
      object({
        title: must(text),
        url: { check: (value, pointer, report) => (value === null ? undefined : text(value, pointer, report)) },
        facts: may(listOf(text)),
      }),
    ),
    severity: must(oneOf(['contraindicated', 'caution', 'informational'])),
    notApplicableWhen: may(clauses),
    contraindicatedWhen: may(clauses),
    any: must(clauses),
    cautionWhen: may(clauses),
    needsData: must(listOf(need(vocabulary))),
    maxAgeDays: may(maxAge),
    onSessionDay: may(maxAge),
    overridable: must(flag),
    note: may(text),
    setting: may(text),
  });
};

/** Reads a ruleset from anything: the ruleset, or every error in it. */
export const parseRuleset = (input: unknown, vocabulary: RulesetVocabulary): ParsedRuleset => {
  const errors: RulesetError[] = [];
  const report = (pointer: string, code: string, detail: string): void => void errors.push({ pointer, code, detail });
  object({ treatment: must(oneOf(treatments)), title: must(text), rules: must(listOf(ruleCheck(vocabulary), 1)) })(input, '', report);
  if (isObject(input) && Array.isArray(input.rules)) {
    const seen = new Set<unknown>();
    input.rules.forEach((rule: unknown, index) => {
      const id = isObject(rule) ? rule.id : undefined;
      if (id !== undefined && seen.has(id)) report(`/rules/${index}/id`, 'duplicate', 'Another rule has this id.');
      seen.add(id);
    });
  }
  return errors.length === 0 ? { ruleset: input as Ruleset, errors: [] } : { ruleset: null, errors };
};
