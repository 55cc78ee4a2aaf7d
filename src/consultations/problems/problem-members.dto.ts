import { Identifier, FieldProblem, type ProblemMembers } from '../../platform/http/index.js';

/** The parts that a consultation lacks. */
class ConsultationGaps {
  /** Everything that is missing before the consultation can be signed. */
  errors: FieldProblem[];
}

/** The dermatologist who is responsible. */
class OtherDermatologist {
  /** The id of the dermatologist who is responsible for the consultation. */
  @Identifier() responsibleId: string;
}

export const consultationProblemMembers: ProblemMembers = {
  'consultation-incomplete': [ConsultationGaps],
  'not-responsible': [OtherDermatologist],
};
