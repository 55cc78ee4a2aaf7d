/** The texts for people are complete in every language: keys, arguments, choices, and no word left in English. */
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { languages, type Language } from '../../src/kernel/language.js';
import { locales } from '../../src/messages/locales.js';
import { catalogues, type Feature } from '../../src/messages/messages.js';

interface Element {
  type: number;
  value: string;
  options?: Record<string, { value: Element[] }>;
}

const [LITERAL, SELECT, PLURAL, POUND] = [0, 5, 6, 7];

const parsed = (text: string, language: Language): Element[] =>
  new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true }).getAst() as unknown as Element[];

const choicesOf = ({ options = {} }: Element): string[] => Object.keys(options).sort();

/** Each argument of a message with its kind, and a `select` with its choices, wherever in the message it stands. */
const argumentsOf = (elements: readonly Element[]): string[] => [
  ...new Set(
    elements
      .flatMap((element) => [
        ...(element.type === LITERAL || element.type === POUND
          ? []
          : [`${element.value}:${element.type}${element.type === SELECT ? `:${choicesOf(element).join('|')}` : ''}`]),
        ...Object.values(element.options ?? {}).flatMap((option) => argumentsOf(option.value)),
      ])
      .sort(),
  ),
];

/** The choices of each `plural` of a message. */
const pluralsOf = (elements: readonly Element[]): string[][] =>
  elements.flatMap((element) => [
    ...(element.type === PLURAL ? [choicesOf(element)] : []),
    ...Object.values(element.options ?? {}).flatMap((option) => pluralsOf(option.value)),
  ]);

/** What a message says by itself, without its arguments. */
const wordsOf = (elements: readonly Element[]): string =>
  elements
    .map((element) =>
      element.type === LITERAL
        ? element.value
        : Object.values(element.options ?? {})
            .map((option) => wordsOf(option.value))
            .join(' '),
    )
    .join(' ');

/** Names, units and codes that people who do not read English know in its letters. */
const known: ReadonlySet<string> = new Set(['FUT']);

const entriesOf = (language: Language): [key: string, text: string, english: string][] =>
  (Object.keys(catalogues.en) as Feature[]).flatMap((feature) =>
    Object.entries<string>(catalogues[language][feature]).map(([key, text]): [string, string, string] => [
      `${feature}: ${key}`,
      text,
      (catalogues.en[feature] as Record<string, string>)[key]!,
    ]),
  );

const translations = languages.filter((language) => language !== 'en');

describe.each(languages)('the messages in %s', (language) => {
  it('have each feature and each key, in the order of the English ones', () => {
    expect(entriesOf(language).map(([key]) => key)).toEqual(entriesOf('en').map(([key]) => key));
  });

  it('can be read as ICU messages, with the arguments and choices of the English ones', () => {
    const differing = entriesOf(language).filter(
      ([, text, english]) => argumentsOf(parsed(text, language)).join() !== argumentsOf(parsed(english, 'en')).join(),
    );
    expect(differing).toEqual([]);
  });

  it('count as the language counts', () => {
    const categories = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    const miscounted = entriesOf(language).filter(([, text]) => pluralsOf(parsed(text, language)).some((choices) => choices.join() !== categories.join()));
    expect(miscounted).toEqual([]);
  });

  it('say something, without white space around it', () => {
    expect(entriesOf(language).filter(([, text]) => text === '' || text.trim() !== text)).toEqual([]);
  });
});

describe.each(translations)('the messages in %s', (language) => {
  const script = new Intl.Locale(language).maximize().script!;

  /** In other letters than English, words in Latin letters; in the same letters, texts that are the same. */
  const leftInEnglish = (text: string, english: string): string[] => {
    const [own, theirs] = [wordsOf(parsed(text, language)), wordsOf(parsed(english, 'en'))];
    const words = own.match(/\p{Script=Latin}[\p{Script=Latin}\d-]+/gu) ?? [];
    return script === 'Latn' && own !== theirs ? [] : words.filter((word) => !known.has(word));
  };

  it('leave nothing in English but names, units and codes', () => {
    expect(entriesOf(language).flatMap(([key, text, english]) => leftInEnglish(text, english).map((word) => `${key}: ${word}`))).toEqual([]);
  });
});
