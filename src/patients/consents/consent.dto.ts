import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsLocale, IsObject, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { IsInstant, IsText, IsUpload, type Upload } from '../../platform/http/index.js';

export const consentKinds = ['treatment', 'photography-record', 'photography-publication', 'data-sharing'] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** Who signed. */
export class Signatory {
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
export class Witness {
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

/** The kinds of files that a signed document may be. */
export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type DocumentType = (typeof documentTypes)[number];

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

/** Why and when a consent was withdrawn. */
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
  withdrawnAt?: string;
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

  /** When it was withdrawn, in UTC; null while it stands. */
  withdrawnAt: string | null;

  /** Why it was withdrawn; null while it stands. */
  withdrawalReason: string | null;

  /** The person or client that recorded it. */
  recordedBy: string;

  /** When it was recorded, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}
