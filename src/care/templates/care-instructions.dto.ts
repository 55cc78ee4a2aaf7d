import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsObject, Matches, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { Checked, IsText, MayBeAbsent, MayBeNull } from '../../platform/http/index.js';
import { phases, type Phase } from '../domain/instructions.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { typedErrors } from './typed-instructions.js';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The words of an instruction; `{when}` stands for the dates. */
export class InstructionWords {
  /**
   * English.
   * @example Do not wash your hair {when}.
   */
  @IsText({ max: 1000 })
  en: string;

  /**
   * Hindi; English is told where it is left out.
   * @example {when} बाल न धोएँ।
   */
  @MayBeAbsent()
  @IsText({ max: 1000 })
  hi?: string;
}

/** One way to tell an instruction. */
export class InstructionOptionDto {
  /**
   * Its name.
   * @example 24-hours
   */
  @Matches(NAME, { context: { code: 'malformed' } })
  option: string;

  /** Where it comes from: statements of the clinic’s documents by number, `practice`, or the clinic’s own words. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsText({ max: 200, each: true })
  sources: string[];

  /** How many hours it holds after the end of the session, 1 to 1000; either hours or days, or neither for what holds in general. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(1000)
  hours?: number | null;

  /** How many days it holds, 1 to 400: whole days after that of the session, or before it. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(400)
  days?: number | null;

  /** What is told. */
  @IsObject()
  @ValidateNested()
  @Type(() => InstructionWords)
  words: InstructionWords;
}

/** Something to do or to leave. */
export class InstructionDto {
  /**
   * Its name, unique for a treatment and a phase.
   * @example washing
   */
  @Matches(NAME, { context: { code: 'malformed' } })
  id: string;

  /** The treatment. */
  @ApiProperty({ enum: treatments })
  @IsIn(treatments)
  treatment: Treatment;

  /** Before or after a session. */
  @ApiProperty({ enum: phases })
  @IsIn(phases)
  phase: Phase;

  /** The ways to tell it: several where sources contradict each other. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => InstructionOptionDto)
  options: InstructionOptionDto[];

  /** The option that the clinic tells; null where it says nothing. */
  @ApiProperty({ type: 'string', nullable: true })
  @ValidateIf((_object, value) => value !== null)
  @Matches(NAME, { context: { code: 'malformed' } })
  chosen: string | null;
}

/** What the clinic tells its patients to do and to leave. */
@Checked<CareInstructionsInput>(({ instructions }) => typedErrors(instructions))
export class CareInstructionsInput {
  /** In the order in which they are told. */
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => InstructionDto)
  instructions: InstructionDto[];
}

/** The instructions in force. */
export class CareInstructionsResponse extends CareInstructionsInput {
  /** Who set them; null for those that the product ships, as the clinic’s documents say them. */
  setBy: string | null;

  /** When, in UTC; null for those that the product ships. */
  setAt: string | null;

  /** 0 for those that the product ships, then one more with each change; as in the ETag. */
  version: number;
}
