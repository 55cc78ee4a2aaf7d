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
  Note,
  Text,
  type Upload,
  Whole,
  Actor,
} from '../../platform/http/index.js';
import { consentStatuses, whyMissing, type ConsentStatus, type WhyMissing } from './domain/standing.js';
import { validateConsent } from './domain/consent-errors.js';
import type * as domain from './domain/consent-content.js';
import { consentKinds, documentTypes, type ConsentKind, type DocumentType } from './domain/consent-content.js';

/** The person who signed. */
export class ConsentSignatory implements domain.Signatory {
  /**
   * The name of the signatory, as signed.
   * @example Asha Rao
   */
  @Text({ max: 200 }) name: string;

  /**
   * The relationship of the signatory to the patient: `self`, or for example `mother`.
   * @example self
   */
  @Text({ max: 100 }) relationship: string;
}

/** The witness of the signature. */
export class ConsentWitness implements domain.Witness {
  /**
   * The name of the witness, which must differ from the signatory's.
   * @example Meera Iyer
   */
  @Text({ max: 200 }) name: string;

  /**
   * The role of the witness.
   * @example nurse
   */
  @Optional() @Text({ max: 100 }) role?: string;
}

/** A consent that the patient has signed. */
@CheckedBy<ConsentInput>((consent, { now }) => validateConsent(consent, now), 'kind', 'treatment', 'signedAt', 'signatory', 'witness')
export class ConsentInput {
  /** The kind of consent. */
  @OneOf(consentKinds) kind: ConsentKind;

  /** The treatment. Required for the kind `treatment`, and refused for every other kind. */
  @Optional() @OneOf(treatments) treatment?: Treatment;

  /**
   * The version of the consent document that was signed.
   * @example mesotherapy-2026-01
   */
  @Text({ max: 100 }) documentVersion: string;

  /**
   * The language of the document, as a BCP 47 tag.
   * @example en-IN
   */
  @LanguageTag() language: string;

  /** The person who signed. */
  @Nested(ConsentSignatory) signatory: ConsentSignatory;

  /**
   * When the consent was signed.
   * @example 2026-11-20T10:30:00+05:30
   */
  @Instant() @InLife() signedAt: string;

  /** The text that was signed, stored word for word. The text is not trimmed or normalised, and never changes. */
  @Optional() @Text({ max: 50_000 }) text?: string;

  /** The witness of the signature. */
  @Optional() @Nested(ConsentWitness) witness?: ConsentWitness;
}

/** The signature as a picture, or a scan of the signed paper. */
export class ConsentDocumentInput {
  /**
   * A PDF, JPEG, PNG or HEIC file of at most 10 MB. The content of the file decides its type. The document is evidence: its visible content is stored unchanged
   * (HEIC is converted to JPEG). Hidden data, such as place, time, camera, author and attached files, are removed. A file without hidden data is stored byte
   * for byte.
   */
  @FilePart() file: Upload;
}

/** The signature as a picture, or a scan of the signed paper. */
export class ConsentDocument {
  /** The media type of the file. */
  @OneOf(documentTypes) mediaType: DocumentType;

  /** The size of the file in bytes. */
  @Whole({ min: 1 }) byteSize: number;

  /** The SHA-256 of the file's bytes, in hexadecimal. */
  sha256: string;

  /** When the file was added, in UTC. */
  @Instant() addedAt: string;

  /** The person or client that added the file. */
  @Nested(Actor) addedBy: Actor;
}

/** The withdrawal of a consent, which ends all consents of its kind. */
export class ConsentWithdrawal {
  /**
   * Why the consent is withdrawn, in the patient's words where possible.
   * @example Changed her mind
   */
  @Note({ max: 2000 }) reason: string;

  /** When the consent was withdrawn; now where it is left out. */
  @Optional() @Instant() @AfterBirth() withdrawnAt?: string;
}

/** Why a consent was entered in error. */
export class ConsentInError extends EnteredInErrorInput {
  /**
   * For a withdrawn consent: whether the withdrawal was an error too, for example because both were another patient's. Otherwise the withdrawal still ends the
   * patient's consents of the kind that were signed before it.
   */
  @Optional() @Flag() withdrawalInError?: boolean;
}

/** A consent that the patient has signed, and perhaps withdrawn. */
export class ConsentResponse extends ConsentInput {
  /** The id of the consent. */
  @Identifier() id: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The SHA-256 of the UTF-8 bytes of the text, in hexadecimal; null where there is no text. Lists leave the text out. */
  textHash: string | null;

  /** The signature or the signed paper; null where none was added. */
  @Nested(ConsentDocument) document: ConsentDocument | null;

  /**
   * The current status. `withdrawn`: this consent or another of its kind (for the same treatment) was withdrawn, at or after the signature of this one.
   * `lapsed`: the consent is older than this clinic's consents of its kind last.
   */
  @OneOf(consentStatuses) status: ConsentStatus;

  /** The last day on which the consent is valid, in the clinic's time zone; null where consents of its kind last until they are withdrawn. */
  @Day() validUntil: string | null;

  /** When the consent was withdrawn, in UTC; null where it was not withdrawn. */
  @Instant() withdrawnAt: string | null;

  /** Why the consent was withdrawn; null where it was not withdrawn. */
  withdrawalReason: string | null;

  /** The id of the consent that the withdrawal was recorded with: this one, or another of its kind. Null where it was not withdrawn. */
  withdrawnWith: string | null;

  /** Why, when and by whom the consent was entered in error; null otherwise. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** The person or client that recorded the consent. */
  @Nested(Actor) recordedBy: Actor;

  /** When the consent was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When the record was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}

/** A photograph that is published at present. */
export class PublishedPhotograph {
  /** The id of the publication. `POST /v1/photo-publications/{id}/take-down` ends the publication. */
  @Identifier() publicationId: string;

  /** The id of the photograph. */
  @Identifier() photoId: string;

  /** The id of the consent that the photograph was published with. */
  @Identifier() consentId: string;

  /**
   * Where the photograph was published.
   * @example The clinic’s website
   */
  place: string;

  /** The web address of the publication; null where it has none. */
  url: string | null;

  /** When the photograph was published, in UTC. */
  @Instant() publishedAt: string;
}

/** A consent that ended, with the photographs that are still published. */
export class EndedConsent extends ConsentResponse {
  /** The patient's photographs that are still published, where the consent was to the publication of photographs. Empty for the other kinds. */
  published: PublishedPhotograph[];
}

/** Whether one of the consents that the clinic works with is in force. */
export class ConsentInForce {
  /** What the consent allows. */
  @OneOf(consentKinds) kind: ConsentKind;

  /** The treatment of a consent to a treatment; null for other kinds. */
  @OneOf(treatments) treatment: Treatment | null;

  /** The id of the consent in force; null where there is none. */
  @Identifier() consentId: string | null;

  /** Why no consent is in force: it was never signed, was withdrawn, or has lapsed. Null where one is in force. */
  @OneOf(whyMissing) missingBecause: WhyMissing | null;
}
