/** Reads files of rows and columns, separated by tabs, commas or semicolons, with quotation marks after RFC 4180. */

/**
 * Finds the delimiter of the columns in the first line: the first of the three characters there, because no code and no column name contains one. Null where
 * there is none.
 */
export const findDelimiter = (line: string): string | null => /[\t;,]/.exec(line)?.[0] ?? null;

/** Splits a row into its fields; null where a quotation mark is still open at the end of the row. */
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
