import { MissingFact, outcomes, type Outcome } from '../../contraindications/index.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Day, Identifier, OneOf, Whole, FieldProblem, type ProblemMembers } from '../../platform/http/index.js';
import { SessionChecklistItem } from '../sessions/session.dto.js';

const consentOfSession = declareEnumeration('ConsentOfSession', ['treatment']);

/** A finding that prevents the action. */
class Obstacle {
  /** The id of the rule. */
  ruleId: string;

  /** The title of the rule. */
  title: string;

  /** The outcome of the rule. */
  @OneOf(outcomes) outcome: Outcome;
}

/** The facts that one rule needs and the record does not have. */
class MissingForRule {
  /** The id of the rule. */
  ruleId: string;

  /** The missing facts. */
  missing: MissingFact[];
}

/** The findings that prevent the action. */
class ChecksObstacles {
  /** The findings; empty where the check is no longer valid. */
  findings: Obstacle[];

  /** The missing facts, rule by rule. */
  missing?: MissingForRule[];

  /** The check. Left out where the check was not stored. */
  @Identifier() contraindicationCheckId?: string;
}

/** An earlier session from which the interval is too short. */
class TooNearSession {
  /** The earlier session's id. */
  @Identifier() sessionId: string;

  /** The plan of the earlier session. */
  @Identifier() planId: string;

  /** The treatment of the earlier session. */
  @OneOf(treatments) treatment: Treatment;

  /** The day of the earlier session. */
  @Day() on: string;

  /** The minimum number of days between the two sessions. */
  @Whole() fewestDays: number;

  /** The first day on which this session may begin. */
  @Day() firstDay: string;
}

/** The open items of a session's checklist. */
class OpenChecklist {
  /** The open items that block the start. */
  checklist?: SessionChecklistItem[];
}

/** The consent that a session requires. */
class SessionConsent {
  /** The kind of the consent: always the consent to a treatment. */
  @OneOf(consentOfSession) kind: (typeof consentOfSession)[number];

  /** The treatment to which the patient must consent. */
  @OneOf(treatments) treatment: Treatment;
}

/** The obstacles to the start of a session, where there are several. */
class SessionObstacles {
  /** The open items of the checklist that block the start. */
  checklist?: SessionChecklistItem[];

  /** The fields of the request body that are among the obstacles. */
  errors?: FieldProblem[];

  /** The findings that prevent the start. */
  findings?: Obstacle[];

  /** The missing facts, rule by rule. */
  missing?: MissingForRule[];

  /** The earlier session from which the interval is too short. */
  interval?: TooNearSession;

  /** The missing consent. */
  consent?: SessionConsent;
}

/** The unsigned consultation on which a plan is based. */
class UnsignedConsultation {
  /** The consultation's id. */
  @Identifier() consultationId: string;
}

/** The patient whose photographs are missing. */
class PhotographsMissing {
  /** The patient. */
  @Identifier() patientId: string;
}

/** The serious adverse events that wait for a dermatologist's decision. */
class UndecidedAdverseEvents {
  /** The ids of the serious adverse events. */
  adverseEvents: string[];
}

/** The other active plans of the same treatment. */
class ActivePlans {
  /** The ids of the other active plans. */
  plans: string[];
}

/** The session of a series for which no day was found. */
class NoDayForSession {
  /** The number of the first session without a day. */
  @Whole() session?: number;

  /** The first day of the period in which the session would have had to be. */
  @Day() from?: string;

  /** The last day of the period in which the session would have had to be. */
  @Day() to?: string;

  /** Why no day of the period is possible. */
  because?: string[];
}

export const treatmentProblemMembers: ProblemMembers = {
  'check-not-clear': [ChecksObstacles, OpenChecklist],
  'session-not-ready': [SessionObstacles],
  'invalid-transition': [SessionObstacles],
  'invalid-input': [OpenChecklist],
  'consent-missing': [OpenChecklist],
  'consultation-not-signed': [UnsignedConsultation],
  'photographs-missing': [PhotographsMissing],
  'adverse-event-undecided': [UndecidedAdverseEvents],
  'plan-already-active': [ActivePlans],
  conflict: [NoDayForSession],
};
