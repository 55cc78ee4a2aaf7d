/** The texts for people are complete in every language: keys, arguments, choices, and no word left in English. */
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { languages, type Language } from '../../src/kernel/language.js';
import { clinicalStatuses, criticalities, medicationStatuses, verificationStatuses } from '../../src/record/index.js';
import { eventKinds } from '../../src/record/timeline/timeline.js';
import { reportStatuses } from '../../src/consultations/domain/blood-tests/blood-test-record.js';
import { alcoholHabits, smokingHabits } from '../../src/consultations/domain/medical-history/content.js';
import { screeningQuestions } from '../../src/consultations/domain/medical-history/screening.js';
import { needWords } from '../../src/contraindications/engine/questions.js';
import { shippedHashes } from '../../src/contraindications/rulesets/shipped/hashes.js';
import { shippedRulesets, findShippedWords } from '../../src/contraindications/rulesets/shipped/index.js';
import { flagCodes } from '../../src/consultations/domain/trichoanalysis/derived.js';
import * as looks from '../../src/consultations/domain/trichoanalysis/trichoanalysis.js';
import { assessors, scales } from '../../src/consultations/scales/domain/scale.js';
import { bloodPanel } from '../../src/terminology/index.js';
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
const known: ReadonlySet<string> = new Set(
  'FUT FUE SHA-256 SALT GAIS DLQI ICD-10 LOINC ATC SNOMED CT UCUM MCV TIBC OH TSH T4 T3 HbA1c INR aPTT eGFR ALT AST GGT CRP ESR G6PD DHEA FSH LH HBsAg anti-HBs VDRL RPR TPHA TPPA ANA hCG B12 ALP DHEA-S HIV MRI API record json Idempotency-Key If-Match'.split(
    ' ',
  ),
);

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
    const words = own.match(/\p{Script=Latin}[\p{Script=Latin}\d-]*[\p{Script=Latin}\d]/gu) ?? [];
    return script === 'Latn' && own !== theirs ? [] : words.filter((word) => !known.has(word));
  };

  it('leave nothing in English but names, units and codes', () => {
    expect(entriesOf(language).flatMap(([key, text, english]) => leftInEnglish(text, english).map((word) => `${key}: ${word}`))).toEqual([]);
  });
});

/** Values of the domain that are told in words: a new one needs a message. */
const named: [feature: Feature, group: string | null, values: readonly string[]][] = [
  ['consultation-document', 'screening', screeningQuestions],
  ['consultation-document', 'clinicalStatus', clinicalStatuses],
  ['consultation-document', 'verificationStatus', verificationStatuses.filter((status) => status !== 'entered-in-error')],
  ['consultation-document', 'medicationStatus', medicationStatuses.filter((status) => status !== 'entered-in-error')],
  ['consultation-document', 'criticality', criticalities],
  ['consultation-document', 'smoking', smokingHabits],
  ['consultation-document', 'alcohol', alcoholHabits],
  ['consultation-document', 'region', looks.regions],
  ['consultation-document', 'scalpCondition', looks.scalpConditions],
  ['consultation-document', 'infection', looks.infections],
  ['consultation-document', 'inflammation', looks.inflammations],
  ['consultation-document', 'buildUp', looks.buildUpKinds],
  ['consultation-document', 'hairShape', looks.hairShapes],
  ['consultation-document', 'hairThickness', looks.hairThicknesses],
  ['consultation-document', 'sign', looks.trichoscopicSigns],
  ['consultation-document', 'perifollicularSign', looks.perifollicularSigns],
  ['consultation-document', 'dandruffDistribution', looks.dandruffDistributions],
  ['consultation-document', 'scale', scales],
  ['consultation-document', 'assessor', assessors],
  ['consultation-document', 'trichoanalysis.flags', flagCodes.filter((code) => code !== 'lesion-to-be-examined')],
  ['consultation-document', 'rangeSource', ['laboratory', 'pregnancy', 'age', 'sex', 'either-sex', 'adult']],
  ['codes', 'analyte', bloodPanel.map(({ id }) => id)],
  ['record-terms', null, eventKinds],
  ['record-terms', null, reportStatuses],
  ['checks', 'question', [...needWords]],
  ['checks', 'question.screening', screeningQuestions],
  ['checks', 'about', screeningQuestions],
  ['checks', 'analyte', bloodPanel.map(({ id }) => id)],
];

describe('every value', () => {
  it.each(named)('of %s, %s, has its message', (feature, group, values) => {
    const keys = new Set(Object.keys(catalogues.en[feature]));
    expect(values.filter((value) => !keys.has(group === null ? value : `${group}.${value}`))).toEqual([]);
  });

  it('of the blood panel has the name in English documents that its code list has', () => {
    const names: Record<string, string> = catalogues.en.codes;
    expect(bloodPanel.filter(({ id, display }) => names[`analyte.${id}`] !== display)).toEqual([]);
  });
});

describe('the words of the shipped rules', () => {
  const everShipped = new Set(Object.values(shippedHashes).flatMap((rules) => Object.keys(rules)));

  it.each(languages)('say in %s what each rule is about, why it is there, and what to bear in mind where there is something', (language) => {
    const rules = shippedRulesets.flatMap((ruleset) => ruleset.rules);
    const wordless = rules.filter(
      ({ id, note }) =>
        findShippedWords(id, 'title', language) === null ||
        findShippedWords(id, 'plainWords', language) === null ||
        (findShippedWords(id, 'note', language) === null) !== (note === undefined),
    );
    expect(wordless.map(({ id }) => id)).toEqual([]);
  });

  it('are those of the rule itself, in English', () => {
    for (const { id, plainWords, note } of shippedRulesets.flatMap(({ rules }) => rules))
      expect([id, plainWords, note ?? null]).toEqual([id, findShippedWords(id, 'plainWords', 'en'), findShippedWords(id, 'note', 'en')]);
  });

  it.each(languages)('stand once in %s: what two rules of one name say alike stands under `both`', (language) => {
    const said = Object.entries<string>(catalogues[language].rules);
    const name = (key: string): string => key.slice(key.indexOf('.') + 1);
    const twice = said.filter(([key, text]) => said.some(([other, same]) => other !== key && same === text && name(other) === name(key)));
    expect(twice).toEqual([]);
  });

  it('belong to a rule that was shipped at some time, which a check of then still tells of', () => {
    const owner = (key: string): string => key.slice(0, key.lastIndexOf('.'));
    const owners = [...new Set(Object.keys(catalogues.en.rules).map(owner))].filter((id) => !id.startsWith('record.'));
    const ids = owners.flatMap((id) => (id.startsWith('both.') ? [id.replace('both.', 'mesotherapy.'), id.replace('both.', 'smp.')] : [id]));
    expect(ids.filter((id) => !everShipped.has(id))).toEqual([]);
  });
});
