import { IncludingQuery } from '../../patients/index.js';
import { VitalSigns } from '../../consultations/index.js';
import {
  AfterBirth,
  CheckedBy,
  type Answer,
  answers,
  AnyObject,
  Day,
  Decimal,
  RecordDifference,
  Flag,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  NotBefore,
  OneOf,
  Optional,
  Note,
  Text,
  Whole,
  yesOrNo,
  type YesNo,
  Described,
  SomeOf,
  Actor,
} from '../../platform/http/index.js';
import { UsedProduct } from '../../products/index.js';
import { checklistKeys, checklistStates, type ChecklistKey } from './domain/checklist.js';
import { sessionActions, sessionStates, sessionStatuses, type SessionAction, type SessionStatus } from './domain/session-states.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { validateSharps } from './domain/sharps.js';
import type * as domain from './domain/session-content.js';
import { anaesthesiaForms } from './domain/session-content.js';

/** A dose of a local anaesthetic. */
export class AnaestheticDose implements domain.AnaestheticDose {
  /**
   * The name of the anaesthetic.
   * @example lidocaine
   */
  @Text({ max: 200 }) substance: string;

  /** The form in which the anaesthetic was given. */
  @OneOf(anaesthesiaForms) form: (typeof anaesthesiaForms)[number];

  /**
   * The dose in mg.
   * @example 40
   */
  @Decimal({ min: 0, max: 1000 }) milligrams: number;

  /** Whether the anaesthetic contains adrenaline, which raises the limit. Unknown, when left out; unknown counts as without adrenaline. */
  @Optional() @OneOf(answers) withAdrenaline?: Answer;

  /**
   * The concentration in per cent: 1 % is 10 mg/mL. Together with the volume, it is compared with the milligrams.
   * @example 2
   */
  @Optional() @Decimal({ min: 0.01, max: 40 }) concentrationPercent?: number;

  /**
   * The volume in mL.
   * @example 2
   */
  @Optional() @Decimal({ min: 0.01, max: 100 }) volumeMl?: number;

  /**
   * The area of skin that was covered, in cm2, for an anaesthetic on the skin. At most 600 for lidocaine with prilocaine (EMLA), 210 for
   * tetracaine.
   * @example 100
   */
  @Optional() @Decimal({ min: 0.1, max: 2000 }) areaSquareCentimetres?: number;

  /**
   * The time on the skin in minutes, for an anaesthetic on the skin. At most 300 for lidocaine with prilocaine (EMLA), 45 for tetracaine.
   * @example 60
   */
  @Optional() @Decimal({ min: 1, max: 1440 }) minutesOnSkin?: number;

  /** When the dose was given. */
  @Instant() @InLife() givenAt: string;
}

/** The count of needles, cartridges and other sharps. */
export class SharpsTally implements domain.Sharps {
  /**
   * The number of sharps that were opened.
   * @example 4
   */
  @Whole({ min: 0, max: 1000 }) opened: number;

  /**
   * The number of sharps that were put into the sharps container.
   * @example 4
   */
  @Whole({ min: 0, max: 1000 }) disposed: number;

  /** The explanation of a difference between the two numbers; required where they differ. */
  @Optional() @Note({ max: 2000 }) differenceReason?: string;
}

/** The photographs that were taken at the session, by id. */
export class SessionPhotographs implements domain.SessionPhotographs {
  /** The photographs that were taken before the work. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: true }) before?: string[];

  /** The photographs that were taken after the work. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: true }) after?: string[];
}

/** What was done in a session of mesotherapy. */
export class MesotherapyPart implements domain.MesotherapyPart {
  /**
   * The technique, one of those of the plan's protocol; as shipped `injection`, `mesogun` or `microneedling`. Microneedling has limits of
   * depth of its own.
   * @example injection
   */
  @Text({ max: 100 }) technique: string;

