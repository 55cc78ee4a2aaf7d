export { AppointmentsModule } from './appointments.module.js';
export { appointmentFieldErrors } from './problems/field-errors.js';
export { bookedRoles } from './domain/appointment-types.js';
