/**
 * Which characters a text may contain. The classes come from the Unicode Standard: controls and noncharacters (chapter 23), formatting of bidirectional text
 * (UAX #9), ignorable characters (UAX #44).
 */

/** Why a text is refused, in words that follow "The text holds"; null for a sound text. */
type Fault = string;

/** Every character that `findTextFault` refuses, but halves of surrogate pairs. One search of this pattern passes nearly every text. */
const UNSOUND = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]/;
const NUL = /\0/;
const CONTROL = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
/** Embeddings, overrides and isolates display a text in another order than it is stored in. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;
/** The character that decoders put in place of bytes they could not read. */
const REPLACEMENT = /\ufffd/;

/** Names the first character that a text may not contain; null where there is none. Tabs and line ends are allowed. */
export const findTextFault = (text: string): Fault | null => {
  if (!text.isWellFormed()) return 'half a surrogate pair';
  if (!UNSOUND.test(text)) return null;
  if (NUL.test(text)) return 'a NUL character';
  if (CONTROL.test(text)) return 'a control character';
  if (DIRECTION.test(text)) return 'a character that changes the direction of what follows';
  if (REPLACEMENT.test(text)) return 'U+FFFD, which stands where bytes could not be read';
  return 'a code that is no character';
};

const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether any character of the text is visible. Spaces, fillers, joiners and accents without a letter are not. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);

/** Joiners shape letters of Persian and Indic scripts, and variation selectors those of other scripts: between letters they belong to the spelling. */
const INVISIBLE = /(?![\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;
const SHAPING_OF_NOTHING = /(?<![\p{L}\p{M}\p{S}])[\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+|[\u200c\u200d]+(?![\p{L}\p{M}\p{S}])/gu;
const SPACES = /[\s\u2800]+/g;

/** Normalizes a line to what people see: composed (NFC), without invisible characters, one space between words. Names that look alike become alike. */
export const normalizeLine = (text: string): string => text.normalize('NFC').replace(INVISIBLE, '').replace(SHAPING_OF_NOTHING, '').replace(SPACES, ' ').trim();
