import { IntegrationClient } from './integration-clients/integration-client.entity.js';
import { Staff } from './staff/staff.entity.js';

export { ClinicModule } from './clinic.module.js';
export { ClinicService } from './clinic.service.js';
export { formatAddress, buildLetterhead, type ClinicOnPaper } from './letterhead.js';
export { SettingsService, type Setting } from './settings/settings.service.js';
export { OpeningDaysService } from './opening-days/opening-days.service.js';
export { IntegrationClientsService } from './integration-clients/integration-clients.service.js';
export { validateAddresses } from './integration-clients/client-addresses.js';
export { createClientSecret } from './integration-clients/client-secret.js';
export { StaffService } from './staff/staff.service.js';
export { AfterBeginning, OpeningHours, TimeZone, WallClock } from './clinic.dto.js';
export { ClosedDays } from './opening-days/opening-days.dto.js';
export { validateClosedDays } from './opening-days/domain/closed-days.js';
export { addClinic, addIntegrationClient, addStaff } from './operator.js';

/** The tables of this feature that TypeORM maps. */
export const clinicEntities = [Staff, IntegrationClient];
export { clinicFieldErrors } from './problems/field-errors.js';
