import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { EnteredInError, InLife, IsIdentifier, IsInstant, IsText, PageQuery } from '../platform/http/index.js';
import { BloodTestInput, BloodTestResponse, BloodTestResultResponse } from './blood-tests/blood-test.dto.js';
import { ConditionInput, patientLists, type PatientList } from '../record/index.js';
import { consultationStatuses, recommendedTreatments, type ConsultationStatus } from './domain/consultation-content.js';
import type * as domain from './domain/consultation-content.js';
import { MedicalHistoryInput, MedicalHistoryToConfirm } from './medical-history/medical-history.dto.js';
import { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';
import { VitalSigns } from './vital-signs.dto.js';

const listActions = ['added', 'updated', 'not-mentioned'] as const;

/** What the dermatologist makes of it all. */
export class Assessment implements domain.Assessment {
  /** Diagnoses, the leading one first. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ConditionInput)
  diagnoses?: ConditionInput[];

  /**
   * The assessment in words.
   * @example Female pattern, Ludwig I
   */
  @IsOptional()
  @IsText({ max: 10_000 })
  note?: string;
}

/** What the dermatologist advises. */
export class Recommendation implements domain.Recommendation {
  /** The treatment, if any. */
  @ApiProperty({ enum: recommendedTreatments, required: false })
  @IsOptional()
  @IsIn(recommendedTreatments)
  treatment?: (typeof recommendedTreatments)[number];

  /** The advice in words. */
  @IsOptional()
  @IsText({ max: 10_000 })
  note?: string;
}

/** What a draft says beside its blood tests and trichoanalyses; all of it may come later. */
export class ConsultationChange implements domain.ConsultationContent {
  /**
   * When it began.
   * @example 2026-01-20T10:15:00+05:30
   */
  @IsInstant()
  @InLife()
  startedAt: string;

  /**
   * Why the patient came, in the patient's words.
   * @example Hair thinning at the crown for two years
   */
  @IsOptional()
  @IsText({ max: 5000 })
  reason?: string;

  /** The medical history. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MedicalHistoryInput)
  medicalHistory?: MedicalHistoryInput;

  /** Vital signs. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => VitalSigns)
  vitalSigns?: VitalSigns;

  /** What the dermatologist makes of it. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Assessment)
  assessment?: Assessment;

  /** What the dermatologist advises. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Recommendation)
  recommendation?: Recommendation;
}

/** A whole consultation at once, or a stub that the parts then fill. */
export class ConsultationInput extends ConsultationChange implements domain.WholeConsultation {
  /** Blood tests that were brought along or taken. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => BloodTestInput)
  bloodTests?: BloodTestInput[];

  /** Trichoanalyses, one for each region. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => TrichoanalysisInput)
  trichoanalyses?: TrichoanalysisInput[];
}

/** A consultation. */
export class ConsultationResponse extends ConsultationChange {
  /** The consultation's id. */
  id: string;

  /** The patient. */
  patientId: string;

  /** `draft` until a dermatologist signs; what is signed never changes. */
  @ApiProperty({ enum: consultationStatuses })
  status: ConsultationStatus;

  /** Of a draft that began without a history: what is known already, to be confirmed. Left out otherwise. */
  historyToConfirm?: MedicalHistoryToConfirm;

  /**
   * Blood tests of this consultation, in the order of their recording; those entered in error are left out. Once it is signed they stay as they were
   * signed: what is read otherwise now stands in `changedReadings`.
   */
  bloodTests: BloodTestResponse[];

  /** Results of a signed consultation that are read otherwise now: a later report took their place, or the patient's sex or birth date was corrected. */
  changedReadings: ChangedReading[];

  /** Trichoanalyses of this consultation, in the order of their recording. */
  trichoanalyses: TrichoanalysisResponse[];

  /** Results in force beyond the critical bounds, as they are read now: somebody must act on them. */
  criticalResults: CriticalResult[];

  /** The person or client that began the record. */
  recordedBy: string;

  /** The dermatologist whose consultation it is, and who alone signs it; null while none is. */
  responsibleId: string | null;

  /** The dermatologist who signed last; null for a draft. */
  signedBy: string | null;

  /** When it was signed last, in UTC; null for a draft. */
  signedAt: string | null;

  /**
   * SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of this answer's members `patientId`, `startedAt`, `reason`,
   * `medicalHistory`, `vitalSigns`, `bloodTests`, `trichoanalyses`, `assessment` and `recommendation`, as far
   * as they are present; `content` of the signed version holds exactly that. Null for a draft.
   */
  contentHash: string | null;

  /** Of the signed content: 1 at the signature, one more with each amendment; null for a draft. */
  versionNumber: number | null;

  /** What the signature changed of the patient's lists, and what they have that the history did not mention. */
  listChanges: ListChangeResponse[];

  /** That it was entered in error; null for what holds. */
  @ApiProperty({ type: () => EnteredInError, nullable: true })
  enteredInError: EnteredInError | null;

  /** When the record was begun, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}

/** What a signature did to an entry of the patient's lists. */
export class ListChangeResponse {
  /** Which list. */
  @ApiProperty({ enum: patientLists })
  list: PatientList;

  /** Added, updated, or on the list but not mentioned by a history that went through it: that entry stays until somebody ends it. */
  @ApiProperty({ enum: listActions })
  action: (typeof listActions)[number];

  /** The entry's id. */
  id: string | null;

  /** The entry as it is on the list now. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  entry: object;

  /** Which members an update changed. */
  changed: string[];
}

/** A result that somebody must act on. */
export class CriticalResult {
  /** The blood test. */
  bloodTestId: string;

  /**
   * What was measured.
   * @example haemoglobin
   */
  analyte: string;

  /** Critically low or critically high. */
  @ApiProperty({ enum: ['LL', 'HH'] })
  interpretation: 'LL' | 'HH';
}

/** A result that is read otherwise now than when it was signed. */
export class ChangedReading {
  /**
   * Where the result stands in this answer, as a JSON Pointer.
   * @example /bloodTests/0/results/2
   */
  pointer: string;

  /** The result as it is read now. */
  now: BloodTestResultResponse;
}

/** Which consultations to show. */
export class ConsultationQuery extends PageQuery {
  /** Only this patient's. */
  @IsOptional()
  @IsIdentifier()
  patientId?: string;

  /** Only those of this status. */
  @ApiProperty({ enum: consultationStatuses, required: false })
  @IsOptional()
  @IsIn(consultationStatuses)
  status?: ConsultationStatus;

  /** Only those begun at this instant or later. */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Only those begun before this instant. */
  @IsOptional()
  @IsInstant()
  to?: string;
}
