import { AnyObject, RecordDifference, Identifier, Instant, ListOf, Optional, Note, Whole, Actor, Nested } from '../../platform/http/index.js';
import { BloodTestInput } from '../blood-tests/blood-test.dto.js';
import { ConsultationChange } from '../consultation.dto.js';
import { TrichoanalysisInput } from '../trichoanalysis/trichoanalysis.dto.js';

/** The signature of a consultation. */
export class SignatureInput {
  /**
   * Why the signer takes the consultation over from the responsible dermatologist. The signer becomes responsible.
   * @example Dr Rao is on leave
   */
  @Optional() @Note({ max: 2000 }) takeOverReason?: string;
}

/** The changes, additions and corrections of an amendment. */
export class AmendmentInput extends SignatureInput {
  /**
   * Why the consultation is amended.
   * @example The patient brought her list of medicines
   */
  @Note({ max: 2000 }) reason: string;

  /** A JSON Merge Patch (RFC 7396) of the consultation's content without its blood tests and trichoanalyses. */
  @Optional() @AnyObject() changes?: Record<string, unknown>;

  /** Blood tests to add. */
  @Optional() @ListOf(BloodTestInput, { max: 20 }) bloodTests?: BloodTestInput[];

  /** Trichoanalyses to add. */
  @Optional() @ListOf(TrichoanalysisInput, { max: 30 }) trichoanalyses?: TrichoanalysisInput[];

  /** The ids of blood tests and trichoanalyses of this consultation that were entered in error. Checks, series and charts ignore them from then on. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: true }) enteredInError?: string[];
}

/** The members that `changes` of an amendment may name. */
export class AmendedContent extends ConsultationChange {}

/** One signed version of a consultation, exactly as it was signed. */
export class ConsultationVersionResponse {
  /** The id of the consultation. */
  @Identifier() consultationId: string;

  /**
   * The id of the patient whose record has the consultation now. After a merge it may differ from the patient in `content`, for whom the version was signed.
   */
  @Identifier() patientId: string;

  /** The number of the version: 1 for the first signature, one more with each amendment. */
  @Whole() number: number;

  /** The content that the signature covers, word for word. */
  @AnyObject() content: Record<string, unknown>;

  /** The SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of `content`. */
  contentHash: string;

  /** The dermatologist who signed this version. */
  @Nested(Actor) signedBy: Actor;

  /** When this version was signed, in UTC. */
  @Instant() signedAt: string;

  /** Why the consultation was amended; null for the first version. */
  reason: string | null;

  /** The differences to the version before; empty for the first version. */
  difference: RecordDifference[];

  /** The dermatologist from whom the signer took over; null where nobody took over. */
  @Nested(Actor) takenOverFrom: Actor | null;

  /** Why the signer took over; null where nobody took over. */
  takeOverReason: string | null;
}
