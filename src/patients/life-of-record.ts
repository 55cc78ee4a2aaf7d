import { Injectable } from '@nestjs/common';
import { createConflictFailure } from '../kernel/failure.js';
import { computeLifeBounds, type Life } from '../kernel/life.js';
import { getCurrentPrincipal } from '../platform/http/index.js';
import { PatientsRepository } from './patients.repository.js';

/** The maximum number of dates that a refusal names. */
const MOST_NAMED = 20;

/** Compares the dates of a record with the birth and the death of its patient. */
@Injectable()
export class LifeOfRecord {
  constructor(private readonly patients: PatientsRepository) {}

  /**
   * Refuses a birth date or day of death that makes a date of the record impossible. Only a person can decide which of the two is wrong. The refusal names the
   * dates to callers who may see them. The patient's row is locked, so that nothing is recorded meanwhile.
   */
  async requireEverythingWithin(patient: Life & { id: string }): Promise<void> {
    const { clinic, permissions } = getCurrentPrincipal();
    const dates = await this.patients.listDatesOutside(patient.id, computeLifeBounds(patient), clinic.timeZone, MOST_NAMED);
    if (dates.length === 0) return;
    throw createConflictFailure(
      'Something on record would lie before the birth or after the death. Correct that first, or the date; a death whose day is doubtful is recorded without one.',
      permissions.has('consultation.read') ? { dates: dates.map(({ type, id, pointer }) => ({ type, id, pointer })) } : {},
    );
  }
}
