import { Module } from '@nestjs/common';
import { ClinicController } from './clinic.controller.js';
import { ClinicRepository } from './clinic.repository.js';
import { ClinicService } from './clinic.service.js';
import { IntegrationClientsController } from './integration-clients/integration-clients.controller.js';
import { IntegrationClientsRepository } from './integration-clients/integration-clients.repository.js';
import { IntegrationClientsService } from './integration-clients/integration-clients.service.js';
import { RegistrationTokensController } from './registration-tokens/registration-tokens.controller.js';
import { RegistrationTokensRepository } from './registration-tokens/registration-tokens.repository.js';
import { RegistrationTokensService } from './registration-tokens/registration-tokens.service.js';
import { SettingsService } from './settings/settings.service.js';
import { OpeningDaysController } from './opening-days/opening-days.controller.js';
import { OpeningDaysService } from './opening-days/opening-days.service.js';
import { StaffController } from './staff/staff.controller.js';
import { StaffRepository } from './staff/staff.repository.js';
import { StaffService } from './staff/staff.service.js';

/** The clinic, its staff, and its integration clients. */
@Module({
  controllers: [ClinicController, OpeningDaysController, StaffController, IntegrationClientsController, RegistrationTokensController],
  providers: [
    ClinicRepository,
    ClinicService,
    OpeningDaysService,
    StaffRepository,
    StaffService,
    IntegrationClientsRepository,
    IntegrationClientsService,
    RegistrationTokensRepository,
    RegistrationTokensService,
    SettingsService,
  ],
  exports: [ClinicService, IntegrationClientsService, OpeningDaysService, SettingsService, StaffService],
})
export class ClinicModule {}
