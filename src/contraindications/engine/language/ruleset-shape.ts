import { needWords, screeningQuestions } from '../questions.js';
import { clauseShape } from './clause-shape.js';
import { days, either, listOf, mapOf, matching, nothing, object, oneOf, text, type JsonSchema, type Shape } from './shape.js';
import { treatments } from '../../../kernel/treatment.js';
import { isJsonObject } from '../../../kernel/json-object.js';

const origin = oneOf(['seed', 'literature']);
const maxAge = object({ history: [days], lab: [days], vital: [days], trichoanalysis: [days] });
const citation = object({ title: text, url: either(nothing, text, (value) => value === null), facts: [listOf(text)] });
const flag = oneOf([true, false]);
const overridable = either(
  { ...flag, check: (value, pointer, report) => (typeof value === 'boolean' ? undefined : report(pointer, 'not-a-flag', 'true, false, or by whom, such as {"by": "two-dermatologists"}.')) },
  object({ by: oneOf(['dermatologist', 'two-dermatologists']) }),
  (value) => !isJsonObject(value),
);

const escaped = (word: string): string => word.replace(/[.-]/g, '\\$&').replaceAll('\\-', '-');

/** The pattern of a need; either alternative of `a|b` answers it. */
const needPattern = (analytes: Iterable<string>): RegExp => {
  const words = [...needWords, ...screeningQuestions.map((question) => `screening.${question}`), ...[...analytes].map((analyte) => `lab.${analyte}`)];
  const text = `(${words.map(escaped).join('|')})`;
  return new RegExp(`^${text}(\\|${text})*$`);
};

interface Grammar {
  shape: Shape;
  schema: JsonSchema;
}

/** The shape of a ruleset, for the analytes of the clinic's panel. */
export const rulesetGrammar = (analytes: readonly string[]): Grammar => {
  const { clause, definition } = clauseShape(analytes);
  const clauses = listOf(clause);
  const needs = needPattern(analytes);
  const rule = object({
    id: matching(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/, 'malformed', 'A name such as mesotherapy.diabetes.'),
    title: text,
    plainWords: [text],
    origin,
    citation,
    citations: [listOf(citation, 1)],
    severity: oneOf(['contraindicated', 'caution', 'informational']),
    notApplicableWhen: [clauses],
    contraindicatedWhen: [clauses],
    any: clauses,
    cautionWhen: [clauses],
    needsData: listOf(matching(needs, 'unknown-fact', 'A fact that the catalogue names (GET /v1/contraindication-facts), such as screening.diabetes, or several parted by |.')),
    ask: [mapOf(needs, 'unknown-fact', text)],
    maxAgeDays: [maxAge],
    onSessionDay: [maxAge],
    overridable,
    note: [text],
    setting: [text],
  });
  const shape = object({ treatment: oneOf(treatments), title: text, rules: listOf(rule, 1) });
  return {
    shape,
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Ruleset',
      description:
        'The rules that one treatment is checked by. What a schema cannot say (units that convert, codes that match something, clauses that can fire) is told in docs/rules-language.md, and checked when a ruleset is validated.',
      ...shape.schema,
      $defs: { clause: definition },
    },
  };
};
