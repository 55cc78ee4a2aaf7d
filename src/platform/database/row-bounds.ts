/** The rows that a transaction sees: those of one clinic and, of these, those of the patients that are open to the caller. */
import { declareColumns } from './columns.js';
import { bindStatement, declareStatement, type BoundStatement } from './statement.js';

/** The limits of a caller to whom some patients of the clinic may be closed. */
export interface PatientLimits {
  /** The person or client. */
  readonly callerId: string;
  /** Whether only patients of whose care team the caller is are open; otherwise restricted records alone are closed. */
  readonly careTeam: boolean;
  /** The time at which emergency accesses are held against their end. */
  readonly at: Date;
}

export interface RowBounds {
  /** The clinic; null to see the rows of none. */
  readonly clinicId: string | null;
  /** Null where every patient of the clinic is open. */
  readonly limits: PatientLimits | null;
}

const nothing = declareColumns<{ set: string }>({ set: 'text' });

const setClinic = declareStatement('platform.set-clinic', {
  parameters: { clinicId: 'text' },
  row: nothing,
  sql: `SELECT set_config('app.clinic_id', :clinicId, true) AS set`,
});

const setClinicAndLimits = declareStatement('platform.set-clinic-and-limits', {
  parameters: { clinicId: 'text', callerId: 'text', careTeam: 'text', at: 'text' },
  row: nothing,
  sql: `SELECT concat(set_config('app.clinic_id', :clinicId, true), set_config('app.limited_caller', :callerId, true),
      set_config('app.limited_to_care_team', :careTeam, true), set_config('app.limited_at', :at, true)) AS set`,
});

/** The statement that bounds the transaction in which it runs. */
export const bindRowBounds = ({ clinicId, limits }: RowBounds): BoundStatement =>
  limits === null
    ? bindStatement(setClinic, { clinicId: clinicId ?? '' })
    : bindStatement(setClinicAndLimits, {
        clinicId: clinicId ?? '',
        callerId: limits.callerId,
        careTeam: String(limits.careTeam),
        at: limits.at.toISOString(),
      });
