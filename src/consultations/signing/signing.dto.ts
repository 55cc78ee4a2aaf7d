import { AnyObject, RecordDifference, Identifier, Instant, ListOf, Optional, Text, Whole, Actor, Nested } from '../../platform/http/index.js';
import { BloodTestInput } from '../blood-tests/blood-test.dto.js';
import { ConsultationChange } from '../consultation.dto.js';
import { TrichoanalysisInput } from '../trichoanalysis/trichoanalysis.dto.js';

/** How a consultation is signed. */
export class SignatureInput {
  /**
   * Why a dermatologist signs who is not the one responsible, and so becomes it.
   * @example Dr Rao is on leave
   */
  @Optional() @Text({ max: 2000 }) takeOverReason?: string;
}

/** What an amendment changes, adds and takes back. */
export class AmendmentInput extends SignatureInput {
  /**
   * Why it is amended.
   * @example The patient brought her list of medicines
   */
  @Text({ max: 2000 }) reason: string;

  /** A JSON Merge Patch (RFC 7396) of what the consultation says beside its blood tests and trichoanalyses. */
  @Optional() @AnyObject() changes?: Record<string, unknown>;

  /** Blood tests to add. */
  @Optional() @ListOf(BloodTestInput, { max: 20 }) bloodTests?: BloodTestInput[];

  /** Trichoanalyses to add. */
  @Optional() @ListOf(TrichoanalysisInput, { max: 30 }) trichoanalyses?: TrichoanalysisInput[];

  /** Ids of blood tests and trichoanalyses of this consultation that were entered in error: they count for nothing any more. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: true }) enteredInError?: string[];
}

/** What an amendment may name in `changes`. */
export class AmendedContent extends ConsultationChange {}

/** One signed version of a consultation, as it was signed. */
export class ConsultationVersionResponse {
  /** The consultation. */
  @Identifier() consultationId: string;

  /** The patient whose record it is in. After a merge it may be another one than was signed for, which stands in `content`. */
  @Identifier() patientId: string;

  /** 1 at the signature, one more with each amendment. */
  @Whole() number: number;

  /** What the signature covers, word for word. */
  @AnyObject() content: Record<string, unknown>;

  /** SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of `content`. */
  contentHash: string;

  /** The dermatologist who signed this version. */
  @Nested(Actor) signedBy: Actor;

  /** When, in UTC. */
  @Instant() signedAt: string;

  /** Why it was amended; null for the first. */
  reason: string | null;

  /** In what it differs from the version before; empty for the first. */
  difference: RecordDifference[];

  /** The dermatologist from whom the signer took over; null where nobody did. */
  @Nested(Actor) takenOverFrom: Actor | null;

  /** Why; null where nobody took over. */
  takeOverReason: string | null;
}
