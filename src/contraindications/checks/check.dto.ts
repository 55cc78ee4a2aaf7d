import { enumOf } from '../../kernel/enumeration.js';
import {
  AfterBirth,
  Day,
  Identifier,
  Instant,
  ListOf,
  OneOf,
  Optional,
  PageQuery,
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

/** What is planned for whom, and when. */
export class PlannedTreatment {
  /** The treatment to check. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The day on which it is to be given, in the clinic's time zone. Answers and results must be young enough on that day.
   * @example 2026-12-01
   */
  @Day() @AfterBirth() plannedOn: string;

  /**
   * What is to be used, anaesthetic and pigment included, by name. Left out, nothing is known of it: an allergy then needs data.
   * @example ["minoxidil", "lidocaine"]
   */
  @Optional() @ListOf(Text({ max: 200 }), { max: 50, unique: true }) ingredients?: string[];

  /**
   * What the treatment is for. Left out, nothing is asked about it, or, of a plan, what the plan states counts. A scar is asked for its age;
   * alopecia areata and scarring alopecia, how long they have been stable and which therapy was tried.
   */
  @Optional() @ListOf(IndicationInput, { max: 20 }) indications?: IndicationInput[];
}

/** A check to run. */
export class ContraindicationCheckInput extends PlannedTreatment {
  /** Products of the clinic that are to be used, by id: what is in them counts among the ingredients. */
  @Optional() @ListOf(Identifier(), { max: 50 }) products?: string[];

  /** The consultation on the occasion of which the check is run. The facts come from all that is recorded of the patient. */
  @Optional() @Identifier() consultationId?: string;
}

const discussedAnswers = enumOf('DiscussedWithPatient', ['yes']);

/** A dermatologist's decision to go ahead despite a finding. */
export class RuleOverrideInput {
  /**
   * The rule whose finding is overridden.
   * @example mesotherapy.hypertension
   */
  @Text({ max: 200 }) ruleId: string;

  /**
   * Why, in at least two different words and twelve letters of any script.
   * @example Well controlled for two years; cardiologist agrees in writing.
   */
  @Text({ max: 2000 }) reason: string;

  /**
   * What was weighed against what, as much as the reason.
   * @example The risk of bleeding against the distress of waiting another year
   */
  @Optional() @Text({ max: 2000 }) weighed?: string | null;

  /** Whether it was discussed with the patient. Left out, it is shown as not stated; what was not discussed does not count, and `no` is refused. */
  @Optional() @OneOf(yesOrNo) discussedWithPatient?: YesNo | null;

  /**
   * What is to be kept to, in plain words.
   * @example ["Blood pressure below 150/95 on the day"]
   */
  @Optional() @ListOf(Text({ max: 500 }), { max: 20, unique: true }) conditions?: string[];
}

/** A dermatologist's decision to go ahead despite a finding. It belongs to its check. */
export class RuleOverride {
  /** The id of the override. */
  @Identifier() id: string;

  /** The rule whose finding is overridden. */
  ruleId: string;

  /** Why. */
  reason: string;

  /** What was weighed against what; null when it was not stated. */
  weighed: string | null;

  /** Whether it was discussed with the patient; null when it was not stated. */
  @OneOf(discussedAnswers) discussedWithPatient: 'yes' | null;

  /** What is to be kept to. */
  conditions: string[];

  /** The dermatologist. */
  @Nested(Actor) overriddenBy: Actor;

  /** When, in UTC. */
  @Instant() createdAt: string;

  /** Whether the rule asks for two dermatologists: it then holds only once another one has confirmed it. */
  needsConfirmation: boolean;

  /** The second dermatologist; null where none is asked for, or none has confirmed it yet. */
  @Nested(Actor) confirmedBy: Actor | null;

  /** When it was confirmed, in UTC; null when it was not. */
  @Instant() confirmedAt: string | null;

  /** The check that it was decided upon, when this one took it over: same rules, same facts. Null for one decided upon this check. */
  carriedFrom: string | null;

  /** Why it does not hold for this check, though it did for the one before: other facts, other rules, or never confirmed. Null while it is not void. */
  @OneOf(voidReasons) voidBecause: VoidReason | null;

  /** Whether it counts in `effectiveOutcome`. */
  inForce: boolean;
}

/** The rules by which a check was made. */
export class RulesetReference {
  /** The id of the ruleset. */
  @Identifier() id: string;

  /**
   * Its version.
   * @example 1
   */
  @Whole() version: number;
}

/** What the rules say about one person, one treatment and one day. */
export class ContraindicationEvaluationResponse {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The day on which it is planned. */
  @Day() plannedOn: string;

  /** What is to be used, as far as it was named; null when nothing was said of it. */
  ingredients: string[] | null;

  /** What the treatment is for, as far as it was stated; null when nobody said. */
  indications: IndicationInput[] | null;

  /** The most severe of the findings: `contraindicated`, `needs-data`, `caution`, `clear`. */
  @OneOf(outcomes) outcome: Outcome;

  /** The same with each finding whose override is in force counted as `caution`. */
  @OneOf(outcomes) effectiveOutcome: Outcome;

  /** One for each rule of the ruleset. */
  findings: CheckFinding[];

  /** Facts that deny each other. */
  contradictions: FactContradiction[];

  /**
   * Everything recorded or planned that no rule read and that the terminology does not know to concern none. A medicine, allergy, condition, procedure,
   * adverse event, ingredient or product among it makes the outcome `needs-data` or more severe, until it is coded or dismissed with a reason.
   */
  unread: UnreadRecordItem[];

  /** What else was not read, and a dermatologist has said not to matter for this treatment. */
  dismissed: DismissedRecordItem[];

  /** The first day, from the planned one on, on which everything would be clear if nothing but time passed: the end of a washout, as long as no answer becomes too old before. Null when there is none. */
  @Day() earliestClearOn: string | null;

  /** The rules that were asked. */
  ruleset: RulesetReference;

  /** When the check was made, in UTC. */
  @Instant() evaluatedAt: string;

  /** The beginning of the first day after the planned one on which a rule would say something else, in UTC: until then the treatment may be moved without a new check, if nothing new becomes known. */
  validUntil: string;

  /** What dermatologists have overridden, and what became of the overrides of the check before it. */
  overrides: RuleOverride[];

  /**
   * Urgent revisions of the shipped rules that nobody has decided about yet: told to those who decide about rules when a check is made, and left out
   * when there are none.
   */
  updates?: UndecidedUpdate[];
}

/** A check that is kept. It never changes; only overrides are added. */
export class ContraindicationCheckResponse extends ContraindicationEvaluationResponse {
  /** The id of the check. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The consultation on the occasion of which it was run. */
  @Identifier() consultationId: string | null;

  /** The products that were named, by id; what was in them then is among the ingredients. */
  products: string[];

  /** Who ran it: a person of the staff, or an integration client. */
  @Nested(Actor) checkedBy: Actor;
}

/** Whether a check of the past comes out as it did. */
export class ReEvaluationResponse {
  /** The check. */
  @Identifier() checkId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The rules of the check, as they were then. */
  ruleset: RulesetReference;

  /**
   * Whether outcome, findings, contradictions, `earliestClearOn` and `validUntil` are the same, byte for byte in their canonical form
   * (RFC 8785).
   */
  identical: boolean;

  /** SHA-256, in lower-case hexadecimal, of that canonical form as it was kept. */
  keptHash: string;

  /** The same of what the rules say today of the kept facts. */
  hash: string;

  /** What the rules say today of the kept facts. */
  @OneOf(outcomes) outcome: Outcome;

  /** The rules that say something else, by id; empty where nothing differs. */
  differing: string[];
}

/** Which checks of a patient to show. */
export class CheckQuery extends PageQuery {
  /** Only those of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];
}
