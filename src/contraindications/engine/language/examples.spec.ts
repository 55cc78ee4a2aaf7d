import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { rulesetVocabulary } from '../../rulesets/vocabulary.js';
import { parseRuleset } from '../parse-ruleset.js';
import type { Clause, Rule } from '../ruleset.js';

const text = readFileSync(new URL('../../../../docs/rules-language.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json!) as unknown);
const inTable = [...text.matchAll(/^\| (`\{.*?\}`(?:, `\{.*?\}`)*) \|/gm)]
  .flatMap(([, cell]) => [...cell!.matchAll(/`(\{.*?\})`(?=[, ]|$)/g)].map(([, json]) => json!))
  .filter((json) => !json.includes('…'));

const errorsOf = (clause: unknown) => {
  const rule: Rule = {
    id: 'any.rule',
    title: 'A rule',
    origin: 'seed',
    citation: { title: 'Nowhere', url: null },
    severity: 'caution',
    any: [clause as Clause],
    needsData: [],
    overridable: true,
  };
  return parseRuleset({ treatment: 'mesotherapy', title: 'Mine', rules: [rule] }, rulesetVocabulary).errors;
};

describe('the examples of the language’s documentation', () => {
  it('are two, and twenty in the table', () => {
    expect([blocks.length, inTable.length >= 20]).toEqual([2, true]);
  });

  it('hold a ruleset', () => {
    expect(parseRuleset(blocks[0], rulesetVocabulary).errors).toEqual([]);
  });

  it('hold a combination', () => {
    expect(errorsOf(blocks[1])).toEqual([]);
  });

  it.each(inTable)('%s', (json) => {
    expect(errorsOf(JSON.parse(json))).toEqual([]);
  });
});
