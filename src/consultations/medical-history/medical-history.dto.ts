import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { answers, CodeDto, IsDay, IsPartialDate, IsText, type Answer } from '../../platform/http/index.js';
import { Screening } from './screening.dto.js';
import { reviewedLists, type ReviewedList } from './screening.js';

export const clinicalStatuses = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const;
export const verificationStatuses = ['unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error'] as const;
export const medicationStatuses = ['active', 'completed', 'stopped', 'on-hold', 'intended', 'not-taken', 'entered-in-error', 'unknown'] as const;
export const criticalities = ['low', 'high', 'unable-to-assess'] as const;
export const smokingHabits = ['never', 'former', 'current', 'unknown'] as const;
export const alcoholHabits = ['none', 'occasional', 'regular', 'unknown'] as const;

const MAXIMUM_ENTRIES = 200;

/** A condition or diagnosis. */
export class ConditionInput {
  /** The condition's code, preferably ICD-10. Either this or `text` is needed. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CodeDto)
  code?: CodeDto;

  /**
   * The condition in words.
   * @example Thinning at the crown
   */
  @IsOptional()
  @IsText({ max: 500 })
  text?: string;

  /** Whether it is going on; `active` when left out. */
  @ApiProperty({ enum: clinicalStatuses, required: false })
  @IsOptional()
  @IsIn(clinicalStatuses)
  clinicalStatus?: (typeof clinicalStatuses)[number];

  /** How sure it is; a refuted condition counts for nothing. */
  @ApiProperty({ enum: verificationStatuses, required: false })
  @IsOptional()
  @IsIn(verificationStatuses)
  verificationStatus?: (typeof verificationStatuses)[number];

  /**
   * Since when, to the year, the month or the day.
   * @example 2024
   */
  @IsOptional()
  @IsPartialDate()
  onset?: string | null;

  /** Anything else about it. */
  @IsOptional()
  @IsText({ max: 2000 })
  note?: string | null;
}

/** A medicine that the patient takes or took. */
export class MedicationInput {
  /**
   * Name and strength, as the patient or the package says.
   * @example Aspirin 75 mg
   */
  @IsOptional()
  @IsText({ max: 300 })
  name?: string;

  /** The active ingredient's ATC code. Either this or `name` is needed. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CodeDto)
  code?: CodeDto;

  /** Whether it is taken at present; `active` when left out. */
  @ApiProperty({ enum: medicationStatuses, required: false })
  @IsOptional()
  @IsIn(medicationStatuses)
  status?: (typeof medicationStatuses)[number];

  /**
   * Since when, to the year, the month or the day.
   * @example 2025-01-10
   */
  @IsOptional()
  @IsPartialDate()
  startedOn?: string | null;

  /** The last day on which it was taken. A medicine in use without one counts as taken today. */
  @IsOptional()
  @IsPartialDate()
  lastTakenOn?: string | null;

  /** Dose, reason, prescriber. */
  @IsOptional()
  @IsText({ max: 2000 })
  note?: string | null;
}

/** A substance, coded or in words. */
export class Substance {
  /**
   * The substance in words.
   * @example lidocaine
   */
  @IsOptional()
  @IsText({ max: 300 })
  text?: string;

  /** The substance's code, preferably ATC. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CodeDto)
  code?: CodeDto;
}

/** An allergy or intolerance. */
export class AllergyInput {
  /** To what. */
  @IsObject()
  @ValidateNested()
  @Type(() => Substance)
  substance: Substance;

  /** How bad a next reaction could be. */
  @ApiProperty({ enum: criticalities, required: false })
  @IsOptional()
  @IsIn(criticalities)
  criticality?: (typeof criticalities)[number];

  /**
   * What happened.
   * @example urticaria
   */
  @IsOptional()
  @IsText({ max: 500 })
  reaction?: string;

  /** Whether it still holds; `active` when left out. */
  @ApiProperty({ enum: ['active', 'inactive', 'resolved'], required: false })
  @IsOptional()
  @IsIn(['active', 'inactive', 'resolved'])
  clinicalStatus?: 'active' | 'inactive' | 'resolved';

