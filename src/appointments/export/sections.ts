import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { AppointmentsService } from '../booking/appointments.service.js';
import { WaitingListService } from '../waiting-list/waiting-list.service.js';

/** Exports the appointments of a patient, and what the patient waited for. */
@Injectable()
export class AppointmentSections implements ExportSections {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly waiting: WaitingListService,
  ) {}

  readonly ofPatient = {
    appointments: (patientId: string) => readEveryPage((query) => this.appointments.listOfPatient(patientId, query)),
    waitingListEntries: (patientId: string) => readEveryPage((query) => this.waiting.listOfPatient(patientId, query)),
  };
}
