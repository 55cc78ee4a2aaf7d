import { describe, expect, it } from '@jest/globals';
import { bloodPanel } from '../../terminology/index.js';
import { parseRuleset } from '../engine/parse-ruleset.js';
import { needWords, screeningQuestions } from '../engine/questions.js';
import { languages } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { combinations, factCatalogue, findFactDefinition, listFactsAskedBy } from './catalogue.js';
import { toFactCatalogueResponse } from './fact.response.js';

const vocabulary = { analytes: new Map(bloodPanel.map((analyte) => [analyte.id as string, analyte.kind === 'quantitative' ? analyte.unit : null])) };

/** The kinds of clauses that the language has, as it tells whoever writes one that it does not know. */
const clauseKinds = parseRuleset({ treatment: 'mesotherapy', title: 'Example', rules: [{ any: [{ nonsense: true }] }] }, vocabulary)
  .errors.flatMap(({ detail }) => /^A clause has exactly one of (.*)\.$/.exec(detail)?.[1] ?? [])
  .flatMap((kinds) => kinds.split(', '));

const names = factCatalogue.map(({ fact }) => fact);
const clauses = new Set(factCatalogue.flatMap(({ clauses }) => clauses.map(({ clause }) => clause)));

describe('the catalogue of facts', () => {
  it('has each fact once', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it('has every analyte, every question and every word of needsData', () => {
    const needs = new Set(factCatalogue.flatMap((definition) => definition.needs));
    const wanted = [...bloodPanel.map(({ id }) => `lab.${id}`), ...screeningQuestions.map((name) => `screening.${name}`), ...needWords];
    expect(wanted.filter((need) => !needs.has(need))).toEqual([]);
    for (const need of needs) expect(findFactDefinition(need)?.needs).toContain(need);
  });

  it('says of every kind of clause which facts it asks for, or that it combines others', () => {
    expect(clauseKinds.length).toBeGreaterThan(15);
    expect(clauseKinds.filter((kind) => !clauses.has(kind) && !combinations.includes(kind))).toEqual([]);
    expect([...clauses].filter((kind) => !clauseKinds.includes(kind))).toEqual([]);
  });

  it('shows clauses that a ruleset may contain, and that ask for the fact', () => {
    for (const { fact, clauses } of factCatalogue) {
      for (const { clause, example } of clauses) {
        const rule = {
          id: 'example.rule',
          title: 'An example',
          origin: 'literature',
          citation: { title: 'None', url: null },
          severity: 'caution',
          any: [example],
          needsData: [],
          overridable: true,
        };
        const { errors } = parseRuleset({ treatment: 'mesotherapy', title: 'Example', rules: [rule] }, vocabulary);
        expect([fact, errors]).toEqual([fact, []]);
        expect(Object.keys(example)).toContain(clause);
        expect(listFactsAskedBy(example)).toContain(fact);
      }
    }
  });

  it('knows the facts of every clause of the shipped rules', () => {
    for (const { rules } of shippedRulesets) {
      for (const rule of rules) {
        for (const clause of [...rule.any, ...(rule.contraindicatedWhen ?? []), ...(rule.cautionWhen ?? []), ...(rule.notApplicableWhen ?? [])]) {
          const asked = listFactsAskedBy(clause);
          expect(asked.length).toBeGreaterThan(0);
          expect(asked.filter((fact) => !names.includes(fact))).toEqual([]);
        }
        for (const need of rule.needsData.flatMap((words) => words.split('|'))) expect(findFactDefinition(need)).toBeDefined();
      }
    }
  });

  it('says where each is recorded, but for what no call records', () => {
    expect(factCatalogue.filter(({ recordingRoutes }) => recordingRoutes.length === 0).map(({ fact }) => fact)).toEqual(['examination']);
  });

  it.each(languages)('has meaning and question of each in %s', (language) => {
    const { facts } = toFactCatalogueResponse(getMessages('checks', language));
    for (const { fact, meaning, question } of facts) {
      expect(meaning).not.toBe(fact);
      expect(question).not.toBe(fact);
      expect(question).not.toMatch(/[{}]/);
    }
  });

  it('finds the facts of clauses in clauses', () => {
    expect(listFactsAskedBy({ all: [{ screening: 'diabetes', is: 'yes' }, { any: [{ lab: 'hba1c', ge: 6.5, unit: '%' }, { labOnFile: ['tsh'] }] }] })).toEqual([
      'screening.diabetes',
      'lab.hba1c',
      'lab.tsh',
    ]);
  });
});
