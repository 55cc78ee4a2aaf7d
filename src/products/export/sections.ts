import { Injectable } from '@nestjs/common';
import { everyPage, type ExportSections } from '../../platform/export/index.js';
import { RecallsService } from '../recalls/recalls.service.js';

/** Exports the lots that a patient received. */
@Injectable()
export class ExposureSections implements ExportSections {
  constructor(private readonly recalls: RecallsService) {}

  readonly ofPatient = {
    reversedProductUses: (patientId: string) => this.recalls.reversedOf(patientId),
    productExposures: (patientId: string) => everyPage((query) => this.recalls.ofPatient(patientId, query)),
  };
}
