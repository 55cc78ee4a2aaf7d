/**
 * A statement that is put together of conditions when it is asked for. PostgreSQL keeps a plan for each text: their number is small and
 * fixed, as only the conditions differ. Examples of what can be asked stand for all texts, and are prepared by the test like any statement.
 */
import type { Columns } from './columns.js';
import { prepare, register, type ParameterDeclarations, type ParameterType, type Statement, type ValueOf } from './statement.js';

/** Names a parameter for a value, and returns how the SQL refers to it. */
export type Take = <const Type extends ParameterType>(name: string, type: Type, value: ValueOf<Type>) => string;

type Given = Record<string, unknown>;

interface Assembling<Asked, Row extends object> {
  row: Columns<Row>;
  sql: (asked: Asked, take: Take) => string;
  /** Examples with each condition at least once, and with each possible number of repeated parts. */
  examples: readonly Asked[];
}

export interface Assembled<Asked, Row extends object> {
  /** The statement for these conditions, with its arguments. */
  of(asked: Asked): [statement: Statement<Given, Row>, given: Given];
}

export const declareAssembledStatement = <Asked, Row extends object>(name: string, { row, sql, examples }: Assembling<Asked, Row>): Assembled<Asked, Row> => {
  const known = new Map<string, Statement<Given, Row>>();
  const of = (asked: Asked): [Statement<Given, Row>, Given] => {
    const parameters: Record<string, ParameterType> = {};
    const given: Given = {};
    const text = sql(asked, (parameter, type, value) => {
      parameters[parameter] = type;
      given[parameter] = value;
      return `:${parameter}`;
    });
    let statement = known.get(text);
    if (!statement) {
      statement = prepare<ParameterDeclarations, Row>(`${name}-${known.size + 1}`, { parameters, row, sql: text });
      known.set(text, statement);
    }
    return [statement, given];
  };
  register(() => examples.map((asked) => of(asked)[0] as unknown as Statement));
  return { of };
};
