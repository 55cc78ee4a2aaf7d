import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { PhotographsService } from '../photographs.service.js';
import { PublicationsService } from '../publications/publications.service.js';

/** Exports photographs and their publications. */
@Injectable()
export class PhotographSections implements ExportSections {
  constructor(
    private readonly photographs: PhotographsService,
    private readonly publications: PublicationsService,
  ) {}

  readonly ofPatient = {
    photographs: (patientId: string) => readEveryPage((query) => this.photographs.list(patientId, query)),
    photographPublications: (patientId: string) => readEveryPage((query) => this.publications.list(patientId, query)),
  };
}
