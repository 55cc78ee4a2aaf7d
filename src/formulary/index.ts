export { FormularyModule } from './formulary.module.js';
export { FormularyService } from './formulary.service.js';
export { noClinicNames, findOwnName, type ClinicNames } from './domain/clinic-names.js';
export { hidesWhatIsKnown, type NameKind } from './domain/name.js';
export { formularyFieldErrors } from './problems/field-errors.js';
