import { Injectable } from '@nestjs/common';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { CANDIDATES_OF_A_WAY, listDuplicateKeys } from '../domain/duplicate-keys.js';
import { preparePerson, findResemblanceFrom, type Person, type Resemblance } from '../domain/duplicate-score.js';
import { PatientsRepository, type PatientRecord } from '../patients.repository.js';

/** Another record, with its resemblance. */
export interface FoundDuplicate extends Resemblance {
  patient: PatientRecord;
}

/** Adds the names of the records that were merged into the patient's, including names that the patient no longer has. */
const withMergedNames = (patient: PatientRecord): Person => ({
  ...patient,
  names: [...patient.names, ...patient.mergedRecords.flatMap(({ names }) => names.map((text) => ({ text })))],
});

/** Finds possible duplicates: the search index brings candidates, and the domain scores them. */
@Injectable()
export class DuplicateFinder {
  constructor(private readonly patients: PatientsRepository) {}

  /** Finds the records whose score reaches the threshold, most likely first, never a merged record, in one statement. */
  async find(person: Person, threshold: number): Promise<FoundDuplicate[]> {
    const ways = listDuplicateKeys(getCurrentPrincipal().clinic.id, person);
    if (ways.length === 0) return [];
    const candidates = await this.patients.listCandidates({}, ways, CANDIDATES_OF_A_WAY);
    const mine = preparePerson(person);
    return candidates
      .flatMap((patient) => {
        const found = findResemblanceFrom(threshold, mine, preparePerson(withMergedNames(patient)));
        return found === null ? [] : [{ patient, ...found }];
      })
      .sort((a, b) => b.score - a.score || (a.patient.id < b.patient.id ? -1 : 1));
  }
}
