import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { answers, CodeDto, IsDay, IsText, type Answer, AfterBirth, InLife } from '../../platform/http/index.js';
import { AllergyInput, ConditionInput, MedicationInput, NoKnownAllergiesInput, ProcedureInput } from '../../record/index.js';
import {
  alcoholHabits,
  contraceptionMethods,
  smokingHabits,
  takenOver,
  type Contraception,
  type FamilyHistory,
  type Habits,
  type HistoryToConfirm,
  type MedicalHistory,
  type Pregnancy,
} from '../domain/medical-history/content.js';
import { Screening } from './screening.dto.js';
import { reviewedLists, type ReviewedList } from '../domain/medical-history/screening.js';

const MAXIMUM_ENTRIES = 200;

/** Pregnancy, as asked. */
export class PregnancyInput implements Pregnancy {
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
  @InLife()
  assessedOn?: string | null;

  /** The day on which the child is expected. */
  @IsOptional()
  @IsDay()
  @AfterBirth()
  dueOn?: string | null;
}

/** How contraception is done. */
/** Contraception, as asked. */
export class ContraceptionInput implements Contraception {
  /** Whether contraception is used. `no` rules out what harms an unborn child, where a pregnancy is possible; `yes` clears nothing. */
  @ApiProperty({ enum: answers })
  @IsIn(answers)
  status: Answer;

  /** How. */
  @ApiProperty({ enum: contraceptionMethods, required: false })
  @IsOptional()
  @IsIn(contraceptionMethods)
  method?: (typeof contraceptionMethods)[number];

  /**
   * In words.
   * @example Copper intrauterine device since 2024
   */
  @IsOptional()
  @IsText({ max: 500 })
  text?: string;
}

/** Hair loss in the family. */
export class FamilyHistoryInput implements FamilyHistory {
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
export class HabitsInput implements Habits {
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
export class MedicalHistoryInput implements MedicalHistory {
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

  /**
   * Allergies and intolerances. What is sent here and states that there is none ("NKDA", the code `no-known-allergies`) is answered as
   * `noKnownAllergies`, and in no list of allergies.
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAXIMUM_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => AllergyInput)
  allergies?: AllergyInput[];

  /** That no allergy is known. It stands beside no allergy: one that holds ends it. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => NoKnownAllergiesInput)
  noKnownAllergies?: NoKnownAllergiesInput;

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

  /** Contraception. Left out, it was not asked: `unknown`. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ContraceptionInput)
  contraception?: ContraceptionInput;

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

/**
 * What is known of the patient when a draft begins: the lists, and what the last signed history said. It counts for nothing in the draft
 * until it is confirmed with the patient and sent as `medicalHistory`. Pregnancy and breastfeeding are asked each time.
 */
export class MedicalHistoryToConfirm extends PickType(MedicalHistoryInput, takenOver) implements HistoryToConfirm {
  /** The consultation whose answers these are; null where only the lists are known. */
  consultationId: string | null;

  /** When they were given, in UTC; null where only the lists are known. */
  statedAt: string | null;
}
