export { procedureConcerns, procedureKinds, type ProcedureKind } from './procedure-kinds.js';
export { parseProcedure, type ProcedureFound, type ParsedProcedures, type ProcedureStatement } from './parse-procedure.js';
