/** The clinic's instructions for patients before and after a session. */
import { createFieldError } from '../../kernel/field-error.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { FieldError } from '../../kernel/failure.js';
import type { Language } from '../../kernel/language.js';
import type { Treatment } from '../../kernel/treatment.js';

export const phases = declareEnumeration('CarePhase', ['before', 'after']);
export type Phase = (typeof phases)[number];

/** How long an instruction applies: after a session from its end, before a session up to its day. */
export type Span = { hours: number } | { days: number };

/** One option of an instruction. Where sources contradict each other, there are several. */
export interface InstructionOption {
  /** The name of the option. */
  option: string;
  /** The sources: the numbers of statements in the clinic's documents, `practice`, or the clinic's own words. */
  sources: string[];
  /** How long the instruction applies; null for an instruction without dates. */
  span: Span | null;
  /** The text by language. `{when}` is a placeholder for the dates. The English text is used where another language is left out. */
  words: { en: string } & { [L in Language]?: string };
}

export interface Instruction {
  /** The name of the instruction, unique for a treatment and a phase. */
  id: string;
  treatment: Treatment;
  phase: Phase;
  options: InstructionOption[];
  /** The option that the clinic has chosen; null where the clinic does not give this instruction. */
  chosen: string | null;
}

const validateOption = ({ span, words }: InstructionOption, at: string): FieldError[] =>
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

/** Lists the errors of instructions beyond the form of their members. */
export const validateInstructions = (instructions: readonly Instruction[]): FieldError[] => {
  const seen = new Set<string>();
  return instructions.flatMap(({ id, treatment, phase, options, chosen }, index) => {
    const at = `/instructions/${index}`;
    const key = `${treatment} ${phase} ${id}`;
    const names = options.map((option) => option.option);
    const repeated = seen.has(key);
    seen.add(key);
    return [
      ...(repeated ? [createFieldError(`${at}/id`, 'duplicate', 'Another instruction of this treatment and phase has this id: give each its own.')] : []),
      ...(new Set(names).size < names.length ? [createFieldError(`${at}/options`, 'duplicate', 'Each option has a name of its own: two have the same.')] : []),
      ...(chosen !== null && !names.includes(chosen)
        ? [createFieldError(`${at}/chosen`, 'unknown-option', `There is no such option: the instruction has ${names.join(', ') || 'none'}.`)]
        : []),
      ...options.flatMap((option, number) => validateOption(option, `${at}/options/${number}`)),
    ];
  });
};
