/** Replaces `:patientId` by `$1`, as PostgreSQL wants it. */

/** The tokens of SQL: texts, quoted names, comments and casts, which contain no parameter; else a parameter, whose name begins with a small letter. */
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z][A-Za-z0-9]*)/g;

export interface NumberedText {
  text: string;
  /** The names of the parameters, in the order of their numbers. */
  names: string[];
}

export const numberParameters = (sql: string): NumberedText => {
  const names: string[] = [];
  const text = sql.replaceAll(TOKEN, (token: string, name: string | undefined) => {
    if (name === undefined) return token;
    const known = names.indexOf(name);
    return `$${known < 0 ? names.push(name) : known + 1}`;
  });
  return { text, names };
};
