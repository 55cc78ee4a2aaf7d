/** The texts for people, in each language. Pure. */
import { IntlMessageFormat } from 'intl-messageformat';
import { languages, type Language } from '../kernel/language.js';
import type { ArgumentsOf, ValuesOf } from './arguments.js';
import { en } from './en/index.js';
import { hi } from './hi/index.js';
import { locales } from './locales.js';

/** The English texts are the source: a translation has each feature and each key of them. */
type Source = typeof en;
export type Feature = keyof Source;
export type MessageKey<F extends Feature> = keyof Source[F] & string;
/** The names in a group of messages: `sign` has `pain` where there is a message `sign.pain`. */
export type NameIn<F extends Feature, Group extends string> = MessageKey<F> extends infer Key ? (Key extends `${Group}.${infer Name}` ? Name : never) : never;
export type Translation = { readonly [F in Feature]: Readonly<Record<MessageKey<F>, string>> };

export const catalogues: Readonly<Record<Language, Translation>> = { en, hi };

type Text<F extends Feature, K extends MessageKey<F>> = Source[F][K] & string;
/** The values come along exactly when the message takes any. */
export type Values<F extends Feature, K extends MessageKey<F>> = [ArgumentsOf<Text<F, K>>] extends [never] ? [] : [values: ValuesOf<Text<F, K>>];
/** The messages that take no values, such as labels. */
export type PlainKey<F extends Feature> = { [K in MessageKey<F>]: [ArgumentsOf<Text<F, K>>] extends [never] ? K : never }[MessageKey<F>];
type Said = (values: Readonly<Record<string, string | number>>) => string;

const NO_VALUES = {};

/** A text without an argument is said as it stands. */
const compileMessage = (text: string, locale: string): Said => {
  if (!text.includes('{')) return () => text;
  const format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  return (values) => String(format.format(values));
};

/** The messages of one feature in one language. Each is compiled when it is said for the first time, and once. */
export class Messages<F extends Feature> {
  readonly locale: string;
  private readonly texts: Readonly<Record<string, string>>;
  private readonly known = new Map<string, Said>();

  constructor(
    feature: F,
    readonly language: Language,
  ) {
    this.locale = locales[language];
    this.texts = catalogues[language][feature];
  }

  say<K extends MessageKey<F>>(key: K, ...[values]: Values<F, K>): string {
    return this.formatMessage(key, values ?? NO_VALUES);
  }

  /** The message of a key that is put together at run time; null where there is none, as for a rule that a clinic wrote itself. */
  find(key: string, values: Readonly<Record<string, string | number>> = NO_VALUES): string | null {
    return Object.hasOwn(this.texts, key) ? this.formatMessage(key, values) : null;
  }

  /** A value of a list in words, by the message `group.value`. One that has no message is said as it is, without hyphens, and never left out. */
  describeTerm(group: string, value: string): string {
    return this.find(`${group}.${value}`) ?? value.replaceAll('-', ' ');
  }

  private formatMessage(key: string, values: Readonly<Record<string, string | number>>): string {
    let said = this.known.get(key);
    if (!said) this.known.set(key, (said = compileMessage(this.texts[key]!, this.locale)));
    return said(values);
  }
}

const features = Object.keys(en) as Feature[];
const all = new Map(
  languages.map((language) => [language, new Map(features.map((feature) => [feature, new Messages(feature, language) as Messages<never>] as const))] as const),
);

/** The messages of a feature in a language: always the same object. */
export const getMessages = <F extends Feature>(feature: F, language: Language): Messages<F> => all.get(language)!.get(feature) as unknown as Messages<F>;
