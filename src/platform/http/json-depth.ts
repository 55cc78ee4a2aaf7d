/** Deeper than any body of ours, by far. */
export const DEEPEST_JSON = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const opens = (byte: number): boolean => byte === 0x5b || byte === 0x7b;
const closes = (byte: number): boolean => byte === 0x5d || byte === 0x7d;

/**
 * Whether JSON is nested deeper than any body is: one pass over the bytes before it is parsed, because a parser pays for each level
 * a hundred times what it pays for a character.
 */
export const isTooDeep = (json: Buffer): boolean => {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!;
    if (byte === QUOTE) {
      // To the end of the text: the next quote before which there is an even number of backslashes.
      for (at = json.indexOf(QUOTE, at + 1); at >= 0; at = json.indexOf(QUOTE, at + 1)) {
        let before = at;
        while (json[before - 1] === BACKSLASH) before--;
        if ((at - before) % 2 === 0) break;
      }
      if (at < 0) return false;
    } else if (opens(byte)) {
      if (++depth > DEEPEST_JSON) return true;
    } else if (closes(byte)) depth--;
  }
  return false;
};
