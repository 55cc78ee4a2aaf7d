import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../platform/http/index.js';
import { CANDIDATES_OF_A_WAY, duplicateKeys } from '../domain/duplicate-keys.js';
import { preparePerson, resemblanceFrom, type Person, type Resemblance } from '../domain/duplicate-score.js';
import { PatientsRepository, type PatientRecord } from '../patients.repository.js';

/** Another record, and what it has in common. */
export interface FoundDuplicate extends Resemblance {
  patient: PatientRecord;
}

/** With the names of the records that were merged into it, also those that it has no more. */
const withMergedNames = (patient: PatientRecord): Person => ({
  ...patient,
  names: [...patient.names, ...patient.mergedRecords.flatMap(({ names }) => names.map((text) => ({ text })))],
});

/** Finds who may be the same person: the index brings candidates, the domain scores them. */
@Injectable()
export class DuplicateFinder {
  constructor(private readonly patients: PatientsRepository) {}

  /** Whose score reaches the threshold, the likeliest first; never a merged record. One statement. */
  async find(person: Person, threshold: number): Promise<FoundDuplicate[]> {
    const ways = duplicateKeys(currentPrincipal().clinic.id, person);
    if (ways.length === 0) return [];
    const candidates = await this.patients.candidates({}, ways, CANDIDATES_OF_A_WAY);
    const mine = preparePerson(person);
    return candidates
      .flatMap((patient) => {
        const found = resemblanceFrom(threshold, mine, preparePerson(withMergedNames(patient)));
        return found === null ? [] : [{ patient, ...found }];
      })
      .sort((a, b) => b.score - a.score || (a.patient.id < b.patient.id ? -1 : 1));
  }
}
