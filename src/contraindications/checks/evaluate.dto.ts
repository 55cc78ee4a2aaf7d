import { ConsultationInput } from '../../consultations/index.js';
import { sexesAtBirth, type SexAtBirth } from '../../patients/index.js';
import { Flag, ListOf, Nested, OneOf, Optional, PartialDate } from '../../platform/http/index.js';
import { PlannedTreatment } from './check.dto.js';

/** The facts about a person that rules read beside the consultations. */
export class EvaluatedPatient {
  /**
   * The person's date of birth: a year, a month or a day.
   * @example 1991-04-03
   */
  @Optional() @PartialDate() birthDate?: string | null;

  /** The sex at birth. It decides which reference ranges apply, and whether a pregnancy is possible. */
  @OneOf(sexesAtBirth) sexAtBirth: SexAtBirth;
}

/** A consultation in the form in which it would be recorded. */
export class EvaluatedConsultation extends ConsultationInput {
  /** Whether a dermatologist has signed the consultation. Where left out, the consultation counts as unsigned. */
  @Optional() @Flag() signed?: boolean;
}

/** A person, a planned treatment and the known facts. None of these need be stored. */
export class ContraindicationEvaluationInput extends PlannedTreatment {
  /** The person. */
  @Nested(EvaluatedPatient) patient: EvaluatedPatient;

  /** The consultations with the known facts about the person. Newer statements win over older ones. */
  @ListOf(EvaluatedConsultation, { max: 50 }) consultations: EvaluatedConsultation[];
}
