import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { bloodPanel } from '../../terminology/index.js';
import { needWords, screeningQuestions } from '../engine/questions.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { languages } from './languages.js';
import { catalogues } from './messages/index.js';

interface Element {
  type: number;
  value: string;
  options?: Record<string, { value: Element[] }>;
}

const [LITERAL, POUND] = [0, 7];

/** Each placeholder of a message with its kind and the choices that it has, wherever in the message it stands. */
const placeholders = (elements: readonly Element[]): string[] => [
  ...new Set(
    elements
      .flatMap(({ type, value, options }) => [
        ...(type === LITERAL || type === POUND
          ? []
          : [
              `${value}:${type}:${Object.keys(options ?? {})
                .sort()
                .join('|')}`,
            ]),
        ...Object.values(options ?? {}).flatMap((option) => placeholders(option.value)),
      ])
      .sort(),
  ),
];

const placeholdersOf = (text: string, language: string): string[] =>
  placeholders(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst() as unknown as Element[]);

describe('the catalogue of messages', () => {
  it('has each key in each language, in the same order', () => {
    for (const language of languages) expect([language, Object.keys(catalogues[language])]).toEqual([language, Object.keys(catalogues.en)]);
  });

  it.each(languages)('has the same placeholders in %s as in English', (language) => {
    for (const [key, text] of Object.entries(catalogues.en)) {
      const translated = catalogues[language][key as keyof typeof catalogues.en];
      expect([key, placeholdersOf(translated, language)]).toEqual([key, placeholdersOf(text, 'en')]);
      expect([key, translated.trim()]).toEqual([key, translated]);
      expect(translated).not.toBe('');
    }
  });

  it('is really translated', () => {
    const latin = Object.entries(catalogues.hi).filter(([, text]) => !/\p{Script=Devanagari}/u.test(text));
    const placeholdersAndAcronyms = /^([\s{}(),:.]|\{\w+\}|HbA1c|INR|aPTT|DHEA-S|FSH|LH)*$/;
    expect(latin.filter(([, text]) => !placeholdersAndAcronyms.test(text))).toEqual([]);
  });

  it.each(languages)('says in %s in plain words what each shipped rule is about, and why it is there', (language) => {
    const keys = Object.keys(catalogues[language]);
    const missing = shippedRulesets.flatMap(({ rules }) =>
      rules.flatMap(({ id }) => [`rule.${id}.title`, `rule.${id}.explanation`].filter((key) => !keys.includes(key))),
    );
    expect(missing).toEqual([]);
  });

  it('has a question for each fact, a word for each screening question and a name for each analyte', () => {
    const wanted = [
      ...[...needWords].map((need) => `question.${need}`),
      ...screeningQuestions.flatMap((name) => [`question.screening.${name}`, `about.${name}`]),
      ...bloodPanel.map(({ id }) => `analyte.${id}`),
    ];
    expect(wanted.filter((key) => !(key in catalogues.en))).toEqual([]);
  });
});
