/** Files of rows and columns: separated by tabs, commas or semicolons, with quotation marks as RFC 4180 has them. */

/** What divides the columns, as the first line shows: whichever comes first, as neither a code nor the name of a column holds one. Null where it is not divided. */
export const delimiterOf = (line: string): string | null => /[\t;,]/.exec(line)?.[0] ?? null;

/** The fields of a row; null when a quotation mark is still open at its end. */
export const splitFields = (row: string, delimiter: string): string[] | null => {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (row[at] === '"') {
      let field = '';
      let from = at + 1;
      for (;;) {
        const mark = row.indexOf('"', from);
        if (mark < 0) return null;
        field += row.slice(from, mark);
        from = mark + 1;
        if (row[from] !== '"') break;
        field += '"';
        from++;
      }
      const end = row.indexOf(delimiter, from);
      fields.push(field + row.slice(from, end < 0 ? undefined : end));
      at = end;
    } else {
      const end = row.indexOf(delimiter, at);
      fields.push(row.slice(at, end < 0 ? undefined : end));
      at = end;
    }
    if (at < 0) return fields;
    at += delimiter.length;
  }
};
