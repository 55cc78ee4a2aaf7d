const LONGEST_LINE_BYTES = 75;

/** Folds lines by bytes, as RFC 5545 requires; the library counts characters, and a letter of Hindi has three bytes. No character is cut in two. */
export const foldLines = (text: string): string =>
  text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => {
      const lines: string[] = [''];
      let bytes = 0;
      for (const character of line) {
        const size = Buffer.byteLength(character);
        if (bytes + size > LONGEST_LINE_BYTES) {
          lines.push(' ');
          bytes = 1;
        }
        lines[lines.length - 1] += character;
        bytes += size;
      }
      return lines.join('\r\n');
    })
    .join('\r\n');
