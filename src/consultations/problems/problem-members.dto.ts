import { FieldProblem, type ProblemMembers, Actor, Nested } from '../../platform/http/index.js';

/** The parts that a consultation lacks. */
class ConsultationGaps {
  /** Everything that is missing before the consultation can be signed. */
  errors: FieldProblem[];
}

/** The dermatologist who is responsible. */
class OtherDermatologist {
  /** The dermatologist who is responsible for the consultation. */
  @Nested(Actor) responsible: Actor;
}

export const consultationProblemMembers: ProblemMembers = {
  'consultation-incomplete': [ConsultationGaps],
  'not-responsible': [OtherDermatologist],
};
