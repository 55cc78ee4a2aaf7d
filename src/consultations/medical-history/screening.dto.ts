import { type Answer, answers, OneOf, Optional } from '../../platform/http/index.js';
import type { ScreeningQuestion } from '../domain/medical-history/screening.js';

/** Answers to the questions that every medical history asks: `yes`, `no` or `unknown`. A question that is left out is `unknown`, never `no`. */
export class MedicalHistoryScreening implements Partial<Record<ScreeningQuestion, Answer>> {
  /**
   * Diabetes mellitus of any type (S0-57).
   * @example no
   */
  @Optional() @OneOf(answers) diabetes?: Answer;

  /**
   * A disorder of bleeding or clotting (S0-58).
   * @example no
   */
  @Optional() @OneOf(answers) 'bleeding-disorder'?: Answer;

  /**
   * A current infection of the scalp or elsewhere (S0-59).
   * @example no
   */
  @Optional() @OneOf(answers) 'active-infection'?: Answer;

  /**
   * An autoimmune disorder (S0-61).
   * @example no
   */
  @Optional() @OneOf(answers) 'autoimmune-disorder'?: Answer;

  /**
   * High blood pressure, treated or not (S0-62).
   * @example no
   */
  @Optional() @OneOf(answers) hypertension?: Answer;

  /**
   * A heart condition (S0-63).
   * @example no
   */
  @Optional() @OneOf(answers) 'heart-condition'?: Answer;

  /**
   * A tendency to keloids or overgrown scars.
   * @example no
   */
  @Optional() @OneOf(answers) 'keloid-tendency'?: Answer;

  /**
   * Epilepsy or seizures.
   * @example no
   */
  @Optional() @OneOf(answers) epilepsy?: Answer;

  /**
   * Cancer, current or under treatment.
   * @example no
   */
  @Optional() @OneOf(answers) cancer?: Answer;

  /**
   * A liver disease.
   * @example no
   */
  @Optional() @OneOf(answers) 'liver-disease'?: Answer;

  /**
   * A kidney disease.
   * @example no
   */
  @Optional() @OneOf(answers) 'kidney-disease'?: Answer;

  /**
   * Weakened immunity, from disease or medicines.
   * @example no
   */
  @Optional() @OneOf(answers) immunodeficiency?: Answer;

  /**
   * Recurring cold sores (herpes simplex).
   * @example no
   */
  @Optional() @OneOf(answers) 'cold-sores'?: Answer;

  /**
   * Fainting at injections or at the sight of blood.
   * @example no
   */
  @Optional() @OneOf(answers) 'fainting-at-injections'?: Answer;

  /**
   * An earlier reaction to a local anaesthetic.
   * @example no
   */
  @Optional() @OneOf(answers) 'previous-reaction-to-local-anaesthetic'?: Answer;

  /**
   * An earlier reaction to tattoo pigment.
   * @example no
   */
  @Optional() @OneOf(answers) 'previous-reaction-to-tattoo-pigment'?: Answer;

  /**
   * A recent sunburn or an open wound at the treatment site.
   * @example no
   */
  @Optional() @OneOf(answers) 'recent-sunburn-or-wound-on-site'?: Answer;
}
