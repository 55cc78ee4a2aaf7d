export { procedureConcerns, procedureKinds, type ProcedureKind } from './procedure-kinds.js';
export { readProcedure, type ProcedureFound, type ProcedureReading, type ProcedureStatement } from './read-procedure.js';
