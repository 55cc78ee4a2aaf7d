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
  OneOf,
  Optional,
  PageQuery,
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
import { sharpsErrors } from './domain/sharps.js';
import type * as domain from './domain/session-content.js';
import { anaesthesiaForms } from './domain/session-content.js';

/** A dose of a local anaesthetic. */
export class AnaestheticDose implements domain.AnaestheticDose {
  /**
   * Which one.
   * @example lidocaine
   */
  @Text({ max: 200 }) substance: string;

  /** In which form. */
  @OneOf(anaesthesiaForms) form: (typeof anaesthesiaForms)[number];

  /**
   * How much, in mg.
   * @example 40
   */
  @Decimal({ min: 0, max: 1000 }) milligrams: number;

  /** Whether it holds adrenaline, which raises the limit; unknown, when left out, counts as without. */
  @Optional() @OneOf(answers) withAdrenaline?: Answer;

  /**
   * Its concentration in per cent: 1 % is 10 mg/mL. With the volume, it is checked against the milligrams.
   * @example 2
   */
  @Optional() @Decimal({ min: 0.01, max: 40 }) concentrationPercent?: number;

  /**
   * Its volume in mL.
   * @example 2
   */
  @Optional() @Decimal({ min: 0.01, max: 100 }) volumeMl?: number;

  /**
   * Of what lies on the skin: on how much of it, in cm2; of lidocaine with prilocaine (EMLA) at most 600, of tetracaine 210.
   * @example 100
   */
  @Optional() @Decimal({ min: 0.1, max: 2000 }) areaSquareCentimetres?: number;

  /**
   * Of what lies on the skin: for how long, in minutes; of lidocaine with prilocaine (EMLA) at most 300, of tetracaine 45.
   * @example 60
   */
  @Optional() @Decimal({ min: 1, max: 1440 }) minutesOnSkin?: number;

  /** When it was given. */
  @Instant() @InLife() givenAt: string;
}

/** Needles, cartridges and other sharps. */
export class SharpsTally implements domain.Sharps {
  /**
   * How many were opened.
   * @example 4
   */
  @Whole({ min: 0, max: 1000 }) opened: number;

  /**
   * How many went into the sharps container.
   * @example 4
   */
  @Whole({ min: 0, max: 1000 }) disposed: number;

  /** What is known of the ones that are missing or too many; needed when the two differ. */
  @Optional() @Text({ max: 2000 }) differenceReason?: string;
}

/** Photographs that were taken at the session, by id. */
export class SessionPhotographs implements domain.SessionPhotographs {
  /** Before the work. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: true }) before?: string[];

  /** After the work. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: true }) after?: string[];
}

/** What was done in a session of mesotherapy. */
export class MesotherapyPart implements domain.MesotherapyPart {
  /**
   * How it was given: a technique of the plan's protocol, as shipped `injection`, `mesogun` or `microneedling`. The limits of depth are not those of
   * microneedling.
   * @example injection
   */
  @Text({ max: 100 }) technique: string;

  /**
   * Depth in mm, within the protocol of the plan; as shipped 1 to 4 for injections (S0-30).
   * @example 2
   */
  @Decimal({ min: 0, max: 20 }) depthMm: number;

  /**
   * Angle of the needle in degrees, within the protocol of the plan; as shipped 30 to 90.
   * @example 45
   */
  @Optional() @Decimal() angleDegrees?: number;

  /**
   * Gauge of the needle, within the protocol of the plan; as shipped 27 to 32.
   * @example 30
   */
  @Optional() @Whole() needleGauge?: number;

  /**
   * Length of the needle in mm; as shipped 4 to 13.
   * @example 4
   */
  @Optional() @Decimal() needleLengthMm?: number;

  /**
   * Volume of a shot in mL: about a drop, as shipped 0.02 to 0.1 (S0-32).
   * @example 0.05
   */
  @Optional() @Decimal() volumePerShotMl?: number;

  /**
   * Number of shots; as shipped at most 10 mL a session in all.
   * @example 80
   */
  @Optional() @Whole({ min: 1, max: 2000 }) shots?: number;

