import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { ConsentsService } from '../consents/consents.service.js';
import { MergingService, type MergeHistoryEntry } from '../merging/merging.service.js';
import type { PatientResponse } from '../patient.dto.js';
import { PatientsService } from '../registry/patients.service.js';
import type { ConsentResponse } from '../consents/consent.dto.js';

/** Gives the export a patient's merges and consents. */
@Injectable()
export class PatientSections implements ExportSections {
  constructor(
    private readonly patients: PatientsService,
    private readonly merging: MergingService,
    private readonly consents: ConsentsService,
  ) {}

  readonly ofPatient = {
    merges: (patientId: string): Promise<MergeHistoryEntry[]> => this.merging.listHistory(patientId),
    mergedRecords: (patientId: string): Promise<PatientResponse[]> => this.listMergedRecords(patientId),
    consents: (patientId: string): Promise<ConsentResponse[]> => this.listConsents(patientId),
  };

  /** Lists the records that were merged into this one, as they are now. */
  private async listMergedRecords(patientId: string): Promise<PatientResponse[]> {
    const merges = await this.merging.listHistory(patientId);
    const merged = merges.filter((merge) => merge.patientId !== patientId && merge.undone === null);
    return Promise.all(merged.map((merge) => this.patients.get(merge.patientId)));
  }

  /** Lists the consents with their texts. Each consent is read singly, because lists leave the texts out. */
  private async listConsents(patientId: string): Promise<ConsentResponse[]> {
    const listed = await readEveryPage((query) => this.consents.list(patientId, query));
    return Promise.all(listed.map(({ id }) => this.consents.get(id)));
  }
}
