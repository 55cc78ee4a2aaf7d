/** The deepest nesting of JSON that the server reads: far deeper than any body of this API. */
export const DEEPEST_JSON = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const opensBracket = (byte: number): boolean => byte === 0x5b || byte === 0x7b;
const closesBracket = (byte: number): boolean => byte === 0x5d || byte === 0x7d;

/**
 * Whether JSON is nested too deeply. One pass over the bytes comes before the parser, because a parser takes a hundred times as long for a level as for a
 * character.
 */
export const isTooDeep = (json: Buffer): boolean => {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!;
    if (byte === QUOTE) {
      // Skip to the end of the text: the next quote after an even number of backslashes.
      for (at = json.indexOf(QUOTE, at + 1); at >= 0; at = json.indexOf(QUOTE, at + 1)) {
        let before = at;
        while (json[before - 1] === BACKSLASH) before--;
        if ((at - before) % 2 === 0) break;
      }
      if (at < 0) return false;
    } else if (opensBracket(byte)) {
      if (++depth > DEEPEST_JSON) return true;
    } else if (closesBracket(byte)) depth--;
  }
  return false;
};
