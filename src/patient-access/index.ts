export { PatientAccessModule } from './patient-access.module.js';