  /**
   * What was injected.
   * @example ["biotin", "D-panthenol"]
   */
  @ListOf(Text({ max: 200 }), { max: 50 }) substances: string[];
}

/** What was done in a sitting of scalp micropigmentation. */
export class MicropigmentationPart implements domain.MicropigmentationPart {
  /**
   * Needles in a cartridge, within the protocol of the plan; as shipped 1 to 3 (S1-28).
   * @example 3
   */
  @Whole() needlesPerCartridge: number;

  /**
   * Depth in mm, within the protocol of the plan; as shipped 0.3 to 2, upper dermis.
   * @example 0.8
   */
  @Optional() @Decimal() depthMm?: number;

  /**
   * Diameter of a dot in mm; as shipped under 1 (S1-18).
   * @example 0.6
   */
  @Optional() @Decimal({ min: 0 }) dotDiameterMm?: number;

  /**
   * How often the needle went over the area.
   * @example 2
   */
  @Optional() @Whole({ min: 1, max: 20 }) passes?: number;

  /**
   * Shades of pigment, the lighter first (S2-06); none is a warning.
   * @example ["light brown", "dark brown"]
   */
  @ListOf(Text({ max: 100 }), { max: 20 }) shades: string[];

  /** Whether the hair was trimmed (S1-23). */
  @OneOf(yesOrNo) hairTrimmed: YesNo;

  /** Why it was not. */
  @Optional() @Text({ max: 1000 }) hairNotTrimmedReason?: string;
}

/** The record of a session. */
@CheckedBy<SessionRecordInput>(({ sharps }) => sharpsErrors(sharps), 'sharps')
export class SessionRecordInput implements domain.SessionContent {
  /** When the work ended; now, when left out. */
  @Optional() @Instant() @InLife() endedAt?: string;

  /** For a session of mesotherapy. */
  @Optional() @Nested(MesotherapyPart) mesotherapy?: MesotherapyPart;

  /** For a sitting of scalp micropigmentation. */
  @Optional() @Nested(MicropigmentationPart) micropigmentation?: MicropigmentationPart;

  /**
   * Zones that were treated.
   * @example ["vertex"]
   */
  @ListOf(Text({ max: 100 }), { max: 30 }) zones: string[];

  /**
   * Local anaesthetic, dose by dose. Each agent is limited by the body weight (lidocaine to 4.5 mg/kg and 300 mg without adrenaline, 7 mg/kg and
   * 500 mg with it; literature, to be confirmed by the clinic's dermatologist), less for the elderly and with a disease of liver, heart or kidneys. The
   * doses of all agents add up as fractions of their limits, with those of the patient's other sessions within 24 hours, and with what left the
   * lots: of what was typed and what left the lots, the larger counts. From 80 % there is a warning, above the limit it is refused. Needs a body
   * weight, here or on file.
   */
  @Optional() @ListOf(AnaestheticDose, { max: 50 }) anaesthetic?: AnaestheticDose[];

  /**
   * What was used of which lots: it leaves the stock, and the patient is among those who received the lot. What is in it that the check of the
   * start had not asked about is checked now. `warnings` say where it does not agree with what was recorded as injected: volumes, substances, shades,
   * sharps.
   */
  @Optional() @ListOf(UsedProduct, { max: 50 }) products?: UsedProduct[];

  /** Why more anaesthetic than the limit was given: it happened, and a dermatologist records it. */
  @Optional() @Text({ max: 2000 }) overLimitReason?: string;

  /**
   * Why an anaesthetic was given that nobody can hold against a limit: one without a known limit, one of which nobody knows how much left the lot or
   * was injected, or of a patient without a body weight (then a limit at 50 kg counts). It happened, and a dermatologist records it, in 10 characters
   * at least; `warnings` then says what it was.
   * @example Benzocaine spray on the gum, two puffs, chosen after a talk about methaemoglobin
   */
  @Optional() @Text({ max: 2000 }) anaestheticReason?: string;

  /**
   * Why something was used that the rules rule out for this patient, such as an ingredient to which an allergy is on record: it happened, and a
   * dermatologist records it. Needed only where the session began without asking about it; `warnings` then says what was ruled out.
   */
  @Optional() @Text({ max: 2000 }) contraindicatedUseReason?: string;

  /**
   * Why a lot was used that had expired or was recalled when the session ended: it happened, and a dermatologist records it. It stands with the use in
   * the ledger of the lot, and `warnings` name the lot.
   * @example Taken from the wrong shelf; the patient was told
   */
  @Optional() @Text({ max: 2000 }) unusableLotReason?: string;

