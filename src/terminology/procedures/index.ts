export { concernsTreatment, procedureKinds, type ProcedureKind } from './procedure-kinds.js';
export { parseProcedure } from './parse-procedure.js';
