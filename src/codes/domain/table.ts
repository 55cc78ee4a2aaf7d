/** Finds the columns of a release by their headers. */

/** The index of each column in a row. */
export interface Columns {
  code: number;
  display: number;
  synonyms: number | null;
}

/** The names that releases use for each column. */
const names = {
  code: ['code', 'loinc_num', 'icd10', 'icd-10', 'atc', 'atc code', 'atc_code', 'icd_code'],
  display: ['display', 'long_common_name', 'title', 'name', 'description', 'atc name', 'atc_name', 'long_title'],
  synonyms: ['synonyms', 'relatednames2'],
};

/** Finds the columns that a header names; null where the line is not a header. */
export const findColumns = (fields: readonly string[]): Columns | null => {
  const plain = fields.map((field) => field.trim().toLowerCase());
  const find = (known: readonly string[]): number => known.map((name) => plain.indexOf(name)).find((index) => index >= 0) ?? -1;
  const [code, display, synonyms] = [find(names.code), find(names.display), find(names.synonyms)];
  return code < 0 || display < 0 ? null : { code, display, synonyms: synonyms < 0 ? null : synonyms };
};
