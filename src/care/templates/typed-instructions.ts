import type { FieldError } from '../../kernel/failure.js';
import { instructionErrors, type Instruction } from '../domain/instructions.js';
import type { InstructionDto } from './care-instructions.dto.js';

const spanErrors = (instructions: readonly InstructionDto[]): FieldError[] =>
  instructions.flatMap(({ options }, index) =>
    options.flatMap(({ hours, days }, number) =>
      hours !== null && hours !== undefined && days !== null && days !== undefined
        ? [{ pointer: `/instructions/${index}/options/${number}/days`, code: 'hours-or-days', detail: 'Either hours or days.' }]
        : [],
    ),
  );

/** An instruction as it is kept. */
export const fromTyped = ({ options, ...instruction }: InstructionDto): Instruction => ({
  ...instruction,
  options: options.map(({ hours, days, ...option }) => ({ ...option, span: hours ? { hours } : days ? { days } : null })),
});

/** Everything that is wrong with instructions as they were typed. */
export const typedErrors = (instructions: readonly InstructionDto[]): FieldError[] => [
  ...spanErrors(instructions),
  ...instructionErrors(instructions.map(fromTyped)),
];