  /** Sharps: as many are disposed of as were opened. */
  @Optional() @Nested(SharpsTally) sharps?: SharpsTally;

  /** Vital signs, measured at the session. */
  @Optional() @Nested(VitalSigns) vitalSigns?: VitalSigns;

  /** Photographs of the patient, taken before and after the work. */
  @Optional() @Nested(SessionPhotographs) photographs?: SessionPhotographs;

  /** Anything else. */
  @Optional() @Text({ max: 5000 }) note?: string;
}

/** Who gives the session. */
export class SessionStartInput {
  /** Who gives it; the caller, when left out. */
  @Optional() @Identifier() performedBy?: string;

  /** The dermatologist under whom a technician works. */
  @Optional() @Identifier() supervisedBy?: string;

  /** What is to be used today, by name: an allergy to it rules the session out. Where neither these nor products are named, what the plan's check named. */
  @Optional() @ListOf(Text({ max: 200 }), { max: 50 }) ingredients?: string[];

  /** Products of the clinic that are to be used today, by id: an allergy to what is in them rules the session out. */
  @Optional() @ListOf(Identifier(), { max: 50 }) products?: string[];

  /**
   * Why the session begins sooner after an earlier one than it should: a dermatologist alone decides that, in 10 characters at least.
   * @example The session before was broken off after ten shots; discussed with the patient
   */
  @Optional() @Text({ max: 2000 }) intervalReason?: string;
}

/** What can be changed of a session before it begins. */
export class SessionChange {
  /**
   * The day, in the clinic's time zone.
   * @example 2026-12-15
   */
  @Day() @AfterBirth() scheduledOn: string;
}

/** What an amendment changes in the record of a session. */
export class SessionAmendmentInput {
  /**
   * Why it is amended.
   * @example The number of shots was misread
   */
  @Text({ max: 2000 }) reason: string;

  /**
   * A JSON Merge Patch (RFC 7396) of the record, `endedAt` included. `products` is the whole list as it should have been: a use that is not on it
   * any more is taken back in the ledger of its lot, for the reason of the amendment, and one that is new is booked.
   */
  @AnyObject() changes: Record<string, unknown>;

  /**
   * Why a dermatologist amends who neither gave nor supervised the session.
   * @example The colleague is on leave
   */
  @Optional() @Text({ max: 2000 }) takeOverReason?: string;
}

/** How a session is countersigned. */
export class CountersignatureInput {
  /**
   * Why another dermatologist countersigns than the one who supervised.
   * @example Dr Rao is on leave
   */
  @Optional() @Text({ max: 2000 }) takeOverReason?: string;
}

/** The signature of the dermatologist under whom a session was given. */
export class Countersignature {
  /** The dermatologist. */
  @Nested(Actor) by: Actor;

  /** When, in UTC. */
  at: string;

  /** The version of the record that was countersigned. */
  @Whole() contentVersion: number;

  /** The supervising dermatologist from whom the signer took over; null where nobody did. */
  @Nested(Actor) takenOverFrom: Actor | null;

  /** Why; null where nobody took over. */
  takeOverReason: string | null;
}

/** Something worth a second look in what was accepted. */
export class SessionWarning implements domain.SessionWarning {
  /**
   * What it is.
   * @example near-limit
   */
  code: string;

  /**
   * Where in the record, or in the session before it has one, as a JSON Pointer.
   * @example /anaesthetic
   */
  pointer: string;

  /** In words, with its source. */
  detail: string;
}

/** One thing to be seen to before a session. */
export class SessionChecklistItem {
  /** What. */
  @OneOf(checklistKeys) key: ChecklistKey;

  /**
   * In words.
   * @example The consent to the treatment stands
   */
  title: string;

  /** Whether it is as it must be. */
  @OneOf(checklistStates) state: (typeof checklistStates)[number];

  /** Whether the session cannot be started while it is open. */
  blocking: boolean;

  /** What is open, or what it rests on. */
  detail: string | null;
}

/** The checklist before a session, computed from the record at this moment. */
export class SessionChecklistResponse {
  /** The session. */
  @Identifier() sessionId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Whether the session can be started as things are. */
  ready: boolean;

  /** Each thing to be seen to. */
  items: SessionChecklistItem[];

