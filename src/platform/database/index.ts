export { assembled, type Take } from './assembled.js';
export { Database } from './database.js';
export { bind, statement, type Statement } from './statement.js';
export { recordset } from './recordset.js';
export { inClinic, inTransaction, queryAsOperator } from './operator.js';
export { columns, total } from './columns.js';
export { violatedConstraint } from './failures.js';
