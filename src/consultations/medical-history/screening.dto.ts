import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { answers, type Answer } from '../../platform/http/index.js';
import type { ScreeningQuestion } from '../domain/medical-history/screening.js';

const Question =
  (description: string): PropertyDecorator =>
  (target, property) => {
    ApiProperty({ enum: answers, required: false, description, example: 'no' })(target, property);
    IsOptional()(target, property);
    IsIn(answers)(target, property);
  };

/** Answers to the questions that every history asks: `yes`, `no` or `unknown`. A question that is left out is `unknown`, never `no`. */
export class Screening implements Partial<Record<ScreeningQuestion, Answer>> {
  @Question('Diabetes mellitus of any type (S0-57).')
  diabetes?: Answer;

  @Question('A disorder of bleeding or clotting (S0-58).')
  'bleeding-disorder'?: Answer;

  @Question('An infection at present, of the scalp or elsewhere (S0-59).')
  'active-infection'?: Answer;

  @Question('An autoimmune disorder (S0-61).')
  'autoimmune-disorder'?: Answer;

  @Question('High blood pressure, treated or not (S0-62).')
  hypertension?: Answer;

  @Question('A condition of the heart (S0-63).')
  'heart-condition'?: Answer;

  @Question('A tendency to keloids or overgrown scars.')
  'keloid-tendency'?: Answer;

  @Question('Epilepsy or seizures.')
  epilepsy?: Answer;

  @Question('Cancer, at present or under treatment.')
  cancer?: Answer;

  @Question('A disease of the liver.')
  'liver-disease'?: Answer;

  @Question('A disease of the kidneys.')
  'kidney-disease'?: Answer;

  @Question('Weakened immunity, from disease or medicines.')
  immunodeficiency?: Answer;

  @Question('Recurring cold sores (herpes simplex).')
  'cold-sores'?: Answer;

  @Question('Fainting at injections or at the sight of blood.')
  'fainting-at-injections'?: Answer;

  @Question('An earlier reaction to a local anaesthetic.')
  'previous-reaction-to-local-anaesthetic'?: Answer;

  @Question('An earlier reaction to tattoo pigment.')
  'previous-reaction-to-tattoo-pigment'?: Answer;

  @Question('A recent sunburn or an open wound where the treatment is to be.')
  'recent-sunburn-or-wound-on-site'?: Answer;
}
