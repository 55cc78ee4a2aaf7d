export { declareAssembledStatement, type Take } from './assembled.js';
export { Database } from './database.js';
export { bindStatement, declareStatement, type Statement } from './statement.js';
export { declareRecordset } from './recordset.js';
export { queryAsOperator } from './operator.js';
export { declareColumns, total } from './columns.js';
export { findViolatedConstraint, refuseDuplicate, retryAfterConflict } from './failures.js';
export { declareQuotes, declareSealedColumns } from './sealing.js';
