/**
 * What text may hold. The characters stand in the Unicode Standard: controls and noncharacters (chapter 23), formatting of
 * bidirectional text (UAX #9), what is ignorable by default (UAX #44).
 */

/** Why a text is refused, in words that follow "The text holds"; null where it is sound. */
type Fault = string;

/** Everything that `faultOf` names but half a surrogate pair: the one look at text that almost always is sound. */
const UNSOUND = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]/;
const NUL = /\0/;
const CONTROL = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
/** Embeddings, overrides and isolates: they show text in another order than it is stored in. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;
/** What decoders put in place of bytes that they could not read. */
const REPLACEMENT = /\ufffd/;

/** What no text of ours may hold; null where it holds none of it. Tabs and line ends are text. */
export const faultOf = (text: string): Fault | null => {
  if (!text.isWellFormed()) return 'half a surrogate pair';
  if (!UNSOUND.test(text)) return null;
  if (NUL.test(text)) return 'a NUL character';
  if (CONTROL.test(text)) return 'a control character';
  if (DIRECTION.test(text)) return 'a character that changes the direction of what follows';
  if (REPLACEMENT.test(text)) return 'U+FFFD, which stands where bytes could not be read';
  return 'a code that is no character';
};

const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether anything of the text can be seen: spaces, fillers, joiners and accents without a letter cannot. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);

/** Joiners shape the letters of Persian and of Indic scripts, and variation selectors those of others: between letters they are spelling. */
const INVISIBLE = /(?![\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;
const SHAPING_OF_NOTHING = /(?<![\p{L}\p{M}\p{S}])[\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+|[\u200c\u200d]+(?![\p{L}\p{M}\p{S}])/gu;
const SPACES = /[\s\u2800]+/g;

/** A line as it is seen: composed (NFC), without what cannot be seen, its words one space apart. Two names that look alike are then alike. */
export const seenLine = (text: string): string => text.normalize('NFC').replace(INVISIBLE, '').replace(SHAPING_OF_NOTHING, '').replace(SPACES, ' ').trim();
