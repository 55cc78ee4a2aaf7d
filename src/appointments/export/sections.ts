import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { AppointmentsService } from '../booking/appointments.service.js';

/** Exports the appointments of a patient. */
@Injectable()
export class AppointmentSections implements ExportSections {
  constructor(private readonly appointments: AppointmentsService) {}

  readonly ofPatient = {
    appointments: (patientId: string) => readEveryPage((query) => this.appointments.listOfPatient(patientId, query)),
  };
}
