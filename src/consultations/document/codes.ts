/** Prints codes in words. */
import type { Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { findAnalyteById } from '../../terminology/index.js';

interface Code {
  system: string;
  code: string;
  display?: string;
}

export const formatCode = ({ system, code }: Code, language: Language): string =>
  `${getMessages('codes', language).describeTerm('codeSystem', system)} ${code}`;

/** Finds the meaning of a code: the display recorded with it, else the text of the messages; null where neither exists. */
export const findCodeMeaning = ({ system, code, display }: Code, language: Language): string | null => {
  const messages = getMessages('codes', language);
  return display ?? messages.find(`diagnosis.${code}`) ?? (system === 'hairline' ? messages.describeTerm('procedure', code) : null);
};

/** Finds the name of an analyte of the panel; null where the panel has no analyte of that id. */
export const findAnalyteName = (id: string, language: Language): string | null => {
  const known = findAnalyteById(id);
  return known ? (getMessages('codes', language).find(`analyte.${known.id}`) ?? known.display) : null;
};
