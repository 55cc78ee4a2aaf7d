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
import { typedErrors } from './typed-instructions.js';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The words of an instruction; `{when}` stands for the dates. */
// It has a member for each language: `Pick` below does not compile without.
export class CareInstructionWords {
  /**
   * English.
   * @example Do not wash your hair {when}.
   */
  @Text({ max: 1000 }) en: string;

  /**
   * Hindi; English is told where it is left out.
   * @example {when} बाल न धोएँ।
   */
  @MayBeAbsent() @Text({ max: 1000 }) hi?: string;
}

/** One way to tell an instruction. */
export class CareInstructionOption {
  /** Its name. */
  @Matching(NAME, { example: '24-hours', what: 'a name in lower case, of letters, digits and hyphens' }) option: string;

  /** Where it comes from: statements of the clinic’s documents by number, `practice`, or the clinic’s own words. */
  @ListOf(Text({ max: 200 }), { max: 20 }) sources: string[];

  /** How many hours it holds after the end of the session, 1 to 1000; either hours or days, or neither for what holds in general. */
  @Optional() @Whole({ min: 1, max: 1000 }) hours?: number | null;

  /** How many days it holds, 1 to 400: whole days after that of the session, or before it. */
  @Optional() @Whole({ min: 1, max: 400 }) days?: number | null;

  /** What is told. */
  @Nested(CareInstructionWords) words: Pick<CareInstructionWords, Language>;
}

/** Something to do or to leave. */
export class CareInstruction {
  /** Its name, unique for a treatment and a phase. */
  @Matching(NAME, { example: 'washing', what: 'a name in lower case, of letters, digits and hyphens' }) id: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** Before or after a session. */
  @OneOf(phases) phase: Phase;

  /** The ways to tell it: several where sources contradict each other. */
  @ListOf(CareInstructionOption, { min: 1, max: 10 }) options: CareInstructionOption[];

  /** The option that the clinic tells; null where it says nothing. */
  @MayBeNull() @Matching(NAME, { example: '24-hours', what: 'a name in lower case, of letters, digits and hyphens' }) chosen: string | null;
}

/** What the clinic tells its patients to do and to leave. */
@ReadOnlyFrom(() => CareInstructionsResponse)
@CheckedBy<CareInstructionsInput>(({ instructions }) => typedErrors(instructions))
export class CareInstructionsInput {
  /** In the order in which they are told. */
  @ListOf(CareInstruction, { max: 200 }) instructions: CareInstruction[];
}

/** The instructions in force. */
export class CareInstructionsResponse extends CareInstructionsInput {
  /** Who set them; null for those that the product ships, as the clinic’s documents say them. */
  @Nested(Actor) setBy: Actor | null;

  /** When, in UTC; null for those that the product ships. */
  @Instant() setAt: string | null;

  /** 0 for those that the product ships, then one more with each change; as in the ETag. */
  @Whole() version: number;
}
