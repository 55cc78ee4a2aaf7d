import { needWords, screeningQuestions } from '../questions.js';
import { createClauseShape } from './clause-shape.js';
import {
  days,
  createEitherShape,
  createListShape,
  createMapShape,
  createPatternShape,
  nothing,
  createObjectShape,
  createChoiceShape,
  text,
  type JsonSchema,
  type Shape,
} from './shape.js';
import { treatments } from '../../../kernel/treatment.js';
import { isJsonObject } from '../../../kernel/json-object.js';

const origin = createChoiceShape(['seed', 'literature']);
const maxAge = createObjectShape({ history: [days], lab: [days], vital: [days], trichoanalysis: [days] });
const citation = createObjectShape({ title: text, url: createEitherShape(nothing, text, (value) => value === null), facts: [createListShape(text)] });
const flag = createChoiceShape([true, false]);
const overridable = createEitherShape(
  {
    ...flag,
    check: (value, pointer, report) =>
      typeof value === 'boolean' ? undefined : report(pointer, 'not-a-flag', 'true, false, or by whom, such as {"by": "two-dermatologists"}.'),
  },
  createObjectShape({ by: createChoiceShape(['dermatologist', 'two-dermatologists']) }),
  (value) => !isJsonObject(value),
);

const escapeWord = (word: string): string => word.replace(/[.-]/g, '\\$&').replaceAll('\\-', '-');

/** The pattern of a need; either alternative of `a|b` answers it. */
const createNeedPattern = (analytes: Iterable<string>): RegExp => {
  const words = [...needWords, ...screeningQuestions.map((question) => `screening.${question}`), ...[...analytes].map((analyte) => `lab.${analyte}`)];
  const text = `(${words.map(escapeWord).join('|')})`;
  return new RegExp(`^${text}(\\|${text})*$`);
};

interface Grammar {
  shape: Shape;
  schema: JsonSchema;
}

/** The shape of a ruleset, for the analytes of the clinic's panel. */
export const createRulesetGrammar = (analytes: readonly string[]): Grammar => {
  const { clause, definition } = createClauseShape(analytes);
  const clauses = createListShape(clause);
  const needs = createNeedPattern(analytes);
  const rule = createObjectShape({
    id: createPatternShape(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/, 'malformed', 'A name such as mesotherapy.diabetes.'),
    title: text,
    plainWords: [text],
    origin,
    citation,
    citations: [createListShape(citation, 1)],
    severity: createChoiceShape(['contraindicated', 'caution', 'informational']),
    notApplicableWhen: [clauses],
    contraindicatedWhen: [clauses],
    any: clauses,
    cautionWhen: [clauses],
    needsData: createListShape(
      createPatternShape(
        needs,
        'unknown-fact',
        'A fact that the catalogue names (GET /v1/contraindication-facts), such as screening.diabetes, or several parted by |.',
      ),
    ),
    ask: [createMapShape(needs, 'unknown-fact', text)],
    maxAgeDays: [maxAge],
    onSessionDay: [maxAge],
    overridable,
    note: [text],
    setting: [text],
  });
  const shape = createObjectShape({ treatment: createChoiceShape(treatments), title: text, rules: createListShape(rule, 1) });
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