  /** How sure it is. */
  @ApiProperty({ enum: ['unconfirmed', 'confirmed', 'refuted', 'entered-in-error'], required: false })
  @IsOptional()
  @IsIn(['unconfirmed', 'confirmed', 'refuted', 'entered-in-error'])
  verificationStatus?: 'unconfirmed' | 'confirmed' | 'refuted' | 'entered-in-error';
}

/** Something that was done to the patient: a transplant, an earlier micropigmentation, surgery. */
export class ProcedureInput {
  /**
   * What was done; for hair work use the system `hairline`: hair-transplant-fut, hair-transplant-fue, scalp-surgery,
   * scalp-micropigmentation, hysterectomy. Either this or `text` is needed.
   */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CodeDto)
  code?: CodeDto;

  /**
   * What was done, in words.
   * @example Hair transplant, strip method
   */
  @IsOptional()
  @IsText({ max: 500 })
  text?: string;

  /**
   * When, to the year, the month or the day.
   * @example 2023-06
   */
  @IsOptional()
  @IsPartialDate()
  performedOn?: string | null;
}

/** Pregnancy, as asked. */
export class PregnancyInput {
  /** Whether the patient is pregnant. */
  @ApiProperty({ enum: answers })
  @IsIn(answers)
  status: Answer;

  /**
   * The day on which it was asked or tested.
   * @example 2026-01-20
   */
  @IsOptional()
  @IsDay()
  assessedOn?: string | null;

  /** The day on which the child is expected. */
  @IsOptional()
  @IsDay()
  dueOn?: string | null;
}

/** Hair loss in the family. */
export class FamilyHistoryInput {
  /**
   * Which relative.
   * @example father
   */
  @IsText({ max: 100 })
  relative: string;

  /** The relative's condition. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CodeDto)
  code?: CodeDto;

  /**
   * The condition in words.
   * @example Bald since his thirties
   */
  @IsOptional()
  @IsText({ max: 500 })
  text?: string;
}

/** Habits that bear on hair and healing. */
export class HabitsInput {
  /** Smoking. */
  @ApiProperty({ enum: smokingHabits, required: false })
  @IsOptional()
  @IsIn(smokingHabits)
  smoking?: (typeof smokingHabits)[number];

  /** Alcohol. */
  @ApiProperty({ enum: alcoholHabits, required: false })
  @IsOptional()
  @IsIn(alcoholHabits)
  alcohol?: (typeof alcoholHabits)[number];

  /**
   * Colouring, straightening, tight styles, and the like.
   * @example Colours her hair every month
   */
  @IsOptional()
  @IsText({ max: 1000 })
  hairCare?: string;
}

/** The medical history, as taken at this consultation (S0-11, S1-20, S3-23). */
export class MedicalHistoryInput {
  /** Answers to the questions that every history asks. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Screening)
  screening?: Screening;

  /** The lists that were gone through with the patient and are complete: an empty list that was reviewed says "none", one that was not says nothing. */
  @ApiProperty({ enum: reviewedLists, isArray: true, required: false })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(reviewedLists, { each: true })
  reviewed?: ReviewedList[];

  /** Conditions, past and present. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAXIMUM_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => ConditionInput)
  conditions?: ConditionInput[];

  /** Medicines, supplements included. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAXIMUM_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => MedicationInput)
  medications?: MedicationInput[];

  /** Allergies and intolerances. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAXIMUM_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => AllergyInput)
  allergies?: AllergyInput[];

  /** Procedures in the past. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAXIMUM_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => ProcedureInput)
  procedures?: ProcedureInput[];

  /** Pregnancy. Left out, it was not asked: `unknown`. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PregnancyInput)
  pregnancy?: PregnancyInput;

  /** Whether the patient could become pregnant at all. */
  @ApiProperty({ enum: answers, required: false })
  @IsOptional()
  @IsIn(answers)
  capacityForPregnancy?: Answer;

  /** Breastfeeding. Left out, it was not asked: `unknown`. */
  @ApiProperty({ enum: answers, required: false })
  @IsOptional()
  @IsIn(answers)
  breastfeeding?: Answer;

  /** Hair loss in the family. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAXIMUM_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => FamilyHistoryInput)
  familyHistory?: FamilyHistoryInput[];

  /** Habits. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => HabitsInput)
  habits?: HabitsInput;
}
