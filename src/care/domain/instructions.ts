/** What a patient must do and leave before and after a session, as the clinic tells it. */
import { fieldError } from '../../kernel/field-error.js';
import { enumOf } from '../../kernel/enumeration.js';
import type { FieldError } from '../../kernel/failure.js';
import type { Language } from '../../kernel/language.js';
import type { Treatment } from '../../kernel/treatment.js';

export const phases = enumOf('CarePhase', ['before', 'after']);
export type Phase = (typeof phases)[number];

/** How long it holds: after a session from its end, before a session up to its day. */
export type Span = { hours: number } | { days: number };

/** One way to tell an instruction. Where sources contradict each other, there are several. */
export interface InstructionOption {
  /** Its name. */
  option: string;
  /** The numbers of the statements in the clinic's documents, `practice`, or the clinic's own. */
  sources: string[];
  /** Null for what holds in general. */
  span: Span | null;
  /** `{when}` stands for the dates. English is told where another language is left out. */
  words: { en: string } & { [L in Language]?: string };
}

export interface Instruction {
  /** Unique among the instructions of a treatment and phase. */
  id: string;
  treatment: Treatment;
  phase: Phase;
  options: InstructionOption[];
  /** The option that the clinic tells; null where it says nothing. */
  chosen: string | null;
}

const optionErrors = ({ span, words }: InstructionOption, at: string): FieldError[] =>
  Object.entries(words).flatMap(([language, text]) =>
    text.includes('{when}') === (span !== null)
      ? []
      : [
          {
            pointer: `${at}/words/${language}`,
            code: span === null ? 'no-dates' : 'dates-missing',
            detail: span === null ? 'Without a span there is no {when}.' : 'The words need {when}, which the dates take the place of.',
          },
        ],
  );

/** What is wrong with a set of instructions beyond the form of its members. */
export const instructionErrors = (instructions: readonly Instruction[]): FieldError[] => {
  const seen = new Set<string>();
  return instructions.flatMap(({ id, treatment, phase, options, chosen }, index) => {
    const at = `/instructions/${index}`;
    const key = `${treatment} ${phase} ${id}`;
    const names = options.map((option) => option.option);
    const repeated = seen.has(key);
    seen.add(key);
    return [
      ...(repeated ? [fieldError(`${at}/id`, 'duplicate', 'Another instruction of this treatment and phase has this id: give each its own.')] : []),
      ...(new Set(names).size < names.length ? [fieldError(`${at}/options`, 'duplicate', 'Each option has a name of its own: two have the same.')] : []),
      ...(chosen !== null && !names.includes(chosen) ? [fieldError(`${at}/chosen`, 'unknown-option', `There is no such option: the instruction has ${names.join(', ') || 'none'}.`)] : []),
      ...options.flatMap((option, number) => optionErrors(option, `${at}/options/${number}`)),
    ];
  });
};
