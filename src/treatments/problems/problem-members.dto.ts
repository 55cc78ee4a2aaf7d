import { MissingFact, outcomes, type Outcome } from '../../contraindications/index.js';
import { enumOf } from '../../kernel/enumeration.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Day, Identifier, OneOf, Whole, FieldProblem, type ProblemMembers } from '../../platform/http/index.js';
import { SessionChecklistItem } from '../sessions/session.dto.js';

const consentOfSession = enumOf('ConsentOfSession', ['treatment']);

/** A finding that stands in the way. */
class Obstacle {
  /** The rule. */
  ruleId: string;

  /** What it is about. */
  title: string;

  /** What it says. */
  @OneOf(outcomes) outcome: Outcome;
}

/** What has to be asked for one rule. */
class MissingForRule {
  /** The rule. */
  ruleId: string;

  /** What it lacks. */
  missing: MissingFact[];
}

/** The findings that stand in the way. */
class ChecksObstacles {
  /** The rules; none where the check is no longer valid. */
  findings: Obstacle[];

  /** What has to be asked, rule by rule. */
  missing?: MissingForRule[];

  /** The check, where it was kept. */
  @Identifier() contraindicationCheckId?: string;
}

/** An earlier session that is too near. */
class TooNearSession {
  /** The earlier session. */
  @Identifier() sessionId: string;

  /** Its plan. */
  @Identifier() planId: string;

  /** Its treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** Its day. */
  @Day() on: string;

  /** The fewest days that must lie between. */
  @Whole() fewestDays: number;

  /** The first day on which this session may begin. */
  @Day() firstDay: string;
}

/** What the checklist of a session still holds. */
class OpenChecklist {
  /** What is open, and blocks the start. */
  checklist?: SessionChecklistItem[];
}

/** A consent that a session needs. */
class SessionConsent {
  /** Always the consent to a treatment. */
  @OneOf(consentOfSession) kind: (typeof consentOfSession)[number];

  /** Which one. */
  @OneOf(treatments) treatment: Treatment;
}

/** Several things that are missing before a session. */
class SessionObstacles {
  /** What is open, and blocks the start. */
  checklist?: SessionChecklistItem[];

  /** Fields of the body that are part of it. */
  errors?: FieldProblem[];

  /** Findings that stand in the way. */
  findings?: Obstacle[];

  /** What has to be asked, rule by rule. */
  missing?: MissingForRule[];

  /** The earlier session that is too near. */
  interval?: TooNearSession;

  /** The consent that is missing. */
  consent?: SessionConsent;
}

/** The consultation that a plan rests on. */
class UnsignedConsultation {
  /** The consultation. */
  @Identifier() consultationId: string;
}

/** Whose photographs are missing. */
class PhotographsMissing {
  /** The patient. */
  @Identifier() patientId: string;
}

/** What waits for a dermatologist’s decision. */
class UndecidedAdverseEvents {
  /** The serious adverse events, by id. */
  adverseEvents: string[];
}

/** What else is active. */
class ActivePlans {
  /** The other active plans, by id. */
  plans: string[];
}

/** For which session no day was found. */
class NoDayForSession {
  /** The first session without a day, by number. */
  @Whole() session?: number;

  /** The first day on which it could have been. */
  @Day() from?: string;

  /** The last day on which it could have been. */
  @Day() to?: string;

  /** Why none of them will do. */
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
