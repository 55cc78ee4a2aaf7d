/**
 * The columns that a statement returns, said once: their names and types as PostgreSQL has them, held by the compiler against the
 * TypeScript type of the row, and by a test against what PostgreSQL returns. The list of columns in the SQL is made of them.
 */

/** What pg makes of a value of each type. */
interface ColumnTypes {
  uuid: string;
  text: string;
  'character varying': string;
  date: string;
  smallint: number;
  integer: number;
  bigint: number;
  'double precision': number;
  /** Decimals stay text, so that none is rounded. */
  numeric: string;
  boolean: boolean;
  timestamptz: Date;
  bytea: Buffer;
  /** Whatever was stored: of JSON the compiler believes what the row says. */
  jsonb: unknown;
  json: unknown;
  'uuid[]': readonly string[];
  'text[]': readonly string[];
  'smallint[]': readonly number[];
  'integer[]': readonly number[];
  'bytea[]': readonly Buffer[];
}

type TypeName = keyof ColumnTypes;

/** The types of PostgreSQL whose values are of a type of TypeScript. */
type TypeOf<Value> = { [Type in TypeName]: [Value] extends [ColumnTypes[Type]] ? Type : never }[TypeName];

/**
 * `text?` may be null. `text!` is null nowhere that the statement looks, though the table allows it.
 * A name that is not that of the row in snake case, or an expression, is said in SQL beside the type.
 */
type TypeIn<Value> = null extends Value ? `${TypeOf<NonNullable<Value>>}?` : `${TypeOf<NonNullable<Value>>}${'' | '!'}`;

export type ColumnDeclarations<Row> = { readonly [Name in keyof Row]-?: TypeIn<Row[Name]> | readonly [type: TypeIn<Row[Name]>, sql: string] };

export interface Columns<Row> {
  /** For a row that has these columns and more. */
  readonly declared: ColumnDeclarations<Row>;
  /** What stands between SELECT, or RETURNING, and FROM. */
  readonly list: string;
}

const columnOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Of the table, or of what has the alias. */
export const columns = <Row extends object>(declared: ColumnDeclarations<Row>, alias?: string): Columns<Row> => {
  const listed = Object.entries<string | readonly [string, string]>(declared).map(([name, declaration]) => {
    const sql = typeof declaration === 'string' ? `${alias === undefined ? '' : `${alias}.`}${columnOf(name)}` : declaration[1];
    return sql === name || sql.endsWith(`.${name}`) ? sql : `${sql} AS "${name}"`;
  });
  return { declared, list: listed.join(', ') };
};

/** The row of a statement that counts. */
export const total = columns<{ total: number }>({ total: 'integer' });
