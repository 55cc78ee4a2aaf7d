/** Files of rows and columns: separated by tabs, commas or semicolons, with quotation marks as RFC 4180 has them. */

/** Where in a row things stand. */
export interface Columns {
  code: number;
  display: number;
  synonyms: number | null;
}

/** What divides the columns, as the first line shows: whichever comes first, as no code holds one. Null where it is not divided. */
export const delimiterOf = (line: string): string | null => /[\t;,]/.exec(line)?.[0] ?? null;

/** The names under which releases have the column. */
const names = {
  code: ['code', 'loinc_num', 'icd10', 'icd-10', 'atc', 'atc code', 'atc_code', 'icd_code'],
  display: ['display', 'long_common_name', 'title', 'name', 'description', 'atc name', 'atc_name', 'long_title'],
  synonyms: ['synonyms', 'relatednames2'],
};

/** The columns that a header names; null when the line is no header. */
export const columnsOf = (fields: readonly string[]): Columns | null => {
  const plain = fields.map((field) => field.trim().toLowerCase());
  const find = (known: readonly string[]): number => known.map((name) => plain.indexOf(name)).find((index) => index >= 0) ?? -1;
  const [code, display, synonyms] = [find(names.code), find(names.display), find(names.synonyms)];
  return code < 0 || display < 0 ? null : { code, display, synonyms: synonyms < 0 ? null : synonyms };
};

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
