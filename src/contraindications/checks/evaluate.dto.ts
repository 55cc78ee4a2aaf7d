import { ConsultationInput } from '../../consultations/index.js';
import { sexesAtBirth, type SexAtBirth } from '../../patients/index.js';
import { Flag, ListOf, Nested, OneOf, Optional, PartialDate } from '../../platform/http/index.js';
import { PlannedTreatment } from './check.dto.js';

/** What the rules ask of a person beside the consultations. */
export class EvaluatedPatient {
  /**
   * When the person was born, to the year, the month or the day.
   * @example 1991-04-03
   */
  @Optional() @PartialDate() birthDate?: string | null;

  /** The sex at birth: which reference ranges hold, and whether a pregnancy is possible. */
  @OneOf(sexesAtBirth) sexAtBirth: SexAtBirth;
}

/** A consultation as it would be recorded. */
export class EvaluatedConsultation extends ConsultationInput {
  /** Whether a dermatologist has signed it; left out, it has not been. */
  @Optional() @Flag() signed?: boolean;
}

/** A person, a plan and what is known, none of which need be stored. */
export class ContraindicationEvaluationInput extends PlannedTreatment {
  /** The person. */
  @Nested(EvaluatedPatient) patient: EvaluatedPatient;

  /** What is known of the person: newer statements win over older ones. */
  @ListOf(EvaluatedConsultation, { max: 50 }) consultations: EvaluatedConsultation[];
}
