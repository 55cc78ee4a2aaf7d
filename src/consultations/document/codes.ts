/** Prints codes in words. */
import type { Language } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';
import { analyteById } from '../../terminology/index.js';

interface Code {
  system: string;
  code: string;
  display?: string;
}

export const codeInPrint = ({ system, code }: Code, language: Language): string => `${messagesOf('codes', language).term('codeSystem', system)} ${code}`;

/** Finds the meaning of a code: the display recorded with it, else the text of the messages; null where neither exists. */
export const meaningOf = ({ system, code, display }: Code, language: Language): string | null => {
  const messages = messagesOf('codes', language);
  return display ?? messages.find(`diagnosis.${code}`) ?? (system === 'hairline' ? messages.term('procedure', code) : null);
};

/** Finds the name of an analyte of the panel; null where the panel has no analyte of that id. */
export const analyteInPrint = (id: string, language: Language): string | null => {
  const known = analyteById(id);
  return known ? (messagesOf('codes', language).find(`analyte.${known.id}`) ?? known.display) : null;
};
