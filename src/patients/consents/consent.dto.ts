import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsLocale, IsObject, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { AfterBirth, InLife, IsInstant, IsText, IsUpload, type Upload, EnteredInError, EnteredInErrorInput } from '../../platform/http/index.js';
import { consentStatuses, type ConsentStatus } from './domain/standing.js';
import type * as domain from './domain/consent-content.js';
import { consentKinds, documentTypes, type ConsentKind, type DocumentType } from './domain/consent-content.js';

/** Who signed. */
export class Signatory implements domain.Signatory {
  /**
   * The name as signed.
   * @example Asha Rao
   */
  @IsText({ max: 200 })
  name: string;

  /**
   * What the signatory is to the patient: `self`, or for example `mother`.
   * @example self
   */
  @IsText({ max: 100 })
  relationship: string;
}

/** Who was there when it was signed. */
export class Witness implements domain.Witness {
  /**
   * The witness's name.
   * @example Meera Iyer
   */
  @IsText({ max: 200 })
  name: string;

  /**
   * What the witness was there as.
   * @example nurse
   */
  @IsOptional()
  @IsText({ max: 100 })
  role?: string;
}

/** A consent that the patient has signed. */
export class ConsentInput {
  /** What was agreed to. */
  @ApiProperty({ enum: consentKinds })
  @IsIn(consentKinds)
  kind: ConsentKind;

  /** Which treatment; needed for the kind `treatment`, and only there. */
  @ApiProperty({ enum: treatments, required: false })
  @IsOptional()
  @IsIn(treatments)
  treatment?: Treatment;

  /**
   * Which version of the consent document was signed.
   * @example mesotherapy-2026-01
   */
  @IsText({ max: 100 })
  documentVersion: string;

  /**
   * The language of the document, as a BCP 47 tag.
   * @example en-IN
   */
  @IsLocale()
  @MaxLength(35)
  language: string;

  /** Who signed. */
  @IsObject()
  @ValidateNested()
  @Type(() => Signatory)
  signatory: Signatory;

  /**
   * When it was signed.
   * @example 2026-11-20T10:30:00+05:30
   */
  @IsInstant()
  @InLife()
  signedAt: string;

  /** The text that was signed, kept word for word: nothing in it is trimmed or normalised, and it never changes. */
  @IsOptional()
  @IsText({ max: 50_000 })
  text?: string;

  /** Who was there when it was signed. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Witness)
  witness?: Witness;
}

/** The signature as a picture, or the signed paper as it was scanned. */
export class ConsentDocumentInput {
  /**
   * PDF, JPEG, PNG or HEIC, at most 10 MB; what it is follows from its content. It is evidence: what is seen on it is kept bit by bit (HEIC as
   * JPEG), and what is not seen, such as place, time, camera, author and attached files, is taken out. A file that has nothing of that is kept byte
   * for byte.
   */
  @IsUpload()
  file: Upload;
}

/** The signature as a picture, or the signed paper as it was scanned. */
export class ConsentDocument {
  /** What the file is. */
  @ApiProperty({ enum: documentTypes })
  mediaType: DocumentType;

  /** Its size in bytes. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  byteSize: number;

  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;

  /** When it was added, in UTC. */
  addedAt: string;

  /** The person or client that added it. */
  addedBy: string;
}

/** Why and when a consent was withdrawn, and with it all of its kind. */
export class ConsentWithdrawal {
  /**
   * Why, in the patient's words where possible.
   * @example Changed her mind
   */
  @IsText({ max: 2000 })
  reason: string;

  /** When; now, when left out. */
  @IsOptional()
  @IsInstant()
  @AfterBirth()
  withdrawnAt?: string;
}

/** Why a consent was an error. */
export class ConsentInError extends EnteredInErrorInput {
  /**
   * Of a consent that was withdrawn: whether the withdrawal was an error too, as when both were another patient's. Otherwise it goes on ending the
   * patient's consents of the kind that were signed before it.
   */
  @IsOptional()
  @IsBoolean()
  withdrawalInError?: boolean;
}

/** A consent that the patient has signed, and perhaps withdrawn. */
export class ConsentResponse extends ConsentInput {
  /** The consent's id. */
  id: string;

  /** Whose consent it is. */
  patientId: string;

  /** SHA-256 of the UTF-8 bytes of the text, in hexadecimal; null without a text. Lists leave the text itself out. */
  textHash: string | null;

  /** The signature or the signed paper; null while none was added. */
  @ApiProperty({ type: ConsentDocument, nullable: true })
  document: ConsentDocument | null;

  /**
   * How it stands today. `withdrawn`: by itself or with another consent of its kind (to the same treatment), signed no later than the withdrawal.
   * `lapsed`: it is older than consents of its kind last in this clinic.
   */
  @ApiProperty({ enum: consentStatuses })
  status: ConsentStatus;

  /** The last day on which it lasts, in the clinic's time zone; null where consents of its kind last until they are withdrawn. */
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validUntil: string | null;

  /** When it was withdrawn, in UTC; null while nobody has. */
  withdrawnAt: string | null;

  /** Why it was withdrawn; null while nobody has. */
  withdrawalReason: string | null;

  /** The consent that the withdrawal was recorded with: this one, or another of its kind; null while nobody has withdrawn it. */
  withdrawnWith: string | null;

  /** Why it counts for nothing; null while it was no error. */
  @ApiProperty({ type: EnteredInError, nullable: true })
  enteredInError: EnteredInError | null;

  /** The person or client that recorded it. */
  recordedBy: string;

  /** When it was recorded, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}

/** A photograph that the public can see. */
export class PublishedPhotograph {
  /** The publication's id: `POST /v1/photo-publications/{id}/take-down` ends it. */
  publicationId: string;

  /** The photograph's id. */
  photoId: string;

  /** The consent that it was published with. */
  consentId: string;

  /**
   * Where it was published.
   * @example The clinic’s website
   */
  place: string;

  /** Its address there; null where it has none. */
  url: string | null;

  /** When it was published, in UTC. */
  publishedAt: string;
}

/** A consent that ended, and what was published on consents of its kind. */
export class EndedConsent extends ConsentResponse {
  /**
   * Of a consent to the publication of photographs: the patient's photographs that are public still, and that nobody has taken down; empty for the
   * other kinds.
   */
  published: PublishedPhotograph[];
}
