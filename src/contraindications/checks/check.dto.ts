import { PickType } from '@nestjs/swagger';
import { declareEnumeration } from '../../kernel/enumeration.js';
import {
  AfterBirth,
  Day,
  Identifier,
  Instant,
  ListOf,
  OneOf,
  Optional,
  PageQuery,
  Note,
  Text,
  Whole,
  yesOrNo,
  type YesNo,
  SomeOf,
  Actor,
  Nested,
} from '../../platform/http/index.js';
import { outcomes, type Outcome } from '../engine/index.js';
import { voidReasons, type VoidReason } from './void-reasons.js';
import { FactContradiction, CheckFinding } from './finding.dto.js';
import { IndicationInput } from './indication.dto.js';
import { DismissedRecordItem, UnreadRecordItem } from './unread.dto.js';
import { UndecidedUpdate } from '../rulesets/updates/update.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** The planned treatment, with its day, ingredients and indications. */
export class PlannedTreatment {
  /** The treatment to check. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The day on which the treatment is planned, in the clinic's time zone. Answers and results must be recent enough on that day.
   * @example 2026-12-01
   */
  @Day() @AfterBirth() plannedOn: string;

  /**
   * The substances to be used, by name, anaesthetic and pigment included. Where left out, the ingredients are unknown, and an allergy then needs data.
   * @example ["minoxidil", "lidocaine"]
   */
  @Optional() @ListOf(Text({ max: 200 }), { max: 50, unique: true }) ingredients?: string[];

  /**
   * What the treatment is for. Where left out, the indications of the plan are used; without a plan, no question about indications is asked. A scar needs its
   * age. Alopecia areata and scarring alopecia need how long they have been stable and which therapy was tried.
   */
  @Optional() @ListOf(IndicationInput, { max: 20 }) indications?: IndicationInput[];
}

/** A check to run for a registered patient. */
export class ContraindicationCheckInput extends PlannedTreatment {
  /** The ids of the clinic's products to be used. The contents of these products are added to the ingredients. */
  @Optional() @ListOf(Identifier(), { max: 50 }) products?: string[];

  /** The id of the consultation in which the check is run. The facts come from all records of the patient, not only from this consultation. */
  @Optional() @Identifier() consultationId?: string;
}

const discussedAnswers = declareEnumeration('DiscussedWithPatient', ['yes']);

/** A dermatologist's decision to treat despite a finding. */
export class RuleOverrideInput {
  /**
   * The rule whose finding is overridden.
   * @example mesotherapy.hypertension
   */
  @Text({ max: 200 }) ruleId: string;

  /**
   * Why the finding is overridden, in at least two different words and twelve letters of any script.
   * @example Well controlled for two years; cardiologist agrees in writing.
   */
  @Note({ max: 2000 }) reason: string;

  /**
   * The risks and benefits that were weighed, in at least as many words and letters as the reason.
   * @example The risk of bleeding against the distress of waiting another year
   */
  @Optional() @Note({ max: 2000 }) weighed?: string | null;

  /**
   * Whether the decision was discussed with the patient. Where left out, the override shows it as not stated. `no` is refused: a decision must be discussed
   * before it is recorded.
   */
  @Optional() @OneOf(yesOrNo) discussedWithPatient?: YesNo | null;

  /**
   * The conditions that the treatment must meet, in plain words.
   * @example ["Blood pressure below 150/95 on the day"]
   */
  @Optional() @ListOf(Note({ max: 500 }), { max: 20, unique: true }) conditions?: string[];
}

/** A recorded override of a finding. An override belongs to one check. */
export class RuleOverride {
  /** The id of the override. */
  @Identifier() id: string;

  /** The rule whose finding is overridden. */
  ruleId: string;

  /** Why the finding was overridden. */
  reason: string;

  /** The risks and benefits that were weighed; null where they were not stated. */
  weighed: string | null;

  /** Whether the decision was discussed with the patient; null where this was not stated. */
  @OneOf(discussedAnswers) discussedWithPatient: 'yes' | null;

  /** The conditions that the treatment must meet. */
  conditions: string[];

  /** The dermatologist who overrode the finding. */
  @Nested(Actor) overriddenBy: Actor;

  /** The instant at which the override was recorded, in UTC. */
  @Instant() createdAt: string;

  /** Whether the rule asks for two dermatologists. The override is then in force only once another dermatologist has confirmed it. */
  needsConfirmation: boolean;

  /** The second dermatologist, who confirmed the override; null where none is needed, or none has confirmed it yet. */
  @Nested(Actor) confirmedBy: Actor | null;

  /** The instant at which the override was confirmed, in UTC; null where it was not confirmed. */
  @Instant() confirmedAt: string | null;

  /**
   * The id of the earlier check for which the override was decided, where this check took it over because rules and facts are the same. Null for an override
   * decided for this check.
   */
  carriedFrom: string | null;

