export { AppointmentsModule } from './appointments.module.js';
export { appointmentProblems } from './problems/problems.js';
export { appointmentProblemMembers } from './problems/problem-members.dto.js';
export { appointmentFieldErrors } from './problems/field-errors.js';
export { AppointmentsOfSessions } from './booking/appointments-of-sessions.service.js';
export { appointmentStates } from './domain/appointment-states.js';
export { bookedRoles } from './domain/appointment-types.js';
