/** One SQL statement with the name under which the server keeps its plan. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

const known = new Map<string, Statement>();

/** Declares a named statement; the name is unique in the product, as PostgreSQL keeps one plan a name. */
export const statement = (name: string, text: string): Statement => {
  if (known.has(name)) throw new Error(`The statement ${name} is declared twice.`);
  if (name.length > 63) throw new Error(`The statement name ${name} is longer than PostgreSQL's 63 characters.`);
  const declared = { name, text };
  known.set(name, declared);
  return declared;
};

/** Every statement declared so far. */
export const statements = (): Statement[] => [...known.values()];
