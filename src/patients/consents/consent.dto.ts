import { treatments, type Treatment } from '../../kernel/treatment.js';
import {
  CheckedBy,
  AfterBirth,
  Day,
  EnteredInError,
  EnteredInErrorInput,
  FilePart,
  Flag,
  Identifier,
  InLife,
  Instant,
  LanguageTag,
  Nested,
  OneOf,
  Optional,
  Text,
  type Upload,
  Whole,
  Actor,
} from '../../platform/http/index.js';
import { consentStatuses, type ConsentStatus } from './domain/standing.js';
import { consentErrors } from './domain/consent-errors.js';
import type * as domain from './domain/consent-content.js';
import { consentKinds, documentTypes, type ConsentKind, type DocumentType } from './domain/consent-content.js';

/** Who signed. */
export class ConsentSignatory implements domain.Signatory {
  /**
   * The name as signed.
   * @example Asha Rao
   */
  @Text({ max: 200 }) name: string;

  /**
   * What the signatory is to the patient: `self`, or for example `mother`.
   * @example self
   */
  @Text({ max: 100 }) relationship: string;
}

/** Who was there when it was signed. */
export class ConsentWitness implements domain.Witness {
  /**
   * The witness's name: another one than the signatory's.
   * @example Meera Iyer
   */
  @Text({ max: 200 }) name: string;

  /**
   * What the witness was there as.
   * @example nurse
   */
  @Optional() @Text({ max: 100 }) role?: string;
}

/** A consent that the patient has signed. */
@CheckedBy<ConsentInput>((consent, { now }) => consentErrors(consent, now), 'kind', 'treatment', 'signedAt', 'signatory', 'witness')
export class ConsentInput {
  /** What was agreed to. */
  @OneOf(consentKinds) kind: ConsentKind;

  /** Which treatment; needed for the kind `treatment`, and only there. */
  @Optional() @OneOf(treatments) treatment?: Treatment;

  /**
   * Which version of the consent document was signed.
   * @example mesotherapy-2026-01
   */
  @Text({ max: 100 }) documentVersion: string;

  /**
   * The language of the document, as a BCP 47 tag.
   * @example en-IN
   */
  @LanguageTag() language: string;

  /** Who signed. */
  @Nested(ConsentSignatory) signatory: ConsentSignatory;

  /**
   * When it was signed.
   * @example 2026-11-20T10:30:00+05:30
   */
  @Instant() @InLife() signedAt: string;

  /** The text that was signed, kept word for word: nothing in it is trimmed or normalised, and it never changes. */
  @Optional() @Text({ max: 50_000 }) text?: string;

  /** Who was there when it was signed. */
  @Optional() @Nested(ConsentWitness) witness?: ConsentWitness;
}

/** The signature as a picture, or the signed paper as it was scanned. */
export class ConsentDocumentInput {
  /**
   * PDF, JPEG, PNG or HEIC, at most 10 MB; what it is follows from its content. It is evidence: what is seen on it is kept bit by bit (HEIC as
   * JPEG), and what is not seen, such as place, time, camera, author and attached files, is taken out. A file that has nothing of that is kept byte
   * for byte.
   */
  @FilePart() file: Upload;
}

/** The signature as a picture, or the signed paper as it was scanned. */
export class ConsentDocument {
  /** What the file is. */
  @OneOf(documentTypes) mediaType: DocumentType;

  /** Its size in bytes. */
  @Whole({ min: 1 }) byteSize: number;

  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;

  /** When it was added, in UTC. */
  @Instant() addedAt: string;

  /** The person or client that added it. */
  @Nested(Actor) addedBy: Actor;
}

/** Why and when a consent was withdrawn, and with it all of its kind. */
export class ConsentWithdrawal {
  /**
   * Why, in the patient's words where possible.
   * @example Changed her mind
   */
  @Text({ max: 2000 }) reason: string;

  /** When; now, when left out. */
  @Optional() @Instant() @AfterBirth() withdrawnAt?: string;
}

/** Why a consent was an error. */
export class ConsentInError extends EnteredInErrorInput {
  /**
   * Of a consent that was withdrawn: whether the withdrawal was an error too, as when both were another patient's. Otherwise it goes on ending the
   * patient's consents of the kind that were signed before it.
   */
  @Optional() @Flag() withdrawalInError?: boolean;
}

/** A consent that the patient has signed, and perhaps withdrawn. */
export class ConsentResponse extends ConsentInput {
  /** The consent's id. */
  @Identifier() id: string;

  /** Whose consent it is. */
  @Identifier() patientId: string;

  /** SHA-256 of the UTF-8 bytes of the text, in hexadecimal; null without a text. Lists leave the text itself out. */
  textHash: string | null;

  /** The signature or the signed paper; null while none was added. */
  @Nested(ConsentDocument) document: ConsentDocument | null;

  /**
   * How it stands today. `withdrawn`: by itself or with another consent of its kind (to the same treatment), signed no later than the withdrawal.
   * `lapsed`: it is older than consents of its kind last in this clinic.
   */
  @OneOf(consentStatuses) status: ConsentStatus;

  /** The last day on which it lasts, in the clinic's time zone; null where consents of its kind last until they are withdrawn. */
  @Day() validUntil: string | null;

  /** When it was withdrawn, in UTC; null while nobody has. */
  @Instant() withdrawnAt: string | null;

  /** Why it was withdrawn; null while nobody has. */
  withdrawalReason: string | null;

  /** The consent that the withdrawal was recorded with: this one, or another of its kind; null while nobody has withdrawn it. */
  withdrawnWith: string | null;

  /** Why it counts for nothing; null while it was no error. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** The person or client that recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** A photograph that the public can see. */
export class PublishedPhotograph {
  /** The publication's id: `POST /v1/photo-publications/{id}/take-down` ends it. */
  @Identifier() publicationId: string;

  /** The photograph's id. */
  @Identifier() photoId: string;

  /** The consent that it was published with. */
  @Identifier() consentId: string;

  /**
   * Where it was published.
   * @example The clinic’s website
   */
  place: string;

  /** Its address there; null where it has none. */
  url: string | null;

  /** When it was published, in UTC. */
  @Instant() publishedAt: string;
}

/** A consent that ended, and what was published on consents of its kind. */
export class EndedConsent extends ConsentResponse {
  /**
   * Of a consent to the publication of photographs: the patient's photographs that are public still, and that nobody has taken down; empty for the
   * other kinds.
   */
  published: PublishedPhotograph[];
}