  /**
   * The depth in mm, within the limits of the plan's protocol; as shipped 1 to 4 for injections (S0-30).
   * @example 2
   */
  @Decimal({ min: 0, max: 20 }) depthMm: number;

  /**
   * The angle of the needle in degrees, within the limits of the plan's protocol; as shipped 30 to 90.
   * @example 45
   */
  @Optional() @Decimal() angleDegrees?: number;

  /**
   * The gauge of the needle, within the limits of the plan's protocol; as shipped 27 to 32.
   * @example 30
   */
  @Optional() @Whole() needleGauge?: number;

  /**
   * The length of the needle in mm, within the limits of the plan's protocol; as shipped 4 to 13.
   * @example 4
   */
  @Optional() @Decimal() needleLengthMm?: number;

  /**
   * The volume of a shot in mL, about a drop; as shipped 0.02 to 0.1 (S0-32).
   * @example 0.05
   */
  @Optional() @Decimal() volumePerShotMl?: number;

  /**
   * The number of shots. As shipped, all shots of a session have at most 10 mL together.
   * @example 80
   */
  @Optional() @Whole({ min: 1, max: 2000 }) shots?: number;

  /**
   * The substances that were injected.
   * @example ["biotin", "D-panthenol"]
   */
  @ListOf(Text({ max: 200 }), { max: 50 }) substances: string[];
}

/** What was done in a sitting of scalp micropigmentation. */
export class MicropigmentationPart implements domain.MicropigmentationPart {
  /**
   * The number of needles in a cartridge, within the limits of the plan's protocol; as shipped 1 to 3 (S1-28).
   * @example 3
   */
  @Whole() needlesPerCartridge: number;

  /**
   * The depth in mm, within the limits of the plan's protocol; as shipped 0.3 to 2, in the upper dermis.
   * @example 0.8
   */
  @Optional() @Decimal() depthMm?: number;

  /**
   * The diameter of a dot in mm; as shipped less than 1 (S1-18).
   * @example 0.6
   */
  @Optional() @Decimal({ min: 0 }) dotDiameterMm?: number;

  /**
   * The number of passes of the needle over the area.
   * @example 2
   */
  @Optional() @Whole({ min: 1, max: 20 }) passes?: number;

  /**
   * The shades of pigment, the lighter first (S2-06). An empty list gives a warning.
   * @example ["light brown", "dark brown"]
   */
  @ListOf(Text({ max: 100 }), { max: 20 }) shades: string[];

  /** Whether the hair was trimmed (S1-23). */
  @OneOf(yesOrNo) hairTrimmed: YesNo;

  /** Why the hair was not trimmed. */
  @Optional() @Note({ max: 1000 }) hairNotTrimmedReason?: string;
}

/** The record of a session. */
@CheckedBy<SessionRecordInput>(({ sharps }) => validateSharps(sharps), 'sharps')
export class SessionRecordInput implements domain.SessionContent {
  /** When the work ended; now, when left out. */
  @Optional() @Instant() @InLife() endedAt?: string;

  /** The record of mesotherapy; for a session of mesotherapy. */
  @Optional() @Nested(MesotherapyPart) mesotherapy?: MesotherapyPart;

  /** The record of micropigmentation; for a sitting of scalp micropigmentation. */
  @Optional() @Nested(MicropigmentationPart) micropigmentation?: MicropigmentationPart;

  /**
   * The zones that were treated.
   * @example ["vertex"]
   */
  @ListOf(Text({ max: 100 }), { max: 30 }) zones: string[];

  /**
   * The doses of local anaesthetic. A body weight is required, in `vitalSigns` or on file. The body weight limits the dose of each agent:
   * lidocaine to 4.5 mg/kg and 300 mg without adrenaline, and to 7 mg/kg and 500 mg with adrenaline (literature, to be confirmed by the
   * clinic's dermatologist). The limits are lower for the elderly and with a disease of the liver, heart or kidneys. The doses of all agents
   * add up as fractions of their limits, together with those of the patient's other sessions within 24 hours. Anaesthetic among the used
   * products counts as well: for each agent, the larger of the entered amount and the amount used of lots. From 80 % of the limit there is a
   * warning; above the limit the record is refused.
   */
  @Optional() @ListOf(AnaestheticDose, { max: 50 }) anaesthetic?: AnaestheticDose[];

