export { procedureConcerns, procedureKinds, type ProcedureKind } from './procedure-kinds.js';
export { readProcedure } from './read-procedure.js';
