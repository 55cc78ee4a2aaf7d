/**
 * SQL is written by hand and declared with all that the code relies on: the types of its parameters, by name, and the columns of its
 * rows. The compiler holds the calls against the declaration; a test prepares every declared statement on the migrated schema and
 * holds the declaration against what PostgreSQL says.
 */
import type { Columns } from './columns.js';
import { numberParameters } from './named-parameters.js';
import { findSealedType, getSentType, ToSeal, type SealedParameterTypes } from './sealing.js';

/** The JavaScript type of a parameter for each PostgreSQL type. */
export interface ParameterTypes extends SealedParameterTypes {
  uuid: string;
  text: string;
  date: string;
  smallint: number;
  integer: number;
  bigint: number;
  'double precision': number;
  numeric: number | string;
  boolean: boolean;
  /** An instant, as a Date or in the form of ISO 8601. */
  timestamptz: Date | string;
  bytea: Buffer;
  /** Any value that JSON can represent. */
  jsonb: unknown;
  'uuid[]': readonly string[];
  'text[]': readonly string[];
  'smallint[]': readonly number[];
  'integer[]': readonly number[];
  'bytea[]': readonly Buffer[];
}

/** `text?` may be null. */
export type ParameterType = keyof ParameterTypes | `${keyof ParameterTypes}?`;
export type ParameterDeclarations = Readonly<Record<string, ParameterType>>;

export type ValueOf<Type extends ParameterType> = Type extends `${infer Known extends keyof ParameterTypes}?`
  ? ParameterTypes[Known] | null
  : ParameterTypes[Type & keyof ParameterTypes];

export type ArgumentsOf<Parameters extends ParameterDeclarations> = { readonly [Name in keyof Parameters]: ValueOf<Parameters[Name]> };

/** The text that PostgreSQL gets, and the name of its prepared plan. */
export interface PreparedSql {
  readonly name: string;
  readonly text: string;
}

/** A declared statement: the types of its arguments and of its rows. */
export interface Statement<Arguments extends object = never, Row extends object = object> extends PreparedSql {
  /** The types that PostgreSQL gets, by the names of the parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The names of the parameters, in the order of their numbers. */
  readonly names: readonly string[];
  /** The columns of the rows; null for a statement whose rows are not read. */
  readonly row: Columns<Row> | null;
  readonly values: (given: Arguments) => unknown[];
}

/** A statement with its arguments, ready to send. */
export interface BoundStatement {
  readonly statement: PreparedSql;
  readonly values: readonly unknown[];
}

interface Declaration<Parameters extends ParameterDeclarations, Row extends object> {
  parameters?: Parameters;
  row?: Columns<Row>;
  /** The SQL, with parameters as `:name`. */
  sql: string;
}

const known = new Map<string, Statement>();
const assembled: (() => Statement[])[] = [];

const toJson = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

/** What turns one argument into the value that is sent, or that is sealed before it is sent. */
const createConverter = (name: string, declared: ParameterType): ((given: Record<string, unknown>) => unknown) => {
  const sealed = findSealedType(declared);
  if (sealed !== null) {
    // The nonce of a text depends on the row in which it stands.
    return (given) =>
      given[name] === null || given[name] === undefined ? null : new ToSeal(sealed, given[name], typeof given.id === 'string' ? given.id : null);
  }
  return declared.startsWith('jsonb') && !declared.includes('[]') ? (given) => toJson(given[name]) : (given) => given[name];
};

/** What turns arguments into the values of `$1`, `$2`, …; made once, so that a query costs a loop over a short list. */
const createValuesReader = (names: readonly string[], parameters: ParameterDeclarations): ((given: object) => unknown[]) => {
  const inOrder = names.map((name) => createConverter(name, parameters[name]!));
  return (given) => inOrder.map((convert) => convert(given as Record<string, unknown>));
};

/** The type that PostgreSQL gets for a declared one. */
const toSentType = (declared: ParameterType): string => {
  const sealed = findSealedType(declared);
  return sealed === null ? declared : `${getSentType(sealed)}${declared.endsWith('?') ? '?' : ''}`;
};

const requireSameNames = (name: string, used: readonly string[], declared: readonly string[]): void => {
  const undeclared = used.filter((name) => !declared.includes(name));
  const unused = declared.filter((name) => !used.includes(name));
  if (undeclared.length > 0) throw new Error(`The statement ${name} does not declare ${undeclared.join(', ')}.`);
  if (unused.length > 0) throw new Error(`The statement ${name} declares ${unused.join(', ')}, which its SQL does not use.`);
};

/** Makes a statement without declaring it: for the variants of one that is put together when it is asked for. */
export const prepare = <const Parameters extends ParameterDeclarations = Record<never, never>, Row extends object = never>(
  name: string,
  { parameters, row, sql }: Declaration<Parameters, Row>,
): Statement<ArgumentsOf<Parameters>, Row> => {
  const { text, names } = numberParameters(sql);
  const declared: ParameterDeclarations = parameters ?? {};
  requireSameNames(name, names, Object.keys(declared));
  if (name.length > 63) throw new Error(`The statement name ${name} is longer than PostgreSQL's 63 characters.`);
  const sent = Object.fromEntries(Object.entries(declared).map(([parameter, type]) => [parameter, toSentType(type)]));
  return { name, text, parameters: sent, names, row: row ?? null, values: createValuesReader(names, declared) };
};

/** Declares a named statement; the name is unique in the product, as PostgreSQL keeps one plan a name. */
export const declareStatement = <const Parameters extends ParameterDeclarations = Record<never, never>, Row extends object = never>(
  name: string,
  declaration: Declaration<Parameters, Row>,
): Statement<ArgumentsOf<Parameters>, Row> => {
  if (known.has(name)) throw new Error(`The statement ${name} is declared twice.`);
  const prepared = prepare(name, declaration);
  known.set(name, prepared);
  return prepared;
};

/** The statement with its arguments, for those who send several at once. */
export const bindStatement = <Arguments extends object, Row extends object>(
  statement: Statement<Arguments, Row>,
  ...[given]: OptionalArguments<NoInfer<Arguments>>
): BoundStatement => ({ statement, values: statement.values((given ?? {}) as Arguments) });

/** A statement without parameters needs no arguments. */
export type OptionalArguments<Arguments extends object> = keyof Arguments extends never ? [] : [Arguments];

/** Statements that are made when they are asked for. */
export const register = (examples: () => Statement[]): void => void assembled.push(examples);

/** Every statement declared so far, and an example of each that is put together. */
export const listStatements = (): Statement[] => [...known.values(), ...assembled.flatMap((examples) => examples())];