  /**
   * The products that were used, with their lots. The amounts leave the stock, and the patient is recorded as a recipient of the lot.
   * Ingredients that the check of the start did not include are checked now. `warnings` name disagreements with the rest of the record:
   * volumes, substances, shades, sharps.
   */
  @Optional() @ListOf(UsedProduct, { max: 50 }) products?: UsedProduct[];

  /** Why more anaesthetic than the limit was given. Only a dermatologist may record such a session. */
  @Optional() @Note({ max: 2000 }) overLimitReason?: string;

  /**
   * Why an anaesthetic was given that cannot be compared with a limit. Its limit is unknown, its amount is unknown, or the patient has no body
   * weight on file (then the limit at 50 kg counts). Only a dermatologist may record such a session, with at least 10 characters; `warnings`
   * name the anaesthetic.
   * @example Benzocaine spray on the gum, two puffs, chosen after a talk about methaemoglobin
   */
  @Optional() @Note({ max: 2000 }) anaestheticReason?: string;

  /**
   * Why something was used that the rules exclude for this patient, such as an ingredient to which the patient is allergic. Only a
   * dermatologist may record such a use. Required only where the check of the start did not include the ingredient; `warnings` name what was
   * excluded.
   */
  @Optional() @Note({ max: 2000 }) contraindicatedUseReason?: string;

  /**
   * Why a lot was used that had expired or was recalled when the session ended. Only a dermatologist may record such a use. The reason is
   * stored with the use in the ledger of the lot, and `warnings` name the lot.
   * @example Taken from the wrong shelf; the patient was told
   */
  @Optional() @Note({ max: 2000 }) unusableLotReason?: string;

  /** The count of sharps. The number disposed of must equal the number opened, or `differenceReason` explains the difference. */
  @Optional() @Nested(SharpsTally) sharps?: SharpsTally;

  /** The vital signs that were measured at the session. */
  @Optional() @Nested(VitalSigns) vitalSigns?: VitalSigns;

  /** The photographs of the patient that were taken before and after the work. */
  @Optional() @Nested(SessionPhotographs) photographs?: SessionPhotographs;

  /** Any further notes. */
  @Optional() @Note({ max: 5000 }) note?: string;
}

/** Who gives the session, and with what. */
export class SessionStartInput {
  /** The person who gives the session; the caller, when left out. */
  @Optional() @Identifier() performedBy?: string;

  /** The dermatologist who supervises a technician. */
  @Optional() @Identifier() supervisedBy?: string;

  /**
   * The ingredients to be used today, by name; an allergy to one of them prevents the session. When neither ingredients nor products are
   * named, those of the plan's check count.
   */
  @Optional() @ListOf(Text({ max: 200 }), { max: 50 }) ingredients?: string[];

  /** The clinic's products to be used today, by id; an allergy to one of their ingredients prevents the session. */
  @Optional() @ListOf(Identifier(), { max: 50 }) products?: string[];

  /**
   * Why the session begins before the minimum interval after an earlier session has passed. Only a dermatologist may decide this, with at
   * least 10 characters.
   * @example The session before was broken off after ten shots; discussed with the patient
   */
  @Optional() @Note({ max: 2000 }) intervalReason?: string;
}

/** The parts of a session that can be changed before it begins. */
export class SessionChange {
  /**
   * The day of the session, in the clinic's time zone.
   * @example 2026-12-15
   */
  @Day() @AfterBirth() scheduledOn: string;
}

/** The changes that an amendment makes to the record of a session. */
export class SessionAmendmentInput {
  /**
   * The reason for the amendment.
   * @example The number of shots was misread
   */
  @Note({ max: 2000 }) reason: string;

