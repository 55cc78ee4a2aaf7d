import { FieldProblem, type ProblemMembers, Actor, Nested } from '../../platform/http/index.js';

/** What a consultation lacks. */
class ConsultationGaps {
  /** Everything that is missing before it can be signed. */
  errors: FieldProblem[];
}

/** Who is responsible. */
class OtherDermatologist {
  /** The dermatologist whose it is. */
  @Nested(Actor) responsible: Actor;
}

export const consultationProblemMembers: ProblemMembers = {
  'consultation-incomplete': [ConsultationGaps],
  'not-responsible': [OtherDermatologist],
};
