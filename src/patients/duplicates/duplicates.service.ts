import { Injectable } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { Pages, type Page } from '../../platform/http/index.js';
import { toResponse } from '../patient.response.js';
import { PatientsRepository } from '../patients.repository.js';
import type { PossiblySamePatientResponse, DuplicatesQuery } from './duplicate.dto.js';
import { DuplicateFinder, type FoundDuplicate } from './duplicate-finder.js';

interface Position {
  score: number;
  id: string;
}

const isAfter = ({ score, patient }: FoundDuplicate, after: Position): boolean => score < after.score || (score === after.score && patient.id > after.id);

@Injectable()
export class DuplicatesService {
  constructor(
    private readonly patients: PatientsRepository,
    private readonly finder: DuplicateFinder,
    private readonly pages: Pages,
  ) {}

  /** Lists other records that may be the same person's, most likely first. The list for a merged record is empty. */
  async list(patientId: string, query: DuplicatesQuery): Promise<Page<PossiblySamePatientResponse>> {
    const patient = await this.patients.find(patientId);
    if (!patient) throw createNotFoundFailure('patient');
    const found =
      patient.status === 'merged' ? [] : (await this.finder.find(patient, query.threshold)).filter((foundDuplicate) => foundDuplicate.patient.id !== patientId);
    return this.pages.read(query, {
      rows: (after: Position | null, limit) =>
        Promise.resolve(found.filter((foundDuplicate) => after === null || isAfter(foundDuplicate, after)).slice(0, limit)),
      position: (foundDuplicate) => ({ score: foundDuplicate.score, id: foundDuplicate.patient.id }),
      item: ({ patient: other, ...resemblance }) => ({ patient: toResponse(other), ...resemblance }),
      total: () => Promise.resolve(found.length),
    });
  }
}