  /**
   * A JSON Merge Patch (RFC 7396) of the record, `endedAt` included. `products` is the whole corrected list. A use that the list no longer has
   * is reversed in the ledger of its lot, with the reason of the amendment. A new use is booked.
   */
  @AnyObject() changes: Record<string, unknown>;

  /**
   * Why a dermatologist amends the record who neither gave nor supervised the session.
   * @example The colleague is on leave
   */
  @Optional() @Note({ max: 2000 }) takeOverReason?: string;
}

/** The countersignature of a session. */
export class CountersignatureInput {
  /**
   * Why a dermatologist countersigns who did not supervise the session.
   * @example Dr Rao is on leave
   */
  @Optional() @Note({ max: 2000 }) takeOverReason?: string;
}

/** The signature of the dermatologist who supervised a session. */
export class Countersignature {
  /** The dermatologist who signed. */
  @Nested(Actor) by: Actor;

  /** When the dermatologist signed, in UTC. */
  at: string;

  /** The version of the record that was signed. */
  @Whole() contentVersion: number;

  /** The supervising dermatologist whom the signer replaced; null where the supervisor signed. */
  @Nested(Actor) takenOverFrom: Actor | null;

  /** Why the signer replaced the supervisor; null where the supervisor signed. */
  takeOverReason: string | null;
}

/** A warning about a session that was accepted. */
export class SessionWarning implements domain.SessionWarning {
  /**
   * The code of the warning.
   * @example near-limit
   */
  code: string;

  /**
   * The place in the record as a JSON Pointer; before there is a record, the place in the session.
   * @example /anaesthetic
   */
  pointer: string;

  /** The warning in words, with its source. */
  detail: string;
}

/** One item of the checklist before a session. */
export class SessionChecklistItem {
  /** The key of the item. */
  @OneOf(checklistKeys) key: ChecklistKey;

  /**
   * The item in words.
   * @example The consent to the treatment stands
   */
  title: string;

  /** The state of the item. */
  @OneOf(checklistStates) state: (typeof checklistStates)[number];

  /** Whether the session cannot be started while the item is open. */
  blocking: boolean;

  /** What is open, or the facts on which the state is based. */
  detail: string | null;
}

/** The checklist before a session, computed from the record at this moment. */
export class SessionChecklistResponse {
  /** The session. */
  @Identifier() sessionId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Whether the session can be started now. */
  ready: boolean;

  /** The items of the checklist. */
  items: SessionChecklistItem[];

  /** When the checklist was computed, in UTC. */
  @Instant() computedAt: string;
}

/** The people and materials for which the checklist is computed. */
export class ChecklistQuery {
  /** The person who gives the session; the caller, when left out. */
  @Optional() @Identifier() performedBy?: string;

  /** The dermatologist who supervises a technician. */
  @Optional() @Identifier() supervisedBy?: string;

  /**
   * The ingredients to be used today, anaesthetic included. When neither ingredients nor products are named, those of the plan's check count.
   * @example ["biotin", "lidocaine"]
   */
  @Optional() @SomeOf(Text({ max: 200 })) ingredients?: string[];

  /** The clinic's products to be used today, by id. Their ingredients are checked. */
  @Optional() @SomeOf(Identifier()) products?: string[];
}

/** One version of a session's record, as it was recorded. */
export class SessionVersionResponse {
  /** The session. */
  @Identifier() sessionId: string;

  /** The patient whose record contains the session. */
  @Identifier() patientId: string;

  /** The number of the version: 1 when the session was completed, one more with each amendment. */
  @Whole() number: number;

  /** The content of the record, exactly as it was recorded. */
  @AnyObject() content: Record<string, unknown>;

  /** SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of `content`. */
  contentHash: string;

