/**
 * The columns that a statement returns, said once: their names and types as PostgreSQL has them, held by the compiler against the
 * TypeScript type of the row, and by a test against what PostgreSQL returns. The list of columns in the SQL is made of them.
 */

/** The JavaScript type that pg returns for each PostgreSQL type. */
interface ColumnTypes {
  uuid: string;
  text: string;
  'character varying': string;
  date: string;
  smallint: number;
  integer: number;
  bigint: number;
  'double precision': number;
  /** Decimals stay text, so that they are not rounded. */
  numeric: string;
  boolean: boolean;
  timestamptz: Date;
  bytea: Buffer;
  /** Any JSON. The compiler trusts the type of the row. */
  jsonb: unknown;
  json: unknown;
  'uuid[]': readonly string[];
  'text[]': readonly string[];
  'smallint[]': readonly number[];
  'integer[]': readonly number[];
  'bytea[]': readonly Buffer[];
}

type TypeName = keyof ColumnTypes;

/** The PostgreSQL types whose values have a TypeScript type. */
type TypeOf<Value> = { [Type in TypeName]: [Value] extends [ColumnTypes[Type]] ? Type : never }[TypeName];

/**
 * The declared type of a column. `text?` may be null. `text!` is never null in this statement, though the table allows it. A column that is not the member's
 * name in snake case, or an expression, stands as SQL beside the type.
 */
type TypeIn<Value> = null extends Value ? `${TypeOf<NonNullable<Value>>}?` : `${TypeOf<NonNullable<Value>>}${'' | '!'}`;

export type ColumnDeclarations<Row> = { readonly [Name in keyof Row]-?: TypeIn<Row[Name]> | readonly [type: TypeIn<Row[Name]>, sql: string] };

export interface Columns<Row> {
  /** The declaration of a row that has at least these columns. */
  readonly declared: ColumnDeclarations<Row>;
  /** The list of columns between SELECT, or RETURNING, and FROM. */
  readonly list: string;
}

const toColumnName = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Declares the columns of a row, of a table or of an alias. */
export const declareColumns = <Row extends object>(declared: ColumnDeclarations<Row>, alias?: string): Columns<Row> => {
  const listed = Object.entries<string | readonly [string, string]>(declared).map(([name, declaration]) => {
    const sql = typeof declaration === 'string' ? `${alias === undefined ? '' : `${alias}.`}${toColumnName(name)}` : declaration[1];
    return sql === name || sql.endsWith(`.${name}`) ? sql : `${sql} AS "${name}"`;
  });
  return { declared, list: listed.join(', ') };
};

/** The row of a statement that counts. */
export const total = declareColumns<{ total: number }>({ total: 'integer' });