  /** When it was computed, in UTC. */
  @Instant() computedAt: string;
}

/** Who is to give the session: what the checklist is computed for. */
export class ChecklistQuery {
  /** Who gives it; the caller, when left out. */
  @Optional() @Identifier() performedBy?: string;

  /** The dermatologist under whom a technician works. */
  @Optional() @Identifier() supervisedBy?: string;

  /**
   * What is to be used today, anaesthetic included. Where neither these nor products are named, what the plan's check named.
   * @example ["biotin", "lidocaine"]
   */
  @Optional() @SomeOf(Text({ max: 200 })) ingredients?: string[];

  /** Products of the clinic that are to be used today, by id. What is in them is checked. */
  @Optional() @SomeOf(Identifier()) products?: string[];
}

/** One version of a session's record, as it was recorded. */
export class SessionVersionResponse {
  /** The session. */
  @Identifier() sessionId: string;

  /** The patient whose record it is in. */
  @Identifier() patientId: string;

  /** 1 when it was completed, one more with each amendment. */
  @Whole() number: number;

  /** What was recorded, word for word. */
  @AnyObject() content: Record<string, unknown>;

  /** SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of `content`. */
  contentHash: string;

  /** Who recorded this version. */
  @Nested(Actor) recordedBy: Actor;

  /** When, in UTC. */
  @Instant() recordedAt: string;

  /** Why it was amended; null for the first. */
  reason: string | null;

  /** In what it differs from the version before; empty for the first. */
  difference: RecordDifference[];

  /** The dermatologist from whom the amender took over; null where nobody did. */
  @Nested(Actor) takenOverFrom: Actor | null;

  /** Why; null where nobody took over. */
  takeOverReason: string | null;
}

/** Which sessions to show. Conditions are joined by "and". */
export class SessionQuery extends PageQuery {
  /** Only this patient's. */
  @Optional() @Identifier() patientId?: string;

  /** Only those in one of these states. */
  @Optional() @SomeOf(sessionStatuses) status?: SessionStatus[];

  /** Only those under this dermatologist. */
  @Optional() @Identifier() supervisedBy?: string;

  /** Only those that wait for a countersignature (`true`), or that do not (`false`). */
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

  /** Its number in the series, from 1. */
  @Whole() number: number;

  /** The missed session in whose place this one stands; null for one of the series as it was planned. */
  replaces: string | null;

  @OneOf(sessionStatuses) @Described(`Where it is on its way. ${sessionStates.describe()}.`) status: SessionStatus;

  /** The actions that this state allows. */
  @ListOf(OneOf(sessionActions), { max: sessionActions.length }) allowed: SessionAction[];

  /** When it was started, in UTC. */
  @Instant() startedAt: string | null;

  /** When it ended, in UTC. */
  @Instant() endedAt: string | null;

  /** The check of that day, with which it was started. */
  @Identifier() contraindicationCheckId: string | null;

  /** The check of what was used, where the record names something that the check of the start had not asked about; null otherwise. */
  @Identifier() completionCheckId: string | null;

  /** Who gave it. */
  @Nested(Actor) performedBy: Actor | null;

  /** The dermatologist who supervised it. */
  @Nested(Actor) supervisedBy: Actor | null;

  /** Why a dermatologist began it sooner after an earlier session than it should have been; null where nobody had to say. */
  intervalReason: string | null;

  /** What was done; null before it is completed. */
  @Nested(SessionRecordInput) record: SessionRecordInput | null;

  /** The version of the record: 1 when it was completed, one more with each amendment; null before. */
  @Whole() contentVersion: number | null;

  /** SHA-256 of the RFC 8785 canonical JSON of the newest version's content; null before it is completed. */
  contentHash: string | null;

  /** How long it took, in minutes; null before it ended. */
  @Whole() durationMinutes: number | null;

  /** What is worth a second look: in its day, before it begins; in its record, once it is completed. */
  warnings: SessionWarning[];

  /** The signature of the dermatologist under whom it was given; null before. */
  @Nested(Countersignature) countersignature: Countersignature | null;

  /** Whether it waits for the signature of the dermatologist who supervised it. */
  awaitsCountersignature: boolean;

  /** Why it was cancelled or moved. */
  reason: string | null;

  /** When it was planned, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}
