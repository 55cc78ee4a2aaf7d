import { Injectable } from '@nestjs/common';
import { SettingsService, type Setting } from '../../clinic/index.js';
import { invalid, type FieldError } from '../../kernel/failure.js';
import { instructionErrors, type Instruction } from '../domain/instructions.js';
import { shippedInstructions } from '../domain/shipped.js';
import type { CareInstructionsInput, CareInstructionsResponse, InstructionDto } from './care-instructions.dto.js';

interface StoredInstructions {
  instructions: Instruction[];
}

const shipped: StoredInstructions = { instructions: shippedInstructions };

@Injectable()
export class CareInstructionsService {
  constructor(private readonly settings: SettingsService) {}

  current(): Promise<Setting<StoredInstructions>> {
    return this.settings.current('care-instructions', shipped);
  }

  async get(): Promise<CareInstructionsResponse> {
    return toResponse(await this.current());
  }

  async set({ instructions }: CareInstructionsInput): Promise<CareInstructionsResponse> {
    const content = instructions.map(fromDto);
    const errors = [...spanErrors(instructions), ...instructionErrors(content)];
    if (errors.length > 0) throw invalid(errors);
    return toResponse(await this.settings.set<StoredInstructions>('care-instructions', { instructions: content }));
  }
}

const spanErrors = (instructions: readonly InstructionDto[]): FieldError[] =>
  instructions.flatMap(({ options }, index) =>
    options.flatMap(({ hours, days }, number) =>
      hours !== null && hours !== undefined && days !== null && days !== undefined
        ? [{ pointer: `/instructions/${index}/options/${number}/days`, code: 'hours-or-days', detail: 'Either hours or days.' }]
        : [],
    ),
  );

const fromDto = ({ options, ...instruction }: InstructionDto): Instruction => ({
  ...instruction,
  options: options.map(({ hours, days, ...option }) => ({ ...option, span: hours ? { hours } : days ? { days } : null })),
});

const toDto = ({ options, ...instruction }: Instruction): InstructionDto => ({
  ...instruction,
  options: options.map(({ span, ...option }) => ({
    ...option,
    hours: span && 'hours' in span ? span.hours : null,
    days: span && 'days' in span ? span.days : null,
  })),
});

const toResponse = ({ content, version, setBy, setAt }: Setting<StoredInstructions>): CareInstructionsResponse => ({
  instructions: content.instructions.map(toDto),
  setBy,
  setAt: setAt?.toISOString() ?? null,
  version,
});
