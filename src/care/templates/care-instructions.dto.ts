import {
  CheckedBy,
  Instant,
  ListOf,
  Matching,
  MayBeAbsent,
  MayBeNull,
  Nested,
  OneOf,
  Optional,
  Text,
  Whole,
  ReadOnlyFrom,
  Actor,
} from '../../platform/http/index.js';
import type { Language } from '../../kernel/language.js';
import { phases, type Phase } from '../domain/instructions.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { validateTypedInstructions } from './typed-instructions.js';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The text of an instruction. `{when}` is a placeholder for the dates. */
// The class has a member for each language: `Pick` below does not compile otherwise.
export class CareInstructionWords {
  /**
   * The text in English.
   * @example Do not wash your hair {when}.
   */
  @Text({ max: 1000 }) en: string;

  /**
   * The text in Hindi. When left out, the English text is used.
   * @example {when} बाल न धोएँ।
   */
  @MayBeAbsent() @Text({ max: 1000 }) hi?: string;
}

/** One option of an instruction. */
export class CareInstructionOption {
  /** The name of the option. */
  @Matching(NAME, { example: '24-hours', what: 'a name in lower case, of letters, digits and hyphens' }) option: string;

  /** The sources of the option: statements of the clinic’s documents by number, `practice`, or the clinic’s own words. */
  @ListOf(Text({ max: 200 }), { max: 20 }) sources: string[];

  /**
   * The number of hours for which it applies after the end of the session, 1 to 1000. An option has either hours or days, or neither where the
   * instruction has no dates.
   */
  @Optional() @Whole({ min: 1, max: 1000 }) hours?: number | null;

  /** The number of days for which it applies, 1 to 400: whole days after the day of the session, or before it. */
  @Optional() @Whole({ min: 1, max: 400 }) days?: number | null;

  /** The text for patients. */
  @Nested(CareInstructionWords) words: Pick<CareInstructionWords, Language>;
}

/** An instruction: something to do or to avoid. */
export class CareInstruction {
  /** The name of the instruction, unique for a treatment and a phase. */
  @Matching(NAME, { example: 'washing', what: 'a name in lower case, of letters, digits and hyphens' }) id: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** Whether the instruction applies before or after a session. */
  @OneOf(phases) phase: Phase;

  /** The options of the instruction: several where sources contradict each other. */
  @ListOf(CareInstructionOption, { min: 1, max: 10 }) options: CareInstructionOption[];

  /** The option that the clinic has chosen; null where the clinic does not give this instruction. */
  @MayBeNull() @Matching(NAME, { example: '24-hours', what: 'a name in lower case, of letters, digits and hyphens' }) chosen: string | null;
}

/** The clinic's instructions to its patients. */
@ReadOnlyFrom(() => CareInstructionsResponse)
@CheckedBy<CareInstructionsInput>(({ instructions }) => validateTypedInstructions(instructions))
export class CareInstructionsInput {
  /** The instructions, in the order in which patients read them. */
  @ListOf(CareInstruction, { max: 200 }) instructions: CareInstruction[];
}

/** The instructions in force. */
export class CareInstructionsResponse extends CareInstructionsInput {
  /** Who set the instructions; null for the shipped instructions, which follow the clinic’s documents. */
  @Nested(Actor) setBy: Actor | null;

  /** When the instructions were set, in UTC; null for the shipped instructions. */
  @Instant() setAt: string | null;

  /** The version, as in the ETag: 0 for the shipped instructions, one more with each change. */
  @Whole() version: number;
}
