import { Injectable } from '@nestjs/common';
import type { Likelihood } from '../domain/duplicate-score.js';
import type { PatientAtDesk } from '../patient-at-desk.js';
import { DuplicateFinder } from './duplicate-finder.js';

/** With a name and one way to reach somebody there is less to compare than between two records. */
const THRESHOLD = 0.5;

/** A patient who may be the person, as the reception desk knows them. */
interface FoundPatient {
  patient: PatientAtDesk;
  score: number;
  likelihood: Likelihood;
}

/** Finds the patients who may be a person of whom the clinic knows a name and how to reach them. */
@Injectable()
export class LikelyPatients {
  constructor(private readonly finder: DuplicateFinder) {}

  /** Lists them, most likely first; never one who is closed to the caller. */
  async list({ name, phone, email }: { name: string; phone: string | null; email: string | null }): Promise<FoundPatient[]> {
    const person = {
      names: [{ text: name }],
      birthDate: null,
      sexAtBirth: 'unknown',
      phones: phone === null ? [] : [{ value: phone }],
      emails: email === null ? [] : [{ value: email }],
      addresses: [],
      identifiers: [],
      emergencyContact: null,
    };
    return (await this.finder.find(person, THRESHOLD)).map(({ patient, score, likelihood }) => ({
      patient: {
        id: patient.id,
        name: patient.names[0]!.text,
        medicalRecordNumber: patient.medicalRecordNumber,
        phones: patient.phones.map(({ value }) => value),
      },
      score,
      likelihood,
    }));
  }
}
