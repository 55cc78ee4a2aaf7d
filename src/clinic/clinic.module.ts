import { Module } from '@nestjs/common';
import { ClinicController } from './clinic.controller.js';
import { ClinicRepository } from './clinic.repository.js';
import { ClinicService } from './clinic.service.js';
import { IntegrationClientsController } from './integration-clients/integration-clients.controller.js';
import { IntegrationClientsRepository } from './integration-clients/integration-clients.repository.js';
import { IntegrationClientsService } from './integration-clients/integration-clients.service.js';
import { SettingsService } from './settings/settings.service.js';
import { StaffController } from './staff/staff.controller.js';
import { StaffRepository } from './staff/staff.repository.js';
import { StaffService } from './staff/staff.service.js';

/** The clinic, its people, and the systems that act for it. */
@Module({
  controllers: [ClinicController, StaffController, IntegrationClientsController],
  providers: [ClinicRepository, ClinicService, StaffRepository, StaffService, IntegrationClientsRepository, IntegrationClientsService, SettingsService],
  exports: [ClinicService, StaffService, SettingsService],
})
export class ClinicModule {}
