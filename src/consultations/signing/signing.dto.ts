import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { DifferenceResponse, IsIdentifier, IsText } from '../../platform/http/index.js';
import { BloodTestInput } from '../blood-tests/blood-test.dto.js';
import { ConsultationChange } from '../consultation.dto.js';
import { TrichoanalysisInput } from '../trichoanalysis/trichoanalysis.dto.js';

/** How a consultation is signed. */
export class SignatureInput {
  /**
   * Why a dermatologist signs who is not the one responsible, and so becomes it.
   * @example Dr Rao is on leave
   */
  @IsOptional()
  @IsText({ max: 2000 })
  takeOverReason?: string;
}

/** What an amendment changes, adds and takes back. */
export class AmendmentInput extends SignatureInput {
  /**
   * Why it is amended.
   * @example The patient brought her list of medicines
   */
  @IsText({ max: 2000 })
  reason: string;

  /** A JSON Merge Patch (RFC 7396) of what the consultation says beside its blood tests and trichoanalyses. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  changes?: Record<string, unknown>;

  /** Blood tests to add. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => BloodTestInput)
  bloodTests?: BloodTestInput[];

  /** Trichoanalyses to add. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => TrichoanalysisInput)
  trichoanalyses?: TrichoanalysisInput[];

  /** Ids of blood tests and trichoanalyses of this consultation that were entered in error: they count for nothing any more. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIdentifier({ each: true })
  enteredInError?: string[];
}

/** What an amendment may name in `changes`. */
export class AmendedContent extends ConsultationChange {}

/** One signed version of a consultation, as it was signed. */
export class ConsultationVersionResponse {
  /** The consultation. */
  consultationId: string;

  /** The patient whose record it is in. After a merge it may be another one than was signed for, which stands in `content`. */
  patientId: string;

  /** 1 at the signature, one more with each amendment. */
  number: number;

  /** What the signature covers, word for word. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  content: Record<string, unknown>;

  /** SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of `content`. */
  contentHash: string;

  /** The dermatologist who signed this version. */
  signedBy: string;

  /** When, in UTC. */
  signedAt: string;

  /** Why it was amended; null for the first. */
  reason: string | null;

  /** In what it differs from the version before; empty for the first. */
  difference: DifferenceResponse[];

  /** The dermatologist from whom the signer took over; null where nobody did. */
  takenOverFrom: string | null;

  /** Why; null where nobody took over. */
  takeOverReason: string | null;
}