  /** Why an override of the previous check is void for this check: other facts, other rules, or never confirmed. Null where the override is not void. */
  @OneOf(voidReasons) voidBecause: VoidReason | null;

  /** Whether the override is counted in `effectiveOutcome`. */
  inForce: boolean;
}

/** The ruleset by which a check was made. */
export class RulesetReference {
  /** The id of the ruleset. */
  @Identifier() id: string;

  /**
   * The version of the ruleset.
   * @example 1
   */
  @Whole() version: number;
}

/** The result of the rules for one person, one treatment and one day. */
export class ContraindicationEvaluationResponse {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The day on which the treatment is planned, in the clinic's time zone. */
  @Day() plannedOn: string;

  /** The names of the substances to be used; null where the ingredients are unknown. */
  ingredients: string[] | null;

  /** What the treatment is for; null where it was not stated. */
  indications: IndicationInput[] | null;

  /** The most severe outcome of the findings. From severe to mild: `contraindicated`, `needs-data`, `caution`, `clear`. */
  @OneOf(outcomes) outcome: Outcome;

  /** The most severe outcome when each finding with an override in force is counted as `caution`. */
  @OneOf(outcomes) effectiveOutcome: Outcome;

  /** The findings, one for each rule of the ruleset. */
  findings: CheckFinding[];

  /** Groups of facts that contradict each other. */
  contradictions: FactContradiction[];

  /**
   * Recorded or planned items that no rule read, except items that the terminology knows to concern no treatment. An unread medicine, allergy, condition,
   * procedure, adverse event, ingredient or product makes the outcome `needs-data` or more severe, until the item is coded or dismissed with a reason.
   */
  unread: UnreadRecordItem[];

  /** Unread items that a dermatologist has dismissed for this treatment. */
  dismissed: DismissedRecordItem[];

  /**
   * The first day, from the planned day on, on which every finding would be clear if only time passed, for example after a washout. No answer may become too
   * old before that day. Null where there is no such day.
   */
  @Day() earliestClearOn: string | null;

  /** The ruleset that was applied. */
  ruleset: RulesetReference;

  /** The instant at which the check was made, in UTC. */
  @Instant() evaluatedAt: string;

  /**
   * The beginning of the first day after the planned day on which a rule would have another outcome, in UTC. Until then the treatment may be moved without a
   * new check, where no new facts become known.
   */
  validUntil: string;

  /** The overrides of this check, and the overrides of the previous check with what became of them. */
  overrides: RuleOverride[];

  /**
   * Urgent revisions of the shipped rules that nobody has decided about yet. The list is shown, when a check is made, to people who may decide about rules.
   * Left out where there are none.
   */
  updates?: UndecidedUpdate[];
}

/** A stored check. A check never changes; only overrides are added. */
export class ContraindicationCheckResponse extends ContraindicationEvaluationResponse {
  /** The id of the check. */
  @Identifier() id: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The id of the consultation in which the check was run; null where none was named. */
  @Identifier() consultationId: string | null;

  /** The ids of the products that were named. The contents of these products at the time of the check are among the ingredients. */
  products: string[];

  /** The id of the member of staff or the integration client that ran the check. */
  @Nested(Actor) checkedBy: Actor;
}

/** A stored check without the findings that are clear, for a screen that shows more than the check. */
export class CheckInBrief extends PickType(ContraindicationCheckResponse, [
  'id',
  'treatment',
  'plannedOn',
  'outcome',
  'effectiveOutcome',
  'contradictions',
  'earliestClearOn',
  'ruleset',
  'evaluatedAt',
  'validUntil',
]) {
  /** The findings that are not clear, in the order of the ruleset. */
  @ListOf(CheckFinding, { max: 1000 }) findings: CheckFinding[];
}

/** The comparison of a stored check with a new evaluation of the same facts by the same rules. */
export class ReEvaluationResponse {
  /** The id of the check. */
  @Identifier() checkId: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The ruleset of the check, in the version that was applied then. */
  ruleset: RulesetReference;

  /** Whether outcome, findings, contradictions, `earliestClearOn` and `validUntil` are the same, byte for byte in their canonical form (RFC 8785). */
  identical: boolean;

  /** The SHA-256 of the canonical form of the stored check, in lower-case hexadecimal. */
  keptHash: string;

  /** The SHA-256 of the canonical form of the new evaluation, in lower-case hexadecimal. */
  hash: string;

  /** The outcome of the new evaluation. */
  @OneOf(outcomes) outcome: Outcome;

  /** The ids of the rules whose findings differ; empty where the findings are the same. */
  differing: string[];
}

/** The filters for a list of a patient's checks. */
export class CheckQuery extends PageQuery {
  /** Only checks for these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];
}
