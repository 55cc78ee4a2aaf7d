import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import type { PatientList } from '../domain/patient-lists.js';
import type { AllergyResponse, ConditionResponse, MedicationResponse, ProcedureResponse } from '../lists/entry-response.dto.js';
import { ListsService } from '../lists/lists.service.js';
import { TimelineService } from '../timeline/timeline.service.js';

/** Gives the export a patient's lists and timeline, including entries entered in error. */
@Injectable()
export class ListSections implements ExportSections {
  constructor(
    private readonly lists: ListsService,
    private readonly timeline: TimelineService,
  ) {}

  readonly ofPatient = {
    conditions: (patientId: string) => this.list<ConditionResponse>('conditions', patientId),
    allergies: (patientId: string) => this.list<AllergyResponse>('allergies', patientId),
    noKnownAllergies: (patientId: string) => this.lists.listAbsences(patientId),
    medications: (patientId: string) => this.list<MedicationResponse>('medications', patientId),
    procedures: (patientId: string) => this.list<ProcedureResponse>('procedures', patientId),
    timeline: (patientId: string) => readEveryPage((query) => this.timeline.list(patientId, query)),
  };

  private list<Response>(list: PatientList, patientId: string): Promise<Response[]> {
    return readEveryPage((query) => this.lists.list(list, patientId, { ...query, includeEnteredInError: true })) as Promise<Response[]>;
  }
}
