import { Injectable } from '@nestjs/common';
import { Failure } from '../../kernel/failure.js';
import { getCurrentPrincipal, findCurrentPreference } from '../../platform/http/index.js';
import { DEFAULT_THRESHOLD, type Person } from '../domain/duplicate-score.js';
import type { PossibleDuplicate } from './duplicate.dto.js';
import { DuplicateFinder, type FoundDuplicate } from './duplicate-finder.js';

/** The preference of the caller for handling a possible duplicate. */
export const HANDLING = {
  name: 'handling',
  values: ['strict', 'lenient'],
  description:
    '`handling=strict` refuses with `/problems/possible-duplicate`, and stores nothing, when the person is likely registered already; without it, and with `handling=lenient`, the person is registered and the answer names the possible duplicates. `Preference-Applied` says which was honoured.',
} as const;

const MOST_TOLD = 10;

const toHint = ({ patient, score }: FoundDuplicate): PossibleDuplicate => ({ id: patient.id, medicalRecordNumber: patient.medicalRecordNumber, score });

/** Checks whether a new person is likely registered already. */
@Injectable()
export class RegistrationCheck {
  constructor(private readonly finder: DuplicateFinder) {}

  /** Lists likely duplicates, for callers who may read patients. Refuses the registration where there are any and strict handling was requested. */
  async check(person: Person): Promise<PossibleDuplicate[]> {
    const found = (await this.finder.find(person, DEFAULT_THRESHOLD)).slice(0, MOST_TOLD).map(toHint);
    const told = getCurrentPrincipal().permissions.has('patient.read') ? found : [];
    if (found.length > 0 && findCurrentPreference(HANDLING) === 'strict') throw createPossibleDuplicateFailure(told);
    return told;
  }
}

const createPossibleDuplicateFailure = (told: PossibleDuplicate[]): Failure =>
  new Failure('possible-duplicate', 'The clinic has a patient who is likely the same person. Nothing was stored.', {
    ...(told.length > 0 && { extra: { possibleDuplicates: told } }),
    headers: { 'Preference-Applied': 'handling=strict' },
    patientIds: told.map((possibleDuplicate) => possibleDuplicate.id),
  });