  /** Who recorded this version. */
  @Nested(Actor) recordedBy: Actor;

  /** When this version was recorded, in UTC. */
  @Instant() recordedAt: string;

  /** The reason for the amendment; null for the first version. */
  reason: string | null;

  /** The differences from the version before; empty for the first version. */
  difference: RecordDifference[];

  /** The dermatologist whom the amending dermatologist replaced; null where nobody was replaced. */
  @Nested(Actor) takenOverFrom: Actor | null;

  /** Why the dermatologist was replaced; null where nobody was replaced. */
  takeOverReason: string | null;
}

/** Which sessions to show. Conditions are joined by "and". */
export class SessionQuery extends IncludingQuery {
  /** Only the sessions of this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only sessions in one of these states. */
  @Optional() @SomeOf(sessionStatuses) status?: SessionStatus[];

  /** Only sessions of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];

  /** Only sessions planned for this day or later, in the clinic's time zone. */
  @Optional() @Day() from?: string;

  /** Only sessions planned for this day or earlier. */
  @Optional() @Day() @NotBefore('from') to?: string;

  /** Only sessions that this person gave or supervised. */
  @Optional() @Identifier() staffId?: string;

  /** Only sessions that this dermatologist supervises. */
  @Optional() @Identifier() supervisedBy?: string;

  /** Only sessions that wait for a countersignature (`true`), or only the others (`false`). */
  @Optional() @Flag() awaitsCountersignature?: boolean;
}

/** One session of a plan. */
export class TreatmentSessionResponse extends SessionChange {
  /** The session's id. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The number of the session in the series, from 1. */
  @Whole() number: number;

  /** The missed session that this session replaces; null for a session of the original series. */
  replaces: string | null;

  @OneOf(sessionStatuses) @Described(`Where it is on its way. ${sessionStates.describe()}.`) status: SessionStatus;

  /** The actions that the state of the session allows. */
  @ListOf(OneOf(sessionActions), { max: sessionActions.length }) allowed: SessionAction[];

  /** When the session started, in UTC; null before the start. */
  @Instant() startedAt: string | null;

  /** When the session ended, in UTC; null before the end. */
  @Instant() endedAt: string | null;

  /** The check of that day, with which the session was started; null before the start. */
  @Identifier() contraindicationCheckId: string | null;

  /** The check of what was used, where the record names something that the check of the start did not include; null otherwise. */
  @Identifier() completionCheckId: string | null;

  /** The person who gave the session; null before the start. */
  @Nested(Actor) performedBy: Actor | null;

  /** The dermatologist who supervised the session; null where there was none. */
  @Nested(Actor) supervisedBy: Actor | null;

  /** Why a dermatologist began the session before the minimum interval after an earlier session had passed; null where no reason was required. */
  intervalReason: string | null;

  /** The record of the session; null before the session is completed. */
  @Nested(SessionRecordInput) record: SessionRecordInput | null;

  /** The version of the record: 1 when the session was completed, one more with each amendment; null before. */
  @Whole() contentVersion: number | null;

  /** SHA-256 of the RFC 8785 canonical JSON of the newest version's content; null before the session is completed. */
  contentHash: string | null;

  /** The duration of the session in minutes; null before it ended. */
  @Whole() durationMinutes: number | null;

  /** Warnings about the day of the session before it begins, and about its record once it is completed. */
  warnings: SessionWarning[];

  /** The signature of the supervising dermatologist; null before it is given. */
  @Nested(Countersignature) countersignature: Countersignature | null;

  /** Whether the session waits for the signature of the dermatologist who supervised it. */
  awaitsCountersignature: boolean;

  /** Why the session was cancelled or moved; null where it was neither. */
  reason: string | null;

  /** When the session was planned, in UTC. */
  @Instant() createdAt: string;

  /** When the session was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the session, as in the ETag. */
  @Whole() version: number;
}
