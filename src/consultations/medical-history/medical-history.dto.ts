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
  Note,
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
import { validateHistory } from '../domain/medical-history/medical-history.js';

const MAXIMUM_ENTRIES = 200;

/** Pregnancy, as the patient answered. */
export class PregnancyInput implements Pregnancy {
  /** Whether the patient is pregnant. */
  @OneOf(answers) status: Answer;

  /**
   * The day on which the patient was asked or tested.
   * @example 2026-01-20
   */
  @Optional() @Day() @InLife() assessedOn?: string | null;

  /** The day on which the child is expected. */
  @Optional() @Day() @AfterBirth() dueOn?: string | null;
}

/** Contraception, as the patient answered. */
export class ContraceptionInput implements Contraception {
  /** Whether contraception is used. `no` rules out treatments that harm an unborn child where a pregnancy is possible. `yes` alone permits no treatment. */
  @OneOf(answers) status: Answer;

  /** The method of contraception. */
  @Optional() @OneOf(contraceptionMethods) method?: (typeof contraceptionMethods)[number];

  /**
   * The contraception in words.
   * @example Copper intrauterine device since 2024
   */
  @Optional() @Note({ max: 500, within: 'contraception' }) text?: string;
}

/** Hair loss in the family. */
export class FamilyHistoryInput implements FamilyHistory {
  /**
   * The relative, such as father or mother.
   * @example father
   */
  @Note({ max: 100 }) relative: string;

  /** The relative's condition. */
  @Optional() @Nested(CodedValue) code?: CodedValue;

  /**
   * The condition in words.
   * @example Bald since his thirties
   */
  @Optional() @Note({ max: 500, within: 'familyHistory' }) text?: string;
}

/** Habits that affect hair and healing. */
export class HabitsInput implements Habits {
  /** The smoking habit. */
  @Optional() @OneOf(smokingHabits) smoking?: (typeof smokingHabits)[number];

  /** The alcohol habit. */
  @Optional() @OneOf(alcoholHabits) alcohol?: (typeof alcoholHabits)[number];

  /**
   * Hair care that stresses the hair, such as colouring, straightening or tight styles.
   * @example Colours her hair every month
   */
  @Optional() @Note({ max: 1000 }) hairCare?: string;
}

/** The medical history, as taken at this consultation (S0-11, S1-20, S3-23). */
@ReadOnlyFrom(() => MedicalHistoryToConfirm)
@CheckedBy<MedicalHistoryInput>(({ pregnancy }, { today }) => validateHistory({ pregnancy }, '', today), 'pregnancy')
export class MedicalHistoryInput implements MedicalHistory {
  /** Answers to the screening questions that every medical history asks. */
  @Optional() @Nested(MedicalHistoryScreening) screening?: MedicalHistoryScreening;

  /**
   * The lists that were reviewed with the patient and are complete. An empty list that was reviewed means "none"; an empty list that was not reviewed means
   * nothing.
   */
  @Optional() @ListOf(OneOf(reviewedLists), { max: reviewedLists.length, unique: true }) reviewed?: ReviewedList[];

  /** Past and present conditions. */
  @Optional() @ListOf(ConditionInput, { max: MAXIMUM_ENTRIES }) conditions?: ConditionInput[];

  /** Medicines, including supplements. */
  @Optional() @ListOf(MedicationInput, { max: MAXIMUM_ENTRIES }) medications?: MedicationInput[];

  /**
   * Allergies and intolerances. An entry which states that there is no allergy ("NKDA", the code `no-known-allergies`) is answered as `noKnownAllergies`. It
   * appears in no list of allergies.
   */
  @Optional() @ListOf(AllergyInput, { max: MAXIMUM_ENTRIES }) allergies?: AllergyInput[];

  /** The statement that no allergy is known. The statement cannot be sent together with an active allergy; recording an allergy ends it. */
  @Optional() @Nested(NoKnownAllergiesInput) noKnownAllergies?: NoKnownAllergiesInput;

  /** Past procedures. */
  @Optional() @ListOf(ProcedureInput, { max: MAXIMUM_ENTRIES }) procedures?: ProcedureInput[];

  /** Pregnancy. Where it is left out, the question was not asked and the answer is `unknown`. */
  @Optional() @Nested(PregnancyInput) pregnancy?: PregnancyInput;

  /** Whether the patient could become pregnant. */
  @Optional() @OneOf(answers) capacityForPregnancy?: Answer;

  /** Contraception. Where it is left out, the question was not asked and the answer is `unknown`. */
  @Optional() @Nested(ContraceptionInput) contraception?: ContraceptionInput;

  /** Breastfeeding. Where it is left out, the question was not asked and the answer is `unknown`. */
  @Optional() @OneOf(answers) breastfeeding?: Answer;

  /** Hair loss in the family. */
  @Optional() @ListOf(FamilyHistoryInput, { max: MAXIMUM_ENTRIES }) familyHistory?: FamilyHistoryInput[];

  /** Habits. */
  @Optional() @Nested(HabitsInput) habits?: HabitsInput;
}

/**
 * What is known of the patient when a draft begins: the entries of the lists, and the answers of the last signed history. A draft's checks ignore it until it
 * is confirmed with the patient and sent as `medicalHistory`. Pregnancy and breastfeeding are asked each time.
 */
export class MedicalHistoryToConfirm extends PickType(MedicalHistoryInput, takenOver) implements HistoryToConfirm {
  /** The id of the consultation that the answers come from; null where only the lists are known. */
  @Identifier() consultationId: string | null;

  /** When the answers were given, in UTC; null where only the lists are known. */
  @Instant() statedAt: string | null;
}
