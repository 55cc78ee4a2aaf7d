/**
 * The words of the shipped rules stand once, in src/messages, in each language. The English ones are a part of the rule, which its hash covers and which a
 * clinic edits as it edits the rest: docs/decisions/0038-words-of-rules.md.
 */
import type { Language } from '../../../kernel/language.js';
import { getMessages, type MessageKey } from '../../../messages/index.js';
import type { Rule } from '../../engine/index.js';

type Part = 'title' | 'plainWords' | 'note';

/** Rules of this name, whatever the treatment, have such words. */
type NamedBy<Words extends Part> =
  MessageKey<'rules'> extends infer Key
    ? Key extends `both.${infer Name}.${Words}`
      ? `mesotherapy.${Name}` | `smp.${Name}`
      : Key extends `${infer RuleId}.${Words}`
        ? RuleId
        : never
    : never;

/** A rule as it is written here: one whose title or plain words are missing among the messages does not compile. */
export type ShippedRule = Omit<Rule, 'id' | Part> & {
  id: Exclude<NamedBy<'title'> & NamedBy<'plainWords'>, `record.${string}`>;
  /** The medical term for what the message calls by a plain name; the message itself where it says the same. */
  title?: string;
};

/** What a message says for a shipped rule; null where there is none, such as a note. */
export const findShippedWords = (ruleId: string, part: Part, language: Language): string | null => {
  const messages = getMessages('rules', language);
  return messages.find(`${ruleId}.${part}`) ?? messages.find(`both.${ruleId.slice(ruleId.indexOf('.') + 1)}.${part}`);
};

/** The rules with their words, as they are shipped. */
export const withWords = (rules: readonly ShippedRule[]): Rule[] =>
  rules.map(({ id, title, ...rule }) => {
    const note = findShippedWords(id, 'note', 'en');
    return {
      id,
      title: title ?? findShippedWords(id, 'title', 'en')!,
      plainWords: findShippedWords(id, 'plainWords', 'en')!,
      ...rule,
      ...(note !== null && { note }),
    };
  });
