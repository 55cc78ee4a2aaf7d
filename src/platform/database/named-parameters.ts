/** SQL says `:patientId`; PostgreSQL wants `$1`. */

/** What holds no parameter: a text, a quoted name, a comment, a cast. Else a parameter, whose name begins small. */
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z][A-Za-z0-9]*)/g;

export interface NumberedText {
  text: string;
  /** The names in the order of their numbers. */
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
