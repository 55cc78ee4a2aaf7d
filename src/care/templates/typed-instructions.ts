import type { FieldError } from '../../kernel/failure.js';
import { validateInstructions, type Instruction, type InstructionOption } from '../domain/instructions.js';

/** An instruction as clients send it: with hours or days in place of a span. */
interface TypedInstruction extends Omit<Instruction, 'options'> {
  options: (Omit<InstructionOption, 'span'> & { hours?: number | null; days?: number | null })[];
}

const validateSpans = (instructions: readonly TypedInstruction[]): FieldError[] =>
  instructions.flatMap(({ options }, index) =>
    options.flatMap(({ hours, days }, number) =>
      hours !== null && hours !== undefined && days !== null && days !== undefined
        ? [
            {
              pointer: `/instructions/${index}/options/${number}/days`,
              code: 'hours-or-days',
              detail: 'A time is either hours or days: send exactly one of the two.',
            },
          ]
        : [],
    ),
  );

/** Converts an instruction for storage. */
export const fromTypedInstruction = ({ options, ...instruction }: TypedInstruction): Instruction => ({
  ...instruction,
  options: options.map(({ hours, days, ...option }) => ({ ...option, span: hours ? { hours } : days ? { days } : null })),
});

/** Lists all errors of instructions as clients sent them. */
export const validateTypedInstructions = (instructions: readonly TypedInstruction[]): FieldError[] => [
  ...validateSpans(instructions),
  ...validateInstructions(instructions.map(fromTypedInstruction)),
];
