import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { RecallsService } from '../recalls/recalls.service.js';

/** Exports the lots that a patient received. */
@Injectable()
export class ExposureSections implements ExportSections {
  constructor(private readonly recalls: RecallsService) {}

  readonly ofPatient = {
    reversedProductUses: (patientId: string) => this.recalls.listReversedByPatient(patientId),
    productExposures: (patientId: string) => readEveryPage((query) => this.recalls.listByPatient(patientId, query)),
  };
}
