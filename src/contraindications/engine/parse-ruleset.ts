import type { FieldError, FieldErrorCode } from '../../kernel/field-error.js';
import { validateRules } from './language/validate-rules.js';
import { createRulesetGrammar } from './language/ruleset-shape.js';
import type { JsonSchema } from './language/shape.js';
import type { Ruleset } from './ruleset.js';
import type { RulesetVocabulary } from './ruleset-vocabulary.js';

/** An error in a ruleset; `pointer` is a JSON Pointer into it. */
export type RulesetError = FieldError;

export type ParsedRuleset = { ruleset: Ruleset; errors: [] } | { ruleset: null; errors: RulesetError[] };

const grammars = new WeakMap<RulesetVocabulary, ReturnType<typeof createRulesetGrammar>>();

const getGrammar = (vocabulary: RulesetVocabulary): ReturnType<typeof createRulesetGrammar> => {
  let grammar = grammars.get(vocabulary);
  if (!grammar) grammars.set(vocabulary, (grammar = createRulesetGrammar([...vocabulary.analytes.keys()])));
  return grammar;
};

/** The JSON Schema of the language of rules, draft 2020-12; it describes the shape of a ruleset. */
export const getRulesetSchema = (vocabulary: RulesetVocabulary): JsonSchema => getGrammar(vocabulary).schema;

/** Parses any value as a ruleset; answers the ruleset, or every error in it. The meaning of the rules is checked once their shape is right. */
export const parseRuleset = (input: unknown, vocabulary: RulesetVocabulary): ParsedRuleset => {
  const errors: RulesetError[] = [];
  const report = (pointer: string, code: FieldErrorCode, detail: string): void => void errors.push({ pointer, code, detail });
  getGrammar(vocabulary).shape.check(input, '', report);
  if (errors.length === 0) validateRules(input as Ruleset, vocabulary, report);
  return errors.length === 0 ? { ruleset: input as Ruleset, errors: [] } : { ruleset: null, errors };
};
