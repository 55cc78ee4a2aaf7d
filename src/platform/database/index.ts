export { Database } from './database.js';
export { statement, type Statement } from './statement.js';
export type { BoundStatement } from './unit-of-work.js';
export { violatedConstraint } from './failures.js';
