export { AuthorizationModule } from './authorization.module.js';
export { AuthorizationServer } from './server/authorization-server.js';
export { inviteStaff, setPassword } from './operator.js';
