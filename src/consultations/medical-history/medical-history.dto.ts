import { PickType } from '@nestjs/swagger';
import {
  CheckedBy,
  AfterBirth,
  type Answer,
  answers,
  CodedValue,
  Day,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  Text,
  ReadOnlyFrom,
} from '../../platform/http/index.js';
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
import { MedicalHistoryScreening } from './screening.dto.js';
import { reviewedLists, type ReviewedList } from '../domain/medical-history/screening.js';
import { historyErrors } from '../domain/medical-history/medical-history.js';

const MAXIMUM_ENTRIES = 200;

/** Pregnancy, as asked. */
export class PregnancyInput implements Pregnancy {
  /** Whether the patient is pregnant. */
  @OneOf(answers) status: Answer;

  /**
   * The day on which it was asked or tested.
   * @example 2026-01-20
   */
  @Optional() @Day() @InLife() assessedOn?: string | null;

  /** The day on which the child is expected. */
  @Optional() @Day() @AfterBirth() dueOn?: string | null;
}

/** How contraception is done. */
/** Contraception, as asked. */
export class ContraceptionInput implements Contraception {
  /** Whether contraception is used. `no` rules out what harms an unborn child, where a pregnancy is possible; `yes` clears nothing. */
  @OneOf(answers) status: Answer;

  /** How. */
  @Optional() @OneOf(contraceptionMethods) method?: (typeof contraceptionMethods)[number];

  /**
   * In words.
   * @example Copper intrauterine device since 2024
   */
  @Optional() @Text({ max: 500 }) text?: string;
}

/** Hair loss in the family. */
export class FamilyHistoryInput implements FamilyHistory {
  /**
   * Which relative.
   * @example father
   */
  @Text({ max: 100 }) relative: string;

  /** The relative's condition. */
  @Optional() @Nested(CodedValue) code?: CodedValue;

  /**
   * The condition in words.
   * @example Bald since his thirties
   */
  @Optional() @Text({ max: 500 }) text?: string;
}

/** Habits that bear on hair and healing. */
export class HabitsInput implements Habits {
  /** Smoking. */
  @Optional() @OneOf(smokingHabits) smoking?: (typeof smokingHabits)[number];

  /** Alcohol. */
  @Optional() @OneOf(alcoholHabits) alcohol?: (typeof alcoholHabits)[number];

  /**
   * Colouring, straightening, tight styles, and the like.
   * @example Colours her hair every month
   */
  @Optional() @Text({ max: 1000 }) hairCare?: string;
}

/** The medical history, as taken at this consultation (S0-11, S1-20, S3-23). */
@ReadOnlyFrom(() => MedicalHistoryToConfirm)
@CheckedBy<MedicalHistoryInput>(({ pregnancy }, { today }) => historyErrors({ pregnancy }, '', today), 'pregnancy')
export class MedicalHistoryInput implements MedicalHistory {
  /** Answers to the questions that every history asks. */
  @Optional() @Nested(MedicalHistoryScreening) screening?: MedicalHistoryScreening;

  /** The lists that were gone through with the patient and are complete: an empty list that was reviewed says "none", one that was not says nothing. */
  @Optional() @ListOf(OneOf(reviewedLists), { max: reviewedLists.length, unique: true }) reviewed?: ReviewedList[];

  /** Conditions, past and present. */
  @Optional() @ListOf(ConditionInput, { max: MAXIMUM_ENTRIES }) conditions?: ConditionInput[];

  /** Medicines, supplements included. */
  @Optional() @ListOf(MedicationInput, { max: MAXIMUM_ENTRIES }) medications?: MedicationInput[];

  /**
   * Allergies and intolerances. What is sent here and states that there is none ("NKDA", the code `no-known-allergies`) is answered as
   * `noKnownAllergies`, and in no list of allergies.
   */
  @Optional() @ListOf(AllergyInput, { max: MAXIMUM_ENTRIES }) allergies?: AllergyInput[];

  /** That no allergy is known. It stands beside no allergy: one that holds ends it. */
  @Optional() @Nested(NoKnownAllergiesInput) noKnownAllergies?: NoKnownAllergiesInput;

  /** Procedures in the past. */
  @Optional() @ListOf(ProcedureInput, { max: MAXIMUM_ENTRIES }) procedures?: ProcedureInput[];

  /** Pregnancy. Left out, it was not asked: `unknown`. */
  @Optional() @Nested(PregnancyInput) pregnancy?: PregnancyInput;

  /** Whether the patient could become pregnant at all. */
  @Optional() @OneOf(answers) capacityForPregnancy?: Answer;

  /** Contraception. Left out, it was not asked: `unknown`. */
  @Optional() @Nested(ContraceptionInput) contraception?: ContraceptionInput;

  /** Breastfeeding. Left out, it was not asked: `unknown`. */
  @Optional() @OneOf(answers) breastfeeding?: Answer;

  /** Hair loss in the family. */
  @Optional() @ListOf(FamilyHistoryInput, { max: MAXIMUM_ENTRIES }) familyHistory?: FamilyHistoryInput[];

  /** Habits. */
  @Optional() @Nested(HabitsInput) habits?: HabitsInput;
}

/**
 * What is known of the patient when a draft begins: the lists, and what the last signed history said. It counts for nothing in the draft
 * until it is confirmed with the patient and sent as `medicalHistory`. Pregnancy and breastfeeding are asked each time.
 */
export class MedicalHistoryToConfirm extends PickType(MedicalHistoryInput, takenOver) implements HistoryToConfirm {
  /** The consultation whose answers these are; null where only the lists are known. */
  @Identifier() consultationId: string | null;

  /** When they were given, in UTC; null where only the lists are known. */
  @Instant() statedAt: string | null;
}
